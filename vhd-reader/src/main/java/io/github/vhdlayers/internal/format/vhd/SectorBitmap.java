package io.github.vhdlayers.internal.format.vhd;

/**
 * How the sector bitmap before every block is laid out, and operations on such bitmaps as 64-bit words.
 *
 * <p>On disk, sector <i>n</i> of a block is bit {@code 0x80 >> (n & 7)} of byte <i>n / 8</i>. Eight such bytes read as one
 * big-endian number hold sector 0 in the highest bit, so in {@code words} sector <i>n</i> is bit <i>63 - n % 64</i> of word
 * <i>n / 64</i>, and the leading-zero instructions find runs of sectors.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class SectorBitmap {
    private SectorBitmap() {}

    /** How many bytes of the file the bitmap of a block takes: one bit per sector, rounded up to whole sectors. */
    public static long storedBytes(long blockBytes) {
        long bits = blockBytes / VhdConstants.SECTOR_BYTES;
        long bytes = (bits + 7) / 8;
        long sectors = (bytes + VhdConstants.SECTOR_BYTES - 1) / VhdConstants.SECTOR_BYTES;
        return Math.max(1, sectors) * VhdConstants.SECTOR_BYTES;
    }

    /** Whether sector {@code index} is set. */
    public static boolean isSet(long[] words, int index) {
        return (words[index >>> 6] << (index & 63)) < 0;
    }

    /** The first set sector from {@code from} on, or {@code end} if there is none before it. */
    public static int nextSet(long[] words, int from, int end) {
        return next(words, from, end, 0L);
    }

    /** The first clear sector from {@code from} on, or {@code end} if there is none before it. */
    public static int nextClear(long[] words, int from, int end) {
        return next(words, from, end, -1L);
    }

    /** Sets the sectors from {@code from} to {@code end}, exclusive. */
    public static void set(long[] words, int from, int end) {
        for (int word = from >>> 6; word << 6 < end; word++) {
            words[word] |= maskWithin(word, from, end);
        }
    }

    /** Clears the sectors from {@code from} to {@code end}, exclusive. */
    public static void clear(long[] words, int from, int end) {
        for (int word = from >>> 6; word << 6 < end; word++) {
            words[word] &= ~maskWithin(word, from, end);
        }
    }

    /** The bits of one word that are in the range of sectors from {@code from} to {@code end}, exclusive. */
    public static long maskWithin(int word, int from, int end) {
        int first = Math.max(0, from - (word << 6));
        int last = Math.min(64, end - (word << 6));
        if (first >= last) {
            return 0;
        }
        long mask = -1L >>> first;
        return last == 64 ? mask : mask & ~(-1L >>> last);
    }

    private static int next(long[] words, int from, int end, long invert) {
        if (from >= end) {
            return end;
        }
        int word = from >>> 6;
        long bits = (words[word] ^ invert) & (-1L >>> (from & 63));
        while (bits == 0) {
            word++;
            if (word << 6 >= end) {
                return end;
            }
            bits = words[word] ^ invert;
        }
        return Math.min(end, (word << 6) + Long.numberOfLeadingZeros(bits));
    }
}
