package io.github.vhdlayers.internal.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the fields of one structure by their places, as the specification lists them. Everything is big-endian, as in a VHD,
 * unless it was asked for otherwise; unsigned 32-bit fields widen to {@code long} here and nowhere else.
 *
 * <p>The bytes are all there before a reader exists, so a place outside them is a mistake in this library and not in the
 * file: it throws {@link IndexOutOfBoundsException}.
 */
public final class StructReader {
    private final ByteBuffer bytes;

    /** Reads from index 0 to the limit of {@code structure}; its position does not matter. */
    public StructReader(ByteBuffer structure) {
        this(structure, ByteOrder.BIG_ENDIAN);
    }

    private StructReader(ByteBuffer structure, ByteOrder order) {
        this.bytes = structure.duplicate().order(order);
    }

    /** Reads little-endian fields, as in partition tables and boot sectors, from index 0 to the limit of {@code structure}. */
    public static StructReader littleEndian(ByteBuffer structure) {
        return new StructReader(structure, ByteOrder.LITTLE_ENDIAN);
    }

    /** How many bytes the structure has. */
    public int length() {
        return bytes.limit();
    }

    /** An unsigned 8-bit field. */
    public int u8(int at) {
        return bytes.get(at) & 0xFF;
    }

    /** An unsigned 16-bit field. */
    public int u16(int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    /** An unsigned 32-bit field. */
    public long u32(int at) {
        return bytes.getInt(at) & 0xFFFF_FFFFL;
    }

    /** A 64-bit field as it is; values from 2^63 on come out negative. */
    public long u64(int at) {
        return bytes.getLong(at);
    }

    /** A copy of {@code length} bytes. */
    public byte[] bytes(int at, int length) {
        byte[] copy = new byte[length];
        bytes.get(at, copy);
        return copy;
    }

    /** How many of the bytes from {@code at} to {@code end}, exclusive, are not zero. */
    public int nonZeroBytes(int at, int end) {
        int count = 0;
        for (int i = at; i < end; i++) {
            if (bytes.get(i) != 0) {
                count++;
            }
        }
        return count;
    }
}
