package io.github.vhdlayers.fuzz;

import java.util.Arrays;

/** Takes numbers from a fuzzer's bytes, one after another; zeros when they are used up. */
final class Draw {
    private final byte[] bytes;
    private int at;

    Draw(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return at >= bytes.length;
    }

    int u8() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    /** A number from 0 to {@code bound} - 1. */
    int below(int bound) {
        return u16() % bound;
    }

    /** The next bytes, at most so many. */
    byte[] bytes(int most) {
        int length = Math.min(most, Math.max(0, bytes.length - at));
        byte[] taken = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return taken;
    }

    byte[] rest() {
        return bytes(Integer.MAX_VALUE);
    }
}
