package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Every field of the region tables. What is there twice is broken in one copy where that matters, and in both. */
final class VhdxRegionMutations {
    private static final int MIB = 1 << 20;
    private static final int FIRST = 0x30000;
    private static final int SECOND = 0x40000;
    private static final int TABLE_BYTES = 65536;
    private static final int TABLE_ENTRY = 16;
    private static final int METADATA_ENTRY = 48;
    private static final int THIRD_ENTRY = 80;

    private final List<VhdxMutation> all = new ArrayList<>();

    private VhdxRegionMutations() {}

    static List<VhdxMutation> all() {
        VhdxRegionMutations mutations = new VhdxRegionMutations();
        mutations.copies();
        mutations.tableFields();
        mutations.entry("table", TABLE_ENTRY, METADATA_ENTRY);
        mutations.entry("metadata", METADATA_ENTRY, TABLE_ENTRY);
        mutations.otherEntries();
        return mutations.all;
    }

    private void copies() {
        for (String copy : List.of("first", "second", "both")) {
            raw(
                    copy,
                    "checksum",
                    "the checksum is off by one bit",
                    (file, at) -> file.put(at + 4, (byte) (file.get(at + 4) ^ 1)));
            raw(
                    copy,
                    "zeroed",
                    "zeros in its place",
                    (file, at) -> VhdxHeaderMutations.fill(file, at, TABLE_BYTES, (byte) 0));
            sealed(copy, "signature", "the signature is another", (file, at) -> file.put(at, (byte) 'R'));
            sealed(
                    copy,
                    "table-moved",
                    "the table is said to be a MiB further on",
                    (file, at) -> file.putLong(at + TABLE_ENTRY + 16, file.getLong(at + TABLE_ENTRY + 16) + MIB));
            sealed(copy, "end", "a byte behind the entries is not zero", (file, at) -> file.put(at + 60_000, (byte) 1));
        }
    }

    private void tableFields() {
        for (int count : new int[] {0, 1, 3, 2047, 2048, -1}) {
            String name = count < 0 ? "last" : Integer.toString(count);
            both(
                    "count-" + name,
                    "it claims " + Integer.toUnsignedString(count) + " entries",
                    (file, at) -> file.putInt(at + 8, count));
        }
        both("reserved", "a reserved byte is not zero", (file, at) -> file.put(at + 12, (byte) 1));
        both("nonsense", "it is noise with a signature and a right checksum", (file, at) -> {
            VhdxHeaderMutations.fill(file, at, TABLE_BYTES, (byte) 0xA5);
            file.put(at, VhdxHeaderMutations.ascii("regi"));
        });
    }

    private void entry(String region, int entry, int other) {
        both(region + "-id", region + ": the id is another", (file, at) -> file.put(at + entry, (byte) 0x11));
        both(region + "-id-optional", region + ": the id is another, which is not required", (file, at) -> file.put(
                        at + entry, (byte) 0x11)
                .putInt(at + entry + 28, 0));
        both(
                region + "-not-required",
                region + ": not marked as required",
                (file, at) -> file.putInt(at + entry + 28, 0));
        both(region + "-flags", region + ": all bits beside the mark", (file, at) -> file.putInt(at + entry + 28, -1));
        both(
                region + "-twice",
                region + ": it is there twice",
                (file, at) -> file.put(at + other, file.duplicate(), at + entry, 16));
        offset(region, entry, "zero", "at the start of the file", image -> 0);
        offset(region, entry, "odd", "no whole MiB", image -> 3 * MIB + 512);
        offset(region, entry, "past-end", "behind the end of the file", image -> 1L << 40);
        offset(region, entry, "huge", "at 2^63 less 1 MiB", image -> Long.MAX_VALUE - MIB + 1);
        offset(region, entry, "negative", "at 2^63 and 1 MiB", image -> Long.MIN_VALUE + MIB);
        offset(region, entry, "log", "where the log is", image -> image.place("log"));
        offset(
                region,
                entry,
                "other",
                "where the other region is",
                image -> image.place(region.equals("table") ? "metadata" : "table"));
        offset(region, entry, "block", "where a block is", VhdxMutationPlaces::full);
        length(region, entry, "zero", 0);
        length(region, entry, "odd", 4096);
        length(region, entry, "double", 2 * MIB);
        length(region, entry, "last", -MIB);
    }

    private void otherEntries() {
        third("unknown", "a third region of unknown content", 1L << 40, 0);
        third("unknown-required", "a third region, which is required", 1L << 40, 1);
        third("unknown-over-log", "a third region where the log is", MIB, 0);
        third("unknown-past-end", "a third region at 2^63 less 1 MiB", Long.MAX_VALUE - MIB + 1, 0);
    }

    private void third(String name, String description, long place, int required) {
        both(name, description, (file, at) -> file.putInt(at + 8, 3)
                .putLong(at + THIRD_ENTRY, 42)
                .putLong(at + THIRD_ENTRY + 16, place)
                .putInt(at + THIRD_ENTRY + 24, MIB)
                .putInt(at + THIRD_ENTRY + 28, required));
    }

    private void offset(String region, int entry, String name, String words, ToLongFunction<VhdxImage> place) {
        all.add(VhdxMutation.inPlace(
                "region-both-" + region + "-at-" + name,
                "region tables: " + region + ": said to be " + words,
                image -> VhdxMutationPlaces.isClean(image) && VhdxMutationPlaces.hasFull(image),
                (file, image) -> {
                    for (int at : new int[] {FIRST, SECOND}) {
                        file.putLong(at + entry + 16, place.applyAsLong(image));
                    }
                    VhdxImage.fixChecksums(file);
                }));
    }

    private void length(String region, int entry, String name, int bytes) {
        both(
                region + "-length-" + name,
                region + ": its length is " + Integer.toUnsignedString(bytes),
                (file, at) -> file.putInt(at + entry + 24, bytes));
    }

    private interface Edit {
        void apply(ByteBuffer file, int at);
    }

    private void both(String name, String description, Edit edit) {
        sealed("both", name, description, edit);
    }

    private void sealed(String copy, String name, String description, Edit edit) {
        raw(copy, name, description, (file, at) -> {
            edit.apply(file, at);
            VhdxImage.seal(file, at, TABLE_BYTES);
        });
    }

    private void raw(String copy, String name, String description, Edit edit) {
        String words = copy.equals("both") ? "region tables: " : copy + " region table: ";
        all.add(VhdxMutation.inPlace(
                "region-" + copy + "-" + name, words + description, VhdxMutationPlaces::isClean, (file, image) -> {
                    if (!copy.equals("second")) {
                        edit.apply(file, FIRST);
                    }
                    if (!copy.equals("first")) {
                        edit.apply(file, SECOND);
                    }
                }));
    }
}
