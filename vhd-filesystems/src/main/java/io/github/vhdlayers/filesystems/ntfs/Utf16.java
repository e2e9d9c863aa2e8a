package io.github.vhdlayers.filesystems.ntfs;

/**
 * Names of NTFS: 16-bit units, which need not be valid text. They are kept as they are, but for two that a path cannot hold: a slash and
 * U+0000 become the unpaired surrogates by which paths hold such bytes.
 */
final class Utf16 {
    private static final char BYTE = 0xDC00;

    private Utf16() {}

    /** The text of some units. */
    static String of(byte[] bytes, int at, int units) {
        char[] text = new char[units];
        for (int i = 0; i < units; i++) {
            text[i] = unit(bytes, at + 2 * i);
        }
        return new String(text);
    }

    /** Whether the units at a place are this text. */
    static boolean equal(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != unit(bytes, at + 2 * i)) {
                return false;
            }
        }
        return true;
    }

    private static char unit(byte[] bytes, int at) {
        char unit = (char) Le.u16(bytes, at);
        return unit == '/' || unit == 0 ? (char) (BYTE + unit) : unit;
    }
}
