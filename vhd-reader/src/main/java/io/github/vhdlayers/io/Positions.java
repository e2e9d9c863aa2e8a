package io.github.vhdlayers.io;

/** The one check that every positional read begins with. */
final class Positions {
    private Positions() {}

    static void requireNotNegative(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is negative");
        }
    }
}
