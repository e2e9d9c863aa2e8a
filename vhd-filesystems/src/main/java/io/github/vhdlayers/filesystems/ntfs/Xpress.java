package io.github.vhdlayers.filesystems.ntfs;

/** XPRESS with Huffman codes, as WOF and WIM files have it: one chunk of up to 64 KiB. */
final class Xpress {
    private static final int SYMBOLS = 512;
    private static final int TABLE_BYTES = SYMBOLS / 2;

    private Xpress() {}

    /**
     * Decodes a chunk.
     *
     * @param source holds it
     * @param from where it begins
     * @param end where it ends
     * @param target is filled
     * @param to where the chunk's bytes begin in it
     * @param count how many they are
     * @throws NtfsDamage if the chunk makes no sense
     */
    static void decode(byte[] source, int from, int end, byte[] target, int to, int count) throws NtfsDamage {
        if (end - from < TABLE_BYTES) {
            throw new NtfsDamage("a compressed chunk has " + (end - from) + " bytes and no room for its code");
        }
        byte[] lengths = new byte[SYMBOLS];
        for (int i = 0; i < TABLE_BYTES; i++) {
            lengths[2 * i] = (byte) (source[from + i] & 15);
            lengths[2 * i + 1] = (byte) (source[from + i] >> 4 & 15);
        }
        HuffmanTable table = new HuffmanTable(SYMBOLS);
        table.set(lengths);
        WordBits in = new WordBits(source, from + TABLE_BYTES, end);
        int at = to;
        int stop = to + count;
        while (at < stop) {
            int symbol = table.read(in);
            if (symbol < 256) {
                target[at++] = (byte) symbol;
                continue;
            }
            int length = symbol & 15;
            int bits = symbol >> 4 & 15;
            if (length == 15) {
                length += in.readByte();
                if (length == 15 + 255) {
                    length = in.readUnsignedShort();
                }
            }
            length += 3;
            int distance = (1 << bits) | in.read(bits);
            if (distance > at - to || length > stop - at) {
                throw new NtfsDamage("a compressed chunk leads back " + distance + " bytes for " + length
                        + " from byte " + (at - to) + " of " + count);
            }
            for (int i = 0; i < length; i++, at++) {
                target[at] = target[at - distance];
            }
        }
    }
}
