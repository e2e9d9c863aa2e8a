package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Text as the bytes that headers and locators hold. */
final class Text {
    private Text() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] utf16le(String text) {
        return utf16(text, ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] utf16be(String text) {
        return utf16(text, ByteOrder.BIG_ENDIAN);
    }

    /** Unit by unit: unpaired surrogates, which Windows permits in file names, are kept and not replaced. */
    private static byte[] utf16(String text, ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES).order(order);
        for (int i = 0; i < text.length(); i++) {
            bytes.putChar(text.charAt(i));
        }
        return bytes.array();
    }
}
