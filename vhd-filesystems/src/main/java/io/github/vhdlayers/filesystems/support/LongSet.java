package io.github.vhdlayers.filesystems.support;

/** A set of numbers without boxes. Not thread-safe. */
public final class LongSet {
    private long[] table = new long[64];
    private int count;
    private boolean hasZero;

    /** An empty one. */
    public LongSet() {}

    /** Adds a number; false if it was there. */
    public boolean add(long value) {
        if (value == 0) {
            boolean isNew = !hasZero;
            hasZero = true;
            return isNew;
        }
        int at = slot(table, value);
        if (table[at] == value) {
            return false;
        }
        table[at] = value;
        if (++count * 2 > table.length) {
            grow();
        }
        return true;
    }

    /** Whether a number was added. */
    public boolean contains(long value) {
        return value == 0 ? hasZero : table[slot(table, value)] == value;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long value : table) {
            if (value != 0) {
                larger[slot(larger, value)] = value;
            }
        }
        table = larger;
    }

    private static int slot(long[] table, long value) {
        long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        int at = (int) (mixed >>> 32) & table.length - 1;
        while (table[at] != 0 && table[at] != value) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }
}
