package io.github.vhdlayers.testkit;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Which blocks of a VHDX mutations are about: the first and the second of a state. */
final class VhdxMutationPlaces {
    private VhdxMutationPlaces() {}

    /** Every file. */
    static boolean any(VhdxImage image) {
        return image.length() > 0;
    }

    /** A file with nothing in its log, which could hold another copy of what is changed. */
    static boolean isClean(VhdxImage image) {
        return !image.isDirty();
    }

    /** The first block in a state. */
    static OptionalInt first(VhdxImage image, int state) {
        return nth(image, state, 0);
    }

    /** The second block in a state. */
    static OptionalInt second(VhdxImage image, int state) {
        return nth(image, state, 1);
    }

    private static OptionalInt nth(VhdxImage image, int state, int skipped) {
        return IntStream.range(0, image.blocks())
                .filter(block -> image.state(block) == state)
                .skip(skipped)
                .findFirst();
    }

    static boolean hasFull(VhdxImage image) {
        return first(image, VhdxImage.FULL).isPresent();
    }

    /** Where in the file the first full block is. */
    static long full(VhdxImage image) {
        int block = first(image, VhdxImage.FULL).orElseThrow();
        return image.fileOffsetOf(block * (image.blockBytes() / 512));
    }
}
