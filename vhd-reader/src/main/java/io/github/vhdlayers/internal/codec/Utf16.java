package io.github.vhdlayers.internal.codec;

/**
 * Text as Windows stores it: units of 16 bits, which need not be valid UTF-16.
 *
 * <p>Nothing is replaced: an unpaired surrogate stays what it is in the Java string, which can hold it as well as the disk
 * can. A program that prints a string from a disk escapes it.
 */
public final class Utf16 {
    private Utf16() {}

    /** Big-endian units up to the first zero unit or the end; an odd last byte is left out. */
    public static String bigEndian(byte[] bytes) {
        return decode(bytes, 0, false);
    }

    /** Little-endian units up to the first zero unit or the end; an odd last byte is left out. */
    public static String littleEndian(byte[] bytes) {
        return decode(bytes, 0, true);
    }

    /**
     * A parent locator's text: by its byte order mark if it has one, otherwise little-endian as Windows writes it, unless only
     * the other order gives plausible text. It ends at the first zero unit.
     */
    public static String ofLocator(byte[] bytes) {
        if (bytes.length >= 2) {
            if (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
                return decode(bytes, 2, false);
            }
            if (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
                return decode(bytes, 2, true);
            }
        }
        String little = decode(bytes, 0, true);
        if (implausible(little)) {
            String big = decode(bytes, 0, false);
            if (!implausible(big)) {
                return big;
            }
        }
        return little;
    }

    /** A path has at least one ASCII character; read in the wrong byte order none is left. */
    private static boolean implausible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, int from, boolean littleEndian) {
        StringBuilder text = new StringBuilder((bytes.length - from) / 2);
        for (int i = from; i + 1 < bytes.length; i += 2) {
            int first = bytes[i] & 0xFF;
            int second = bytes[i + 1] & 0xFF;
            char unit = (char) (littleEndian ? second << 8 | first : first << 8 | second);
            if (unit == 0) {
                break;
            }
            text.append(unit);
        }
        return text.toString();
    }
}
