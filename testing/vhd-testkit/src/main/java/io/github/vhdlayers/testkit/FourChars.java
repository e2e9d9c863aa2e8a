package io.github.vhdlayers.testkit;

import java.nio.charset.StandardCharsets;

/** Four-character fields, written in code as text. */
final class FourChars {
    private FourChars() {}

    /** The four bytes of {@code text}; a character stands for the byte of its number, so NUL can be asked for. */
    static byte[] of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length != 4 || !new String(bytes, StandardCharsets.ISO_8859_1).equals(text)) {
            throw new IllegalArgumentException("exactly four characters of one byte each are needed: \"" + text + '"');
        }
        return bytes;
    }
}
