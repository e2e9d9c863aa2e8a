package io.github.vhdlayers.filesystems.ntfs;

import java.util.Arrays;

/** LZX with a window of 32 KiB, as WOF and WIM files have it: each chunk stands for itself. */
final class Lzx {
    private static final int SLOTS = 30;
    private static final int MAIN_SYMBOLS = 256 + 8 * SLOTS;
    private static final int LENGTH_SYMBOLS = 249;
    private static final int DEFAULT_BLOCK = 32_768;
    private static final int VERBATIM = 1;
    private static final int ALIGNED = 2;
    private static final int UNCOMPRESSED = 3;
    /** Addresses in programs were made absolute as if the file had so many bytes. */
    private static final int FILE_BYTES = 12_000_000;

    private final WordBits in;
    private final byte[] target;
    private final int start;
    private final int stop;

    private final byte[] mainLengths = new byte[MAIN_SYMBOLS];
    private final byte[] lengthLengths = new byte[LENGTH_SYMBOLS];
    private final HuffmanTable main = new HuffmanTable(MAIN_SYMBOLS);
    private final HuffmanTable lengths = new HuffmanTable(LENGTH_SYMBOLS);
    private final HuffmanTable aligned = new HuffmanTable(8);
    private final int[] recent = {1, 1, 1};
    private int at;

    private Lzx(WordBits in, byte[] target, int to, int count) {
        this.in = in;
        this.target = target;
        this.start = to;
        this.at = to;
        this.stop = to + count;
    }

    /**
     * Decodes a chunk, as {@link Xpress#decode} does.
     *
     * @throws NtfsDamage if the chunk makes no sense
     */
    static void decode(byte[] source, int from, int end, byte[] target, int to, int count) throws NtfsDamage {
        new Lzx(new WordBits(source, from, end), target, to, count).run();
    }

    private void run() throws NtfsDamage {
        while (at < stop) {
            int type = in.read(3);
            int size = in.read(1) == 1 ? DEFAULT_BLOCK : in.read(16);
            if (size == 0 || size > stop - at) {
                throw new NtfsDamage(
                        "a compressed chunk has a block of " + size + " bytes where " + (stop - at) + " are left");
            }
            switch (type) {
                case UNCOMPRESSED -> copy(size);
                case VERBATIM, ALIGNED -> {
                    if (type == ALIGNED) {
                        byte[] own = new byte[8];
                        for (int i = 0; i < own.length; i++) {
                            own[i] = (byte) in.read(3);
                        }
                        aligned.set(own);
                    }
                    readLengths(mainLengths, 0, 256);
                    readLengths(mainLengths, 256, MAIN_SYMBOLS);
                    main.set(mainLengths);
                    readLengths(lengthLengths, 0, LENGTH_SYMBOLS);
                    lengths.set(lengthLengths);
                    block(at + size, type == ALIGNED);
                }
                default -> throw new NtfsDamage("a compressed chunk has a block of the type " + type);
            }
        }
        relative();
    }

    private void copy(int size) throws NtfsDamage {
        int from = in.toBytes();
        byte[] source = in.bytes();
        if (in.end() - from < 12 + size) {
            throw new NtfsDamage("compressed bytes end too early");
        }
        for (int i = 0; i < 3; i++) {
            recent[i] = Le.i32(source, from + 4 * i);
        }
        System.arraycopy(source, from + 12, target, at, size);
        at += size;
        in.from(from + 12 + size + (size & 1));
    }

    private void block(int end, boolean isAligned) throws NtfsDamage {
        while (at < end) {
            int symbol = main.read(in);
            if (symbol < 256) {
                target[at++] = (byte) symbol;
                continue;
            }
            int length = symbol & 7;
            if (length == 7) {
                length += lengths.read(in);
            }
            length += 2;
            int distance = distance((symbol - 256) >> 3, isAligned);
            if (distance <= 0 || distance > at - start || length > end - at) {
                throw new NtfsDamage("a compressed chunk leads back " + distance + " bytes for " + length
                        + " from byte " + (at - start));
            }
            for (int i = 0; i < length; i++, at++) {
                target[at] = target[at - distance];
            }
        }
    }

    private int distance(int slot, boolean isAligned) throws NtfsDamage {
        int distance;
        if (slot < 3) {
            distance = recent[slot];
            recent[slot] = recent[0];
        } else {
            int extra = slot < 4 ? 0 : (slot >> 1) - 1;
            int base = slot < 4 ? slot : (2 + (slot & 1)) << extra;
            int more = isAligned && extra >= 3 ? (in.read(extra - 3) << 3) + aligned.read(in) : in.read(extra);
            distance = base + more - 2;
            recent[2] = recent[1];
            recent[1] = recent[0];
        }
        recent[0] = distance;
        return distance;
    }

    /** Lengths of a code, as differences from those of the code before, themselves in a code. */
    private void readLengths(byte[] of, int first, int end) throws NtfsDamage {
        byte[] own = new byte[20];
        for (int i = 0; i < own.length; i++) {
            own[i] = (byte) in.read(4);
        }
        HuffmanTable code = new HuffmanTable(own.length);
        code.set(own);
        int i = first;
        while (i < end) {
            int symbol = code.read(in);
            int run;
            byte value;
            if (symbol < 17) {
                run = 1;
                value = less(of[i], symbol);
            } else if (symbol < 19) {
                run = symbol == 17 ? 4 + in.read(4) : 20 + in.read(5);
                value = 0;
            } else {
                run = 4 + in.read(1);
                int next = code.read(in);
                if (next > 16) {
                    throw new NtfsDamage("a compressed chunk has a code that repeats a repetition");
                }
                value = less(of[i], next);
            }
            int to = Math.min(end, i + run);
            Arrays.fill(of, i, to, value);
            i = to;
        }
    }

    private static byte less(byte before, int difference) {
        return (byte) (before >= difference ? before - difference : before - difference + 17);
    }

    /** Makes the targets of calls in programs relative again. */
    private void relative() {
        int size = stop - start;
        for (int i = 0; i < size - 10; i++) {
            if (target[start + i] == (byte) 0xE8) {
                int absolute = Le.i32(target, start + i + 1);
                if (absolute >= -i && absolute < FILE_BYTES) {
                    int value = absolute >= 0 ? absolute - i : absolute + FILE_BYTES;
                    for (int j = 0; j < 4; j++) {
                        target[start + i + 1 + j] = (byte) (value >> (8 * j));
                    }
                }
                i += 4;
            }
        }
    }
}
