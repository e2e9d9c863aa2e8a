package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The identifier, and every field of the headers: of the current one, of the former one, and of both. */
final class VhdxHeaderMutations {
    private static final int MIB = 1 << 20;
    private static final int HEADER_BYTES = 4096;
    private static final byte[] OTHER_ID = VhdxImage.guid("5f0e1d2c-3b4a-4988-b7a6-958473625140");

    private final List<VhdxMutation> all = new ArrayList<>();

    private VhdxHeaderMutations() {}

    static List<VhdxMutation> all() {
        VhdxHeaderMutations mutations = new VhdxHeaderMutations();
        mutations.identifier();
        mutations.soundness();
        mutations.ids();
        mutations.versions();
        mutations.logPlace();
        return mutations.all;
    }

    private void identifier() {
        identifier("signature", "the signature is another", (file, image) -> file.put(3, (byte) 'X'));
        identifier(
                "creator-whole", "the creator's name fills its room", (file, image) -> fill(file, 8, 512, (byte) 'a'));
        identifier(
                "creator-controls",
                "the creator's name is control characters",
                (file, image) -> file.putLong(8, 0x001B_202E_005B_000AL));
        identifier(
                "creator-surrogate",
                "the creator's name has half a character",
                (file, image) -> file.putShort(10, (short) 0xD800));
        identifier(
                "creator-padding",
                "there is something behind the creator's name",
                (file, image) -> file.put(400, (byte) 1));
        identifier("reserved", "a reserved byte is not zero", (file, image) -> file.put(0x8000, (byte) 1));
        identifier("section-end", "the header section's end is not zero", (file, image) -> file.put(MIB - 1, (byte) 1));
    }

    private void soundness() {
        raw(
                "checksum",
                "the checksum is off by one bit",
                (file, at) -> file.put(at + 4, (byte) (file.get(at + 4) ^ 1)));
        raw("zeroed", "zeros in its place", (file, at) -> fill(file, at, HEADER_BYTES, (byte) 0));
        raw("noise", "noise in its place", (file, at) -> fill(file, at, HEADER_BYTES, (byte) 0xA5));
        each("signature", "the signature is another", VhdxMutationPlaces::any, (file, at) -> file.put(at, (byte) 'H'));
        each("number-zero", "number 0", VhdxMutationPlaces::any, (file, at) -> file.putLong(at + 8, 0));
        each(
                "number-last",
                "the last number there is",
                VhdxMutationPlaces::any,
                (file, at) -> file.putLong(at + 8, -1));
        each(
                "reserved",
                "a reserved byte is not zero",
                VhdxMutationPlaces::any,
                (file, at) -> file.put(at + 4000, (byte) 1));
        raw("slot-end", "a byte behind it is not zero", (file, at) -> file.put(at + 60_000, (byte) 1));
        all.add(VhdxMutation.inPlace(
                "header-copies-equal",
                "headers: both are the current one",
                VhdxMutationPlaces::any,
                (file, image) -> file.put(0x10000, file.duplicate(), 0x20000, HEADER_BYTES)));
        all.add(VhdxMutation.inPlace(
                "header-numbers-equal",
                "headers: the numbers are equal, the rest is not",
                VhdxMutationPlaces::any,
                (file, image) -> {
                    file.putLong(0x10008, file.getLong(0x20008));
                    VhdxImage.seal(file, 0x10000, HEADER_BYTES);
                }));
    }

    private void ids() {
        each(
                "file-write-id",
                "the file write id is another",
                VhdxMutationPlaces::any,
                (file, at) -> file.put(at + 16, OTHER_ID));
        each(
                "data-write-id",
                "the data write id is another",
                VhdxMutationPlaces::any,
                (file, at) -> file.put(at + 32, OTHER_ID));
        each(
                "data-write-id-null",
                "the data write id is all zero",
                VhdxMutationPlaces::any,
                (file, at) -> fill(file, at + 32, 16, (byte) 0));
        each("log-id", "the log's id is another", VhdxMutationPlaces::any, (file, at) -> file.put(at + 48, OTHER_ID));
        each(
                "log-id-null",
                "the log is called empty",
                VhdxImage::isDirty,
                (file, at) -> fill(file, at + 48, 16, (byte) 0));
    }

