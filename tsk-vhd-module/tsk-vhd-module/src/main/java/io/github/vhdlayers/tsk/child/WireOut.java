package io.github.vhdlayers.tsk.child;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that grow: numbers in as few bytes as they need, and text as it is. For one thread. */
final class WireOut {
    private static final int FIRST_BYTES = 512;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    int size() {
        return size;
    }

    /** Takes back what was written behind a size. */
    void truncate(int to) {
        size = to;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void bool(boolean value) {
        one(value ? 1 : 0);
    }

    /** A number, best if it is small and not negative. */
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            one((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        one((int) rest);
    }

    /** A number of which the amount is small. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    @SuppressWarnings("EnumOrdinal") // Both processes run the same classes.
    void constant(Enum<?> value) {
        number(value.ordinal());
    }

    /** Text, which may hold any units. */
    void text(String value) {
        int length = value.length();
        number(length);
        room(length);
        for (int i = 0; i < length; i++) {
            char unit = value.charAt(i);
            if (unit < 0x80) {
                one(unit);
            } else {
                number(unit);
            }
        }
    }

    void textOrNull(@Nullable String value) {
        bool(value != null);
        if (value != null) {
            text(value);
        }
    }

    void bytes(byte[] from, int offset, int length) {
        number(length);
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    private void one(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
