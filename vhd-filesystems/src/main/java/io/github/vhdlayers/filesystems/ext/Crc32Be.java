package io.github.vhdlayers.filesystems.ext;

import java.nio.ByteBuffer;

/** The checksum of the first journals that had one: CRC-32 from the highest bit on, without inversions. */
final class Crc32Be {
    private static final int POLYNOMIAL = 0x04C11DB7;
    private static final int[] TABLE = table();

    private Crc32Be() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value < 0 ? value << 1 ^ POLYNOMIAL : value << 1;
            }
            table[i] = value;
        }
        return table;
    }

    static int update(int sum, ByteBuffer bytes) {
        int value = sum;
        for (int i = 0; i < bytes.limit(); i++) {
            value = value << 8 ^ TABLE[(value >>> 24 ^ bytes.get(i)) & 0xFF];
        }
        return value;
    }
}
