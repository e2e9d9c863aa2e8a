package io.github.vhdlayers.testkit;

/** The format's checksum: the complement of a byte sum, the checksum's own four bytes left out. */
final class Checksums {
    private Checksums() {}

    /**
     * The checksum of a structure.
     *
     * @param bytes where the structure is
     * @param from index of its first byte
     * @param length its length in bytes
     * @param field position of the checksum inside the structure, or a negative number if it is not in there
     */
    static int of(byte[] bytes, int from, int length, int field) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            if (field < 0 || i < field || i >= field + Integer.BYTES) {
                sum += bytes[from + i] & 0xFF;
            }
        }
        return ~sum;
    }
}
