package io.github.vhdlayers.filesystems.ext;

import java.nio.ByteBuffer;

/** The checksum of ext4's metadata: CRC-32C without the last inversion, so that it can be continued from a seed. */
final class Crc32c {
    private static final int POLYNOMIAL = 0x82F63B78;
    private static final int[] TABLE = table();

    private Crc32c() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
            }
            table[i] = value;
        }
        return table;
    }

    static int update(int sum, byte[] bytes) {
        return update(sum, ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    static int update(int sum, ByteBuffer bytes, int from, int to) {
        int value = sum;
        for (int i = from; i < to; i++) {
            value = value >>> 8 ^ TABLE[(value ^ bytes.get(i)) & 0xFF];
        }
        return value;
    }

    /** Four bytes, little-endian. */
    static int updateInt(int sum, int number) {
        int value = sum;
        for (int i = 0; i < 4; i++) {
            value = value >>> 8 ^ TABLE[(value ^ number >>> (8 * i)) & 0xFF];
        }
        return value;
    }
}
