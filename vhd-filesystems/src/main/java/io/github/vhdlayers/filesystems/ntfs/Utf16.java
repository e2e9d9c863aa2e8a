package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.internal.text.PathText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Names of NTFS: 16-bit units, which need not be valid text. They are kept as they are, but for those that a path cannot hold: a slash and
 * U+0000 become the unpaired surrogates by which paths hold such bytes, and unpaired surrogates that look like these become three of them.
 */
final class Utf16 {
    private static final char BYTE = 0xDC00;
    private static final char LAST_BYTE = 0xDCFF;

    private Utf16() {}

    /** The text of some units. */
    static String of(byte[] bytes, int at, int units) {
        byte[] ascii = ascii(bytes, at, units);
        if (ascii != null) {
            return new String(ascii, StandardCharsets.ISO_8859_1);
        }
        char[] text = new char[units];
        boolean isPlain = true;
        for (int i = 0; i < units; i++) {
            text[i] = (char) Le.u16(bytes, at + 2 * i);
            isPlain &= isPlain(text[i]);
        }
        // A unit of 0 is put in last: it becomes what an unpaired surrogate looks like.
        return isPlain ? new String(text) : PathText.ofUnits(new String(text)).replace('\0', BYTE);
    }

    /** The units as bytes if all of them are ASCII, and none is one that a path cannot hold; otherwise null. */
    private static byte @Nullable [] ascii(byte[] bytes, int at, int units) {
        byte[] text = new byte[units];
        for (int i = 0; i < units; i++) {
            byte unit = bytes[at + 2 * i];
            if (unit <= 0 || unit == '/' || bytes[at + 2 * i + 1] != 0) {
                return null;
            }
            text[i] = unit;
        }
        return text;
    }

    /** Whether some units at a place are this text, as {@link #of} has it. */
    static boolean equal(byte[] bytes, int at, int units, String text) {
        for (int i = 0; i < units; i++) {
            char unit = (char) Le.u16(bytes, at + 2 * i);
            if (!isPlain(unit)) {
                return of(bytes, at, units).equals(text);
            }
            if (i >= text.length() || text.charAt(i) != unit) {
                return false;
            }
        }
        return units == text.length();
    }

    private static boolean isPlain(char unit) {
        return unit != 0 && unit != '/' && (unit < BYTE || unit > LAST_BYTE);
    }
}
