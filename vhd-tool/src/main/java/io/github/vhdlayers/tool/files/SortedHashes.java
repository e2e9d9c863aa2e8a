package io.github.vhdlayers.tool.files;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Many hashes of one length, to be asked whether one is among them: in one sorted array without objects, 16, 24 or 32 bytes for each.
 * Filled by one thread; afterwards immutable.
 */
final class SortedHashes {
    private static final int FEW = 32;
    private static final int BUCKETS = 256;
    private static final int FIRST = 1024;

    private final int width;
    private final long most;
    private long[] words = new long[0];
    private int count;
    private boolean sorted = true;

    /**
     * None yet.
     *
     * @param hashBytes how long each is, 1 to 32 bytes
     * @param mostBytes how much memory they may take
     */
    SortedHashes(int hashBytes, long mostBytes) {
        this.width = (hashBytes + Long.BYTES - 1) / Long.BYTES;
        this.most = Math.min(mostBytes / Long.BYTES, Integer.MAX_VALUE - 8) / width;
    }

    /** Adds a hash; false if there is no room for it. */
    boolean add(byte[] hash) {
        if (count == most) {
            return false;
        }
        if ((count + 1L) * width > words.length) {
            long grown = Math.min(most, Math.max(FIRST, count + (count >> 1)));
            words = Arrays.copyOf(words, Math.toIntExact(grown * width));
        }
        put(hash, words, count * width);
        sorted = sorted && (count == 0 || compare(words, (count - 1) * width, words, count * width) <= 0);
        count++;
        return true;
    }

    /** How many were added. */
    int count() {
        return count;
    }

    /** Makes it ready to be asked. */
    void sort() {
        if (!sorted) {
            sort(0, count, 0);
            sorted = true;
        }
    }

    /** Whether a hash was added. */
    boolean contains(byte[] hash) {
        long[] asked = new long[width];
        put(hash, asked, 0);
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(words, middle * width, asked, 0);
            if (order == 0) {
                return true;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private void put(byte[] hash, long[] into, int at) {
        ByteBuffer padded = ByteBuffer.allocate(width * Long.BYTES).put(hash).rewind();
        for (int i = 0; i < width; i++) {
            into[at + i] = padded.getLong();
        }
    }

    private int compare(long[] one, int oneAt, long[] other, int otherAt) {
        for (int i = 0; i < width; i++) {
            int order = Long.compareUnsigned(one[oneAt + i], other[otherAt + i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** By one byte after another, in place: whatever the hashes are, it goes no deeper than they are long. */
    private void sort(int from, int end, int octet) {
        if (end - from <= FEW) {
            sortFew(from, end);
            return;
        }
        if (octet == width * Long.BYTES) {
            return;
        }
        int[] next = new int[BUCKETS];
        for (int i = from; i < end; i++) {
            next[octetOf(i, octet)]++;
        }
        int[] ends = new int[BUCKETS];
        int at = from;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int size = next[bucket];
            next[bucket] = at;
            at += size;
            ends[bucket] = at;
        }
        int[] starts = next.clone();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            while (next[bucket] < ends[bucket]) {
                int belongs = octetOf(next[bucket], octet);
                if (belongs == bucket) {
                    next[bucket]++;
                } else {
                    swap(next[bucket], next[belongs]++);
                }
            }
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            sort(starts[bucket], ends[bucket], octet + 1);
        }
    }

    private void sortFew(int from, int end) {
        for (int i = from + 1; i < end; i++) {
            for (int j = i; j > from && compare(words, (j - 1) * width, words, j * width) > 0; j--) {
                swap(j - 1, j);
            }
        }
    }

    private int octetOf(int hash, int octet) {
        return (int) (words[hash * width + octet / Long.BYTES] >>> (56 - octet % Long.BYTES * 8)) & 0xFF;
    }

    private void swap(int one, int other) {
        for (int i = 0; i < width; i++) {
            long kept = words[one * width + i];
            words[one * width + i] = words[other * width + i];
            words[other * width + i] = kept;
        }
    }
}
