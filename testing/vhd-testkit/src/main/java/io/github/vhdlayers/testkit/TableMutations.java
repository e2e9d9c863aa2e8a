package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/** Entries of the block allocation table: the first that has a block, and those that should have none. */
final class TableMutations {
    private static final long NOT_POSSIBLE = -1;

    private final List<Mutation> all = new ArrayList<>();

    private TableMutations() {}

    static List<Mutation> all() {
        TableMutations mutations = new TableMutations();
        mutations.numbers();
        mutations.structures();
        mutations.otherBlocks();
        mutations.unusedEntries();
        return mutations.all;
    }

    private void numbers() {
        entry("zero", "in sector 0, where the copy of the footer is", anatomy -> 0);
        entry("one", "in sector 1", anatomy -> 1);
        entry("past-end", "past the end of the file", anatomy -> anatomy.fileSectors() + 1000);
        entry("last-32-bit", "in sector 2^32 - 2", anatomy -> 0xFFFF_FFFEL);
        entry("top-bit", "where it is, but for the top bit", anatomy -> 0x8000_0000L | first(anatomy));
        entry("absent", "nowhere, although it is there", anatomy -> 0xFFFF_FFFFL);
        entry("off-by-one", "a sector further than it is", anatomy -> first(anatomy) + 1);
    }

    private void structures() {
        entry("in-header", "in the dynamic header", anatomy -> sector(anatomy.positions().header));
        entry("in-table", "in the table", anatomy -> sector(anatomy.positions().table));
        entry("in-batmap", "in the batmap", anatomy -> sector(anatomy.positions().batmap));
        entry("in-locator", "in a parent locator's data", anatomy -> {
            OptionalInt slot = anatomy.firstLocator();
            return slot.isPresent() ? sector(anatomy.positions().locators[slot.getAsInt()]) : NOT_POSSIBLE;
        });
        entry("at-tail", "where the footer is", anatomy -> sector(anatomy.positions().tail));
        entry(
                "before-tail",
                "right before the footer, too late to fit",
                anatomy -> sector(anatomy.positions().tail) - 1);
    }

    private void otherBlocks() {
        entry("duplicate", "where another block is", anatomy -> other(anatomy, 0));
        entry("overlapping", "one sector behind the start of another block", anatomy -> other(anatomy, 1));
    }

    private void unusedEntries() {
        all.add(Mutation.inPlace(
                "table-spare-entry-used", "table: an entry that the disk has no block for is used", anatomy -> {
                    boolean spare = anatomy.hasBlocks() && anatomy.positions().entries.length > anatomy.blocks();
                    return spare ? List.of(Patch.set32(anatomy.entryOffset(anatomy.blocks()), 5)) : List.of();
                }));
        all.add(Mutation.inPlace("table-padding-used", "table: what follows the last entry looks like one", anatomy -> {
            Positions positions = anatomy.positions();
            long end = anatomy.entryOffset(positions.entries.length);
            boolean padded = anatomy.hasBlocks() && end < positions.table + positions.tableBytes;
            return padded ? List.of(Patch.set32(end, 5)) : List.of();
        }));
    }

    private void entry(String name, String place, ToLongFunction<Anatomy> value) {
        all.add(Mutation.inPlace("table-entry-" + name, "table: a block is said to be " + place, anatomy -> {
            OptionalInt block = anatomy.firstAllocated();
            long entry = block.isPresent() ? value.applyAsLong(anatomy) : NOT_POSSIBLE;
            return entry == NOT_POSSIBLE
                    ? List.of()
                    : List.of(Patch.set32(anatomy.entryOffset(block.getAsInt()), entry));
        }));
    }

    private static long first(Anatomy anatomy) {
        return anatomy.positions().tableEntry(anatomy.firstAllocated().getAsInt());
    }

    private static long other(Anatomy anatomy, int further) {
        OptionalInt block = anatomy.secondAllocated();
        return block.isPresent() ? anatomy.positions().tableEntry(block.getAsInt()) + further : NOT_POSSIBLE;
    }

    private static long sector(long fileOffset) {
        return fileOffset == Positions.NONE ? NOT_POSSIBLE : fileOffset / Sectors.BYTES;
    }
}
