package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;

/** The first parent locator that has data: its entry in the header, and the data itself. */
final class LocatorMutations {
    private static final int CODE = 0;
    private static final int SPACE = 4;
    private static final int LENGTH = 8;
    private static final int RESERVED = 12;
    private static final int OFFSET = 16;

    private final List<Mutation> all = new ArrayList<>();

    private LocatorMutations() {}

    static List<Mutation> all() {
        LocatorMutations mutations = new LocatorMutations();
        mutations.entry();
        mutations.places();
        mutations.data();
        return mutations.all;
    }

    private void entry() {
        field("code-zero", "no platform code, so unused", (anatomy, slot) -> Patch.set32(CODE, 0));
        field("code-unknown", "an unknown platform code", (anatomy, slot) -> Patch.set(CODE, Text.ascii("Zzzz")));
        field("code-mac-alias", "said to be a Mac alias", (anatomy, slot) -> Patch.set(CODE, Text.ascii("Mac ")));
        field("space-zero", "no data space", (anatomy, slot) -> Patch.set32(SPACE, 0));
        field("space-all-ones", "data space 2^32 - 1", (anatomy, slot) -> Patch.set32(SPACE, -1));
        length("zero", "0", (anatomy, slot) -> 0);
        length("odd", "a byte too short", (anatomy, slot) -> anatomy.positions().locatorLengths[slot] - 1);
        length(
                "past-end",
                "reaching past the end of the file",
                (anatomy, slot) -> anatomy.positions().fileLength - anatomy.positions().locators[slot] + 2);
        length("signed-limit", "2^31", (anatomy, slot) -> 1L << 31);
        length("all-ones", "2^32 - 1", (anatomy, slot) -> 0xFFFF_FFFFL);
        field("reserved", "the reserved word is not zero", (anatomy, slot) -> Patch.flip8(RESERVED, 0x5A));
    }

    private void places() {
        offset("zero", "at offset 0", anatomy -> 0);
        offset("past-end", "past the end", anatomy -> anatomy.positions().fileLength + 512);
        offset("last-byte", "at the file's last byte", anatomy -> anatomy.positions().fileLength - 1);
        offset("huge", "at 2^62", anatomy -> 1L << 62);
        offset("negative", "at an offset with the top bit set", anatomy -> Long.MIN_VALUE + 4096);
        offset("all-ones", "at an offset of all one-bits", anatomy -> -1L);
    }

    private void data() {
        text("surrogate", "half a character", "\uD800");
        text("nul", "a NUL character", "\0");
        text("override", "a character that turns the direction of writing", "\u202E");
        text("escape", "a terminal's escape character", "\u001B");
        text("stream", "a colon, so perhaps an alternate stream", ":");
        text("separator", "a path separator", "\\");
        text("byte-order-mark", "a byte order mark for the other order", "\uFFFE");
    }

    private void length(String name, String words, ToLongBiFunction<Anatomy, Integer> value) {
        field(
                "length-" + name,
                "data length " + words,
                (anatomy, slot) -> Patch.set32(LENGTH, value.applyAsLong(anatomy, slot)));
    }

    private void offset(String name, String words, ToLongFunction<Anatomy> value) {
        field(
                "offset-" + name,
                "data said to be " + words,
                (anatomy, slot) -> Patch.set64(OFFSET, value.applyAsLong(anatomy)));
    }

    private void field(String name, String words, FieldPatch patch) {
        all.add(Mutation.inPlace("locator-" + name, "parent locator: " + words, anatomy -> {
            OptionalInt slot = anatomy.firstLocator();
            if (slot.isEmpty()) {
                return List.of();
            }
            long entry = anatomy.positions().header
                    + Structures.LOCATORS
                    + (long) slot.getAsInt() * Structures.LOCATOR_BYTES;
            return List.of(patch.patch(anatomy, slot.getAsInt()).movedBy(entry));
        }));
    }

    /** The first characters of a path are replaced. */
    private void text(String name, String words, String text) {
        byte[] bytes = Text.utf16le(text);
        all.add(Mutation.inPlace("locator-data-" + name, "parent locator: the data begins with " + words, anatomy -> {
            OptionalInt slot = anatomy.firstLocator();
            boolean fits = slot.isPresent() && anatomy.positions().locatorLengths[slot.getAsInt()] >= bytes.length;
            return fits ? List.of(Patch.set(anatomy.positions().locators[slot.getAsInt()], bytes)) : List.of();
        }));
    }

    /** A change inside a locator's 24 bytes. */
    @FunctionalInterface
    private interface FieldPatch {
        Patch patch(Anatomy anatomy, int slot);
    }
}