    private void versions() {
        each(
                "log-version-1",
                "log version 1",
                VhdxMutationPlaces::any,
                (file, at) -> file.putShort(at + 64, (short) 1));
        each("version-0", "version 0", VhdxMutationPlaces::any, (file, at) -> file.putShort(at + 66, (short) 0));
        each("version-2", "version 2", VhdxMutationPlaces::any, (file, at) -> file.putShort(at + 66, (short) 2));
    }

    private void logPlace() {
        logLength("zero", "0", 0);
        logLength("odd", "no whole MiB", MIB + 4096);
        logLength("double", "the log and what follows it", 2 * MIB);
        logLength("large", "1 GiB", 1 << 30);
        logLength("last", "4 GiB less 1 MiB", -MIB);
        logOffset("zero", "the start of the file", 0);
        logOffset("odd", "no whole MiB", MIB + 4096);
        logOffset("past-end", "behind the end of the file", 1L << 40);
        logOffset("huge", "2^62", 1L << 62);
        logOffset("negative", "2^63 and 1 MiB", Long.MIN_VALUE + MIB);
        each(
                "log-at-metadata",
                "the log is where the metadata are",
                VhdxMutationPlaces::any,
                (file, at, image) -> file.putLong(at + 72, image.place("metadata")));
        each(
                "log-at-table",
                "the log is where the table is",
                VhdxMutationPlaces::any,
                (file, at, image) -> file.putLong(at + 72, image.place("table")));
        each(
                "log-at-block",
                "the log is where a block is",
                VhdxMutationPlaces::hasFull,
                (file, at, image) -> file.putLong(at + 72, VhdxMutationPlaces.full(image)));
    }

    private void logLength(String name, String words, int bytes) {
        each(
                "log-length-" + name,
                "the log's length is " + words,
                VhdxMutationPlaces::any,
                (file, at) -> file.putInt(at + 68, bytes));
    }

    private void logOffset(String name, String words, long place) {
        each(
                "log-offset-" + name,
                "the log's place is " + words,
                VhdxMutationPlaces::any,
                (file, at) -> file.putLong(at + 72, place));
    }

    private void identifier(String name, String description, VhdxMutation.Change change) {
        all.add(VhdxMutation.inPlace(
                "identifier-" + name, "identifier: " + description, VhdxMutationPlaces::any, change));
    }

    /** Changes a header of a place. */
    private interface Edit {
        void apply(ByteBuffer file, int at, VhdxImage image);
    }

    /** The same without the image. */
    private interface Plain {
        void apply(ByteBuffer file, int at);
    }

    private void raw(String name, String description, Plain edit) {
        copies(name, description, VhdxMutationPlaces::any, (file, at, image) -> edit.apply(file, at));
    }

    private void each(String name, String description, Predicate<VhdxImage> applies, Plain edit) {
        each(name, description, applies, (file, at, image) -> edit.apply(file, at));
    }

    private void each(String name, String description, Predicate<VhdxImage> applies, Edit edit) {
        copies(name, description, applies, (file, at, image) -> {
            edit.apply(file, at, image);
            VhdxImage.seal(file, at, HEADER_BYTES);
        });
    }

    /** The testkit's second header is the current one. */
    private void copies(String name, String description, Predicate<VhdxImage> applies, Edit edit) {
        add("current", name, description, applies, (file, image) -> edit.apply(file, 0x20000, image));
        add("former", name, description, applies, (file, image) -> edit.apply(file, 0x10000, image));
        add("both", name, description, applies, (file, image) -> {
            edit.apply(file, 0x10000, image);
            edit.apply(file, 0x20000, image);
        });
    }

    private void add(
            String copy, String name, String description, Predicate<VhdxImage> applies, VhdxMutation.Change change) {
        all.add(VhdxMutation.inPlace("header-" + copy + "-" + name, copy + " header: " + description, applies, change));
    }

    static void fill(ByteBuffer file, int at, int count, byte value) {
        for (int i = 0; i < count; i++) {
            file.put(at + i, value);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
