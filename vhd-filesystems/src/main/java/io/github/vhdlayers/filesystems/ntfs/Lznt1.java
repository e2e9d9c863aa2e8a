package io.github.vhdlayers.filesystems.ntfs;

import java.util.Arrays;

/** LZNT1: chunks of 4,096 bytes, each with a header of two bytes, stored as they are or as literals and references back. */
final class Lznt1 {
    private static final int CHUNK = 4096;
    private static final int COMPRESSED = 0x8000;
    private static final int SIGNATURE = 0x3000;
    private static final int SIGNATURE_BITS = 0x7000;

    private Lznt1() {}

    /**
     * Decodes chunks until the target is full or the source says that it ends. What it does not fill is zeros, as the format has it.
     *
     * @param source the compressed bytes
     * @param target receives what they stand for
     * @throws NtfsDamage if they make no sense
     */
    static void decode(byte[] source, byte[] target) throws NtfsDamage {
        int from = 0;
        int to = 0;
        while (to < target.length && from + 2 <= source.length) {
            int header = Le.u16(source, from);
            if (header == 0) {
                break;
            }
            int end = from + 3 + (header & 0xFFF);
            if (end > source.length || (header & SIGNATURE_BITS) != SIGNATURE) {
                throw new NtfsDamage("compressed bytes have a chunk with the header 0x" + Integer.toHexString(header)
                        + " at byte " + from);
            }
            int chunkEnd = Math.min(target.length, to + CHUNK);
            int done;
            if ((header & COMPRESSED) == 0) {
                int count = Math.min(end - from - 2, chunkEnd - to);
                System.arraycopy(source, from + 2, target, to, count);
                done = to + count;
            } else {
                done = chunk(source, from + 2, end, target, to, chunkEnd);
            }
            Arrays.fill(target, done, chunkEnd, (byte) 0);
            from = end;
            to = chunkEnd;
        }
        Arrays.fill(target, to, target.length, (byte) 0);
    }

    /** Decodes one chunk; returns the place behind its last byte. */
    private static int chunk(byte[] source, int start, int end, byte[] target, int first, int limit) throws NtfsDamage {
        int from = start;
        int to = first;
        while (from < end && to < limit) {
            int flags = source[from++];
            for (int bit = 0; bit < 8 && from < end && to < limit; bit++) {
                if ((flags >> bit & 1) == 0) {
                    target[to++] = source[from++];
                    continue;
                }
                if (from + 2 > end) {
                    throw new NtfsDamage("compressed bytes end within a reference");
                }
                int reference = Le.u16(source, from);
                from += 2;
                int lengthBits = lengthBits(to - first);
                int distance = (reference >> lengthBits) + 1;
                int length = (reference & (1 << lengthBits) - 1) + 3;
                if (distance > to - first) {
                    throw new NtfsDamage("compressed bytes lead back " + distance + " bytes from byte " + (to - first)
                            + " of a chunk");
                }
                // More than the chunk has is cut where the file ends within it.
                int stop = Math.min(limit, to + length);
                while (to < stop) {
                    target[to] = target[to - distance];
                    to++;
                }
            }
        }
        return to;
    }

    /** How many of a reference's 16 bits are its length: the fewer, the further back it may lead. */
    private static int lengthBits(int position) {
        int bits = 12;
        for (int reach = position - 1; reach >= 16; reach >>= 1) {
            bits--;
        }
        return Math.max(4, bits);
    }
}
