package io.github.vhdlayers.testkit;

/** The unit of the format, and the arithmetic of rounding to a unit. */
final class Sectors {
    /** Bytes in a sector; the format knows no other sector size. */
    static final int BYTES = 512;

    private Sectors() {}

    /** How many units of size {@code unit} are needed to hold {@code amount}. */
    static long unitsFor(long amount, long unit) {
        return amount / unit + (amount % unit == 0 ? 0 : 1);
    }

    /** {@code amount} rounded up to a multiple of {@code unit}. */
    static long roundUp(long amount, long unit) {
        return Math.multiplyExact(unitsFor(amount, unit), unit);
    }
}
