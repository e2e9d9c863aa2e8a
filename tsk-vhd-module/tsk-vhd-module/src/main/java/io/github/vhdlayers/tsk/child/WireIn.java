package io.github.vhdlayers.tsk.child;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link WireOut} wrote, or what another program did in its place: nothing is allocated that the bytes cannot hold, and all
 * that makes no sense is an {@link IOException}. For one thread.
 */
final class WireIn {
    private static final int MOST_TEXT = 1 << 20;
    /** How many parts all lists of a message may have together, because each takes more memory than bytes. */
    private static final int MOST_PARTS = 1 << 22;

    private final byte[] bytes;
    private int at;
    private int budget = MOST_PARTS;

    WireIn(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    boolean bool() throws IOException {
        int value = one();
        if (value > 1) {
            throw new IOException("neither true nor false: " + value);
        }
        return value == 1;
    }

    long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = one();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new IOException("a number without an end");
    }

    long signed() throws IOException {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number of at least 0 that fits an int. */
    int integer() throws IOException {
        return (int) atMost(Integer.MAX_VALUE);
    }

    /** A number of at least 0. */
    long size() throws IOException {
        return atMost(Long.MAX_VALUE);
    }

    /** How many parts follow, each of which takes at least so many bytes. */
    int count(int most, int bytesOfEach) throws IOException {
        int count = (int) atMost(Math.min(most, (bytes.length - at) / bytesOfEach));
        budget -= count;
        if (budget < 0) {
            throw new IOException("more than " + MOST_PARTS + " parts");
        }
        return count;
    }

    /** One of some constants. */
    <E extends Enum<E>> E constant(E[] values) throws IOException {
        return values[(int) atMost(values.length - 1)];
    }

    String text() throws IOException {
        int length = (int) atMost(Math.min(MOST_TEXT, bytes.length - at));
        char[] units = new char[length];
        for (int i = 0; i < length; i++) {
            units[i] = (char) atMost(Character.MAX_VALUE);
        }
        return new String(units);
    }

    @Nullable
    String textOrNull() throws IOException {
        return bool() ? text() : null;
    }

    byte[] bytes() throws IOException {
        int length = (int) atMost(bytes.length - at);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, at, copy, 0, length);
        at += length;
        return copy;
    }

    private long atMost(long most) throws IOException {
        long value = number();
        if (value < 0 || value > most) {
            throw new IOException("the number " + value + " where at most " + most + " makes sense");
        }
        return value;
    }

    private int one() throws IOException {
        if (at == bytes.length) {
            throw new IOException("ends too early");
        }
        return bytes[at++] & 0xFF;
    }
}
