package io.github.vhdlayers.internal.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of a URL, in which bytes of UTF-8 are written as {@code %20}. */
final class PercentText {
    private PercentText() {}

    /** The text with its bytes put back; as it is where they are no text. */
    static String decode(String url) {
        if (url.indexOf('%') < 0) {
            return url;
        }
        byte[] stored = url.getBytes(StandardCharsets.UTF_8);
        ByteBuffer plain = ByteBuffer.allocate(stored.length);
        for (int i = 0; i < stored.length; i++) {
            int high = i + 2 < stored.length && stored[i] == '%' ? Character.digit(stored[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(stored[i + 2], 16);
            if (low < 0) {
                plain.put(stored[i]);
            } else {
                plain.put((byte) (high * 16 + low));
                i += 2;
            }
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(plain.flip());
            return text.toString();
        } catch (CharacterCodingException e) {
            return url;
        }
    }
}
