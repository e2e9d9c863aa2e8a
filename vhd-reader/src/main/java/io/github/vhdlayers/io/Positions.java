package io.github.vhdlayers.io;

/** The checks that positional reads begin with. */
final class Positions {
    private Positions() {}

    static void requireNotNegative(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is negative");
        }
    }

    /** Whether a read cannot be in any file, which the system would call an invalid argument instead of an end. */
    static boolean isBeyondAnyFile(long position, int count) {
        return position > Long.MAX_VALUE - count;
    }
}
