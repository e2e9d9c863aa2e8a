package io.github.vhdlayers.testkit;

import java.util.Arrays;

/** One of the eight parent locators a header has room for. */
final class Locator {
    /** Slots in a header. */
    static final int SLOTS = 8;

    private final byte[] code;
    private final byte[] data;

    /**
     * A locator.
     *
     * @param fourCharCode the platform code as its four ASCII characters
     * @param data what it points to
     */
    Locator(String fourCharCode, byte[] data) {
        this.code = FourChars.of(fourCharCode);
        this.data = data.clone();
    }

    /** A Windows path as Windows stores it: UTF-16 little-endian, no byte order mark, no terminator. */
    static Locator windows(String fourCharCode, String path) {
        return new Locator(fourCharCode, Text.utf16le(path));
    }

    byte[] code() {
        return code.clone();
    }

    boolean hasCode(String fourCharCode) {
        return Arrays.equals(code, FourChars.of(fourCharCode));
    }

    byte[] data() {
        return data.clone();
    }

    int length() {
        return data.length;
    }
}
