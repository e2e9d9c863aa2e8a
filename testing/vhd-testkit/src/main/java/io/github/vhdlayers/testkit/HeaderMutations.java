package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Every field of the dynamic header. */
final class HeaderMutations {
    private static final int PARENT_NAME_BYTES = 512;

    private final List<Mutation> all = new ArrayList<>();

    private HeaderMutations() {}

    static List<Mutation> all() {
        HeaderMutations mutations = new HeaderMutations();
        mutations.identity();
        mutations.tablePlace();
        mutations.tableLength();
        mutations.blockSizes();
        mutations.parent();
        return mutations.all;
    }

    private void identity() {
        edit("cookie", "the cookie is another", anatomy -> Patch.set(0, Text.ascii("cxsparsf")));
        edit("next-zero", "says that another header follows at offset 0", anatomy -> Patch.set64(8, 0));
        edit("next-self", "says that it follows itself", anatomy -> Patch.set64(8, anatomy.positions().header));
        edit("version-0", "version 0.0", anatomy -> Patch.set32(24, 0));
        edit("version-2", "version 2.0", anatomy -> Patch.set32(24, 0x0002_0000));
        edit("reserved-word", "the reserved word is not zero", anatomy -> Patch.flip8(60, 0x5A));
        edit("reserved-end", "a reserved byte at the end is not zero", anatomy -> Patch.flip8(900, 0x5A));
        all.add(Mutation.inPlaceOnly(
                "header-checksum-off",
                "dynamic header: the checksum is off by one bit",
                anatomy -> patches(anatomy, any -> Patch.flip8(Structures.HEADER_CHECKSUM + 3, 1))));
    }

    private void tablePlace() {
        tableAt("zero", "at offset 0", anatomy -> 0);
        tableAt("unaligned", "one byte further than it is", anatomy -> anatomy.positions().table + 1);
        tableAt("half-sector", "half a sector further than it is", anatomy -> anatomy.positions().table + 256);
        tableAt("at-header", "where the header is", anatomy -> anatomy.positions().header);
        tableAt("at-tail", "where the footer is", anatomy -> anatomy.positions().tail);
        tableAt("past-end", "past the end", anatomy -> (anatomy.fileSectors() + 8) * Sectors.BYTES);
        tableAt("huge", "at 2^62", anatomy -> 1L << 62);
        tableAt("negative", "at an offset with the top bit set", anatomy -> Long.MIN_VALUE | anatomy.positions().table);
        tableAt("all-ones", "at an offset of all one-bits", anatomy -> -1L);
    }

    private void tableAt(String name, String place, ToLongFunction<Anatomy> offset) {
        edit(
                "table-offset-" + name,
                "the table is said to be " + place,
                anatomy -> Patch.set64(16, offset.applyAsLong(anatomy)));
    }

    private void tableLength() {
        entries("zero", "no entries", anatomy -> 0);
        entries("one-less", "one entry less than the disk needs", anatomy -> anatomy.blocks() - 1L);
        entries("one-more", "one entry more than there is", anatomy -> anatomy.headerEntries() + 1);
        entries("million", "a million entries", anatomy -> 1_000_000);
        entries("quarter", "2^30 entries, so 4 GiB of table", anatomy -> 1L << 30);
        entries("all-ones", "2^32 - 1 entries", anatomy -> 0xFFFF_FFFFL);
    }

    private void entries(String name, String count, ToLongFunction<Anatomy> entries) {
        edit(
                "entries-" + name,
                "said to be a table of " + count,
                anatomy -> Patch.set32(28, entries.applyAsLong(anatomy)));
    }

    private void blockSizes() {
        for (int bytes : new int[] {0, 1, 511, 513, 768}) {
            blockSize(Integer.toString(bytes), anatomy -> bytes);
        }
        blockSize("half", anatomy -> anatomy.blockSize() / 2);
        blockSize("double", anatomy -> anatomy.blockSize() * 2);
        blockSize("1-gib", anatomy -> 1L << 30);
        blockSize("2-gib", anatomy -> 1L << 31);
        blockSize("4-gib-less-a-sector", anatomy -> 0xFFFF_FE00L);
        blockSize("all-ones", anatomy -> 0xFFFF_FFFFL);
    }

    private void blockSize(String name, ToLongFunction<Anatomy> bytes) {
        String words = name.replace('-', ' ');
        edit("block-size-" + name, "block size: " + words, anatomy -> Patch.set32(32, bytes.applyAsLong(anatomy)));
    }

    private void parent() {
        int name = Structures.PARENT_NAME;
        edit("parent-id-changed", "one bit of the parent's id is another", anatomy -> Patch.flip8(55, 1));
        differencing("parent-id-null", "the parent's id is all zero", anatomy -> Patch.fill(40, 16, 0));
        differencing(
                "parent-id-own",
                "the disk is its own parent",
                anatomy -> Patch.set(40, anatomy.id().bytes()));
        differencing(
                "parent-timestamp-last", "the parent was changed at the epoch's end", anatomy -> Patch.set32(56, -1));
        differencing("parent-name-empty", "no parent name", anatomy -> Patch.fill(name, PARENT_NAME_BYTES, 0));
        differencing(
                "parent-name-unterminated",
                "a parent name that fills its field",
                anatomy -> Patch.fill(name, PARENT_NAME_BYTES, 'a'));
        differencing(
                "parent-name-surrogate",
                "a parent name that begins with half a character",
                anatomy -> Patch.set(name, Text.utf16be("\uD800")));
        differencing(
                "parent-name-traversal",
                "a parent name that climbs out of the folder",
                anatomy -> Patch.set(name, Text.utf16be("..\\../..\\x.vhd\0")));
    }

    private void differencing(String name, String description, Function<Anatomy, Patch> patch) {
        all.add(Mutation.inPlace(
                "header-" + name,
                "dynamic header: " + description,
                anatomy -> anatomy.kind() == DiskKind.DIFFERENCING ? patches(anatomy, patch) : List.of()));
    }

    private void edit(String name, String description, Function<Anatomy, Patch> patch) {
        all.add(Mutation.inPlace(
                "header-" + name, "dynamic header: " + description, anatomy -> patches(anatomy, patch)));
    }

    private static List<Patch> patches(Anatomy anatomy, Function<Anatomy, Patch> patch) {
        return anatomy.hasBlocks() ? List.of(patch.apply(anatomy).movedBy(anatomy.positions().header)) : List.of();
    }
}
