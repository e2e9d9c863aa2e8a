package io.github.vhdlayers.testkit;

/** CRC-32C, bit by bit from its polynomial. Thread-safe: it keeps nothing but a table. */
final class Castagnoli {
    private static final int[] TABLE = table();

    private Castagnoli() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ 0x82F6_3B78;
            }
            table[i] = value;
        }
        return table;
    }

    static int of(byte[] bytes, int from, int length) {
        int crc = -1;
        for (int i = from; i < from + length; i++) {
            crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 0xFF];
        }
        return ~crc;
    }
}
