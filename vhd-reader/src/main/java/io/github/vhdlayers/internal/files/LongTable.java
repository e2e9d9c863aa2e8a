package io.github.vhdlayers.internal.files;

import java.util.Arrays;

/** A table from numbers to numbers, 16 bytes an entry or twice that. The key 0 is not possible. Not thread-safe. */
public final class LongTable {
    /** What {@link #get} returns for a key that is not there. */
    public static final long ABSENT = Long.MIN_VALUE;

    private long[] keys = new long[64];
    private long[] values = new long[64];
    private int size;

    /** Creates an empty table. */
    public LongTable() {}

    void put(long key, long value) {
        if (size >= keys.length / 2) {
            grow();
        }
        int at = slot(key);
        if (keys[at] == 0) {
            keys[at] = key;
            size++;
        }
        values[at] = value;
    }

    /** Adds one to the value of a key, which begins at 0. */
    void increment(long key) {
        int at = slot(key);
        if (keys[at] == 0) {
            put(key, 1);
        } else {
            values[at]++;
        }
    }

    long get(long key) {
        int at = slot(key);
        return keys[at] == 0 ? ABSENT : values[at];
    }

    boolean contains(long key) {
        return keys[slot(key)] != 0;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int at = (int) key & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        values = new long[keys.length];
        Arrays.fill(keys, 0);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int at = slot(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
