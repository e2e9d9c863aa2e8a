package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Entries of the block allocation table: of a block that is stored, of one in part, of a bitmap, and of those that have no place. */
final class VhdxTableMutations {
    private static final int MIB = 1 << 20;

    private final List<VhdxMutation> all = new ArrayList<>();

    private VhdxTableMutations() {}

    static List<VhdxMutation> all() {
        VhdxTableMutations mutations = new VhdxTableMutations();
        mutations.block("full", VhdxImage.FULL);
        mutations.block("partial", VhdxImage.PARTIAL);
        mutations.bitmapEntry();
        mutations.unplaced();
        mutations.unusedEntries();
        mutations.bits();
        return mutations.all;
    }

    private void block(String name, int state) {
        for (int other : new int[] {0, 1, 2, 3, 4, 5, 6, 7}) {
            if (other != state) {
                block(name, state, "state-" + other, "in state " + other, (place, image) -> place | other);
            }
        }
        block(name, state, "reserved", "with reserved bits", (place, image) -> place | state | 0xFFFF8);
        at(name, state, "zero", "at the start of the file", image -> 0);
        at(name, state, "log", "in the log", image -> image.place("log"));
        at(name, state, "metadata", "in the metadata", image -> image.place("metadata"));
        at(name, state, "table", "in the table", image -> image.place("table"));
        at(
                name,
                state,
                "bitmap",
                "where the sector bitmap is",
                image -> image.has("bitmap0") ? image.place("bitmap0") : image.place("table"));
        at(name, state, "end", "where the file ends", image -> image.length());
        at(name, state, "past-end", "behind the end of the file", image -> 1L << 40);
        at(name, state, "huge", "at 2^62", image -> 1L << 62);
        at(name, state, "negative", "at the last MiB of 2^64", image -> -MIB);
        block(name, state, "later", "a MiB further on", (place, image) -> place + MIB | state);
    }

    private void bitmapEntry() {
        for (int state : new int[] {0, 1, 2, 3, 4, 5, 7}) {
            bitmap("state-" + state, "in state " + state, (place, image) -> place | state);
        }
        bitmap("reserved", "with reserved bits", (place, image) -> place | 6 | 0xFFFF8);
        bitmapAt("zero", "at the start of the file", image -> 0);
        bitmapAt("table", "in the table", image -> image.place("table"));
        bitmapAt("block", "where a block is", VhdxMutationPlaces::full);
        bitmapAt("end", "where the file ends", image -> image.length());
        bitmapAt("past-end", "behind the end of the file", image -> 1L << 40);
        bitmapAt("negative", "at the last MiB of 2^64", image -> -MIB);
    }

    /** Entries of blocks that have no place, and those that make two things share one. */
    private void unplaced() {
        for (int state : new int[] {VhdxImage.NOT_PRESENT, VhdxImage.ZERO}) {
            String name = state == VhdxImage.ZERO ? "zeros" : "absent";
            entry(name + "-stored-nowhere", "a block without a place is called stored", state, (old, image) -> 6);
            entry(
                    name + "-in-part-nowhere",
                    "a block without a place is called stored in part",
                    state,
                    (old, image) -> 7);
            entry(
                    name + "-placed",
                    "a block that has no place has one",
                    state,
                    (old, image) -> VhdxMutationPlaces.full(image) | state);
            entry(
                    name + "-duplicate",
                    "a block is said to be where another is",
                    state,
                    (old, image) -> VhdxMutationPlaces.full(image) | 6);
        }
    }

    private void unusedEntries() {
        add(
                "beyond-disk",
                "an entry that the disk has no block for is used",
                image -> true,
                image -> image.entryOf(image.blocks()),
                (old, image) -> VhdxMutationPlaces.full(image) | 6);
        add(
                "bitmap-unexpected",
                "there is a sector bitmap without a parent",
                image -> !image.isDifferencing(),
                image -> image.bitmapEntryOf(0),
                (old, image) -> VhdxMutationPlaces.full(image) | 6);
        add(
                "end",
                "the last bytes of the table are not zero",
                image -> true,
                image -> image.place("table") + MIB - 8,
                (old, image) -> -1);
    }

    private void bits() {
        content("bits-set", "all bits of the bitmap are set", (byte) -1);
        content("bits-clear", "no bit of the bitmap is set", (byte) 0);
    }

    private void content(String name, String description, byte value) {
        all.add(VhdxMutation.inPlace(
                "table-" + name,
                "bitmap: " + description,
                image -> !image.isDirty() && image.has("bitmap0"),
                (file, image) -> VhdxHeaderMutations.fill(file, image.place("bitmap0"), MIB, value)));
    }

    private interface Entry {
        long value(long placeOrOld, VhdxImage image);
    }

    private void at(String name, int state, String place, String words, ToLongFunction<VhdxImage> offset) {
        block(name, state, "at-" + place, words, (old, image) -> offset.applyAsLong(image) | state);
    }

    private void block(String name, int state, String change, String words, Entry entry) {
        add(
                name + "-" + change,
                "a block is said to be " + words,
                image -> VhdxMutationPlaces.first(image, state).isPresent(),
                image -> image.entryOf(VhdxMutationPlaces.first(image, state).getAsInt()),
                (old, image) -> entry.value(old & -MIB, image));
    }

    private void entry(String name, String description, int state, Entry entry) {
        add(
                name,
                description,
                image -> VhdxMutationPlaces.first(image, state).isPresent(),
                image -> image.entryOf(VhdxMutationPlaces.first(image, state).getAsInt()),
                entry);
    }

    private void bitmap(String name, String words, Entry entry) {
        add(
                "bitmap-" + name,
                "a sector bitmap is said to be " + words,
                image -> image.has("bitmap0"),
                image -> image.bitmapEntryOf(0),
                (old, image) -> entry.value(old & -MIB, image));
    }

    private void bitmapAt(String name, String words, ToLongFunction<VhdxImage> offset) {
        bitmap("at-" + name, words, (old, image) -> offset.applyAsLong(image) | 6);
    }

    private void add(
            String name,
            String description,
            Predicate<VhdxImage> applies,
            ToIntFunction<VhdxImage> where,
            Entry entry) {
        all.add(VhdxMutation.inPlace(
                "table-" + name,
                "table: " + description,
                image -> !image.isDirty() && VhdxMutationPlaces.hasFull(image) && applies.test(image),
                (file, image) -> {
                    int at = where.applyAsInt(image);
                    file.putLong(at, entry.value(file.getLong(at), image));
                }));
    }
}
