package io.github.vhdlayers.filesystems.ntfs;

import java.util.Arrays;

/** A canonical Huffman code: codes of one length follow each other in the order of their symbols. */
final class HuffmanTable {
    private static final int MOST_BITS = 16;

    private final int[] counts = new int[MOST_BITS + 1];
    private final int[] symbols;
    private int used;

    /** Room for a number of symbols. */
    HuffmanTable(int symbols) {
        this.symbols = new int[symbols];
    }

    /**
     * Sets the code.
     *
     * @param lengths how many bits each symbol has, 0 if it is not used
     * @throws NtfsDamage if no code has these lengths
     */
    void set(byte[] lengths) throws NtfsDamage {
        Arrays.fill(counts, 0);
        for (int i = 0; i < symbols.length; i++) {
            counts[lengths[i]]++;
        }
        used = symbols.length - counts[0];
        counts[0] = 0;
        int left = 1;
        int[] next = new int[MOST_BITS + 2];
        for (int bits = 1; bits <= MOST_BITS; bits++) {
            left = left * 2 - counts[bits];
            if (left < 0) {
                throw new NtfsDamage("compressed bytes have a Huffman code with too many short symbols");
            }
            next[bits + 1] = next[bits] + counts[bits];
        }
        for (int i = 0; i < symbols.length; i++) {
            if (lengths[i] != 0) {
                symbols[next[lengths[i]]++] = i;
            }
        }
    }

    /** Reads a symbol. */
    int read(WordBits in) throws NtfsDamage {
        int code = 0;
        int first = 0;
        int index = 0;
        int ahead = in.peek();
        for (int bits = 1; bits <= MOST_BITS; bits++) {
            code |= ahead >> (16 - bits) & 1;
            int count = counts[bits];
            if (code - first < count) {
                in.skip(bits);
                return symbols[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new NtfsDamage(
                used == 0
                        ? "compressed bytes use an empty Huffman code"
                        : "compressed bytes have an unknown Huffman symbol");
    }
}
