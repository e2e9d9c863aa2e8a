package io.github.vhdlayers.testkit;

/**
 * A small random generator; its numbers depend on nothing but the seed. The JDK promises the sequence of only some of
 * its methods from release to release, and a failure's printed seed must show the same disks years later.
 */
final class SplitMix {
    private long state;

    SplitMix(long seed) {
        this.state = mix(seed);
    }

    /** A bijective scrambling of 64 bits. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}. */
    long below(long bound) {
        return Long.remainderUnsigned(nextLong(), bound);
    }

    /** A number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) below((long) bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return low + below(high - low + 1);
    }

    /** True in about {@code percent} of 100 calls. */
    boolean chance(int percent) {
        return below(100) < percent;
    }

    /** True with the probability given, from 0 to 1. */
    boolean chance(double probability) {
        return (nextLong() >>> 11) * 0x1.0p-53 < probability;
    }

    /** One of the values given. */
    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[below(values.length)];
    }

    /** Puts {@code values} in random order. */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = below(i + 1);
            int kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
    }
}
