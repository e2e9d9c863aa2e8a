package io.github.vhdlayers.filesystems.ntfs;

/**
 * Little-endian numbers in bytes. The caller checks places; one outside of the array throws {@link IndexOutOfBoundsException}. Byte by
 * byte: a view of the array is quicker only once Java has compiled all that asks for numbers, and most walks end before.
 */
final class Le {
    private Le() {}

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }

    static int i32(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    static long u32(byte[] bytes, int at) {
        return i32(bytes, at) & 0xFFFF_FFFFL;
    }

    static long i64(byte[] bytes, int at) {
        return u32(bytes, at) | (long) i32(bytes, at + 4) << 32;
    }

    /** Six bytes without a sign: the number of a record within a reference. */
    static long u48(byte[] bytes, int at) {
        return u32(bytes, at) | (long) u16(bytes, at + 4) << 32;
    }

    /** A number of 1 to 8 bytes with a sign. */
    static long signed(byte[] bytes, int at, int count) {
        long value = bytes[at + count - 1];
        for (int i = count - 2; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xFF);
        }
        return value;
    }
}
