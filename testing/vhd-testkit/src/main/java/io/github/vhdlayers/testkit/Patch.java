package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of a file replaced or flipped in place. */
final class Patch {
    private final long offset;
    private final byte[] bytes;
    private final boolean flip;

    private Patch(long offset, byte[] bytes, boolean flip) {
        this.offset = offset;
        this.bytes = bytes;
        this.flip = flip;
    }

    /** Other bytes in place of those that are there. */
    static Patch set(long offset, byte[] bytes) {
        return new Patch(offset, bytes.clone(), false);
    }

    /** A big-endian 32-bit number in place of what is there; only the low 32 bits of {@code value} count. */
    static Patch set32(long offset, long value) {
        return new Patch(offset, ByteBuffer.allocate(4).putInt((int) value).array(), false);
    }

    /** A big-endian 64-bit number in place of what is there. */
    static Patch set64(long offset, long value) {
        return new Patch(offset, ByteBuffer.allocate(8).putLong(value).array(), false);
    }

    /** A single byte in place of what is there. */
    static Patch set8(long offset, int value) {
        return new Patch(offset, new byte[] {(byte) value}, false);
    }

    /** The same byte {@code count} times in place of what is there. */
    static Patch fill(long offset, int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return new Patch(offset, bytes, false);
    }

    /** The bits of {@code mask} turned round, so that something changes whatever was there. */
    static Patch flip(long offset, byte[] mask) {
        return new Patch(offset, mask.clone(), true);
    }

    /** The bits of one byte's {@code mask} turned round. */
    static Patch flip8(long offset, int mask) {
        return new Patch(offset, new byte[] {(byte) mask}, true);
    }

    /** The same change {@code base} bytes further on. */
    Patch movedBy(long base) {
        return new Patch(offset + base, bytes, flip);
    }

    /** File offset of the first byte that it touches. */
    long offset() {
        return offset;
    }

    /** How many bytes it touches. */
    int length() {
        return bytes.length;
    }

    void applyTo(byte[] file) {
        for (int i = 0; i < bytes.length; i++) {
            int at = Math.toIntExact(offset + i);
            file[at] = (byte) (flip ? file[at] ^ bytes[i] : bytes[i]);
        }
    }
}
