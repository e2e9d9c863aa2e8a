package io.github.vhdlayers.internal.files;

/** A table from numbers to numbers, 16 bytes an entry or twice that. The key 0 is not possible. Not thread-safe. */
public final class LongTable {
    /** What {@link #get} returns for a key that is not there. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** Keys, each with its value behind it: what is asked for is in one place of the memory. */
    private long[] entries = new long[128];

    private int size;

    /** Creates an empty table. */
    public LongTable() {}

    void put(long key, long value) {
        if (size >= entries.length / 4) {
            grow();
        }
        int at = slot(entries, key);
        if (entries[at] == 0) {
            entries[at] = key;
            size++;
        }
        entries[at + 1] = value;
    }

    /** Adds one to the value of a key, which begins at 0. */
    void increment(long key) {
        int at = slot(entries, key);
        if (entries[at] == 0) {
            put(key, 1);
        } else {
            entries[at + 1]++;
        }
    }

    long get(long key) {
        int at = slot(entries, key);
        return entries[at] == 0 ? ABSENT : entries[at + 1];
    }

    boolean contains(long key) {
        return entries[slot(entries, key)] != 0;
    }

    /** Where a key is, or its place if it is not there. */
    private static int slot(long[] table, long key) {
        int mask = table.length - 1;
        int at = (int) key << 1 & mask;
        while (table[at] != 0 && table[at] != key) {
            at = at + 2 & mask;
        }
        return at;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(entries.length, 2)];
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] != 0) {
                int at = slot(larger, entries[i]);
                larger[at] = entries[i];
                larger[at + 1] = entries[i + 1];
            }
        }
        entries = larger;
    }
}
