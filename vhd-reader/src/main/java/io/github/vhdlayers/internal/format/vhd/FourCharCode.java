package io.github.vhdlayers.internal.format.vhd;

/** Four bytes that spell something: creator applications, host systems, platform codes. */
public final class FourCharCode {
    private FourCharCode() {}

    /**
     * The code as a number, the first character in the highest byte.
     *
     * @param fourChars four characters of ASCII
     */
    public static int of(String fourChars) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            code = code << 8 | fourChars.charAt(i);
        }
        return code;
    }

    /** The text without trailing zeros and spaces; bytes that are not printable ASCII as {@code \xHH}. */
    public static String text(int code) {
        StringBuilder text = new StringBuilder(4);
        int length = 4;
        while (length > 0 && isPadding(byteAt(code, length - 1))) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            int unit = byteAt(code, i);
            if (unit >= 0x20 && unit < 0x7F) {
                text.append((char) unit);
            } else {
                text.append(String.format("\\x%02x", unit));
            }
        }
        return text.toString();
    }

    private static int byteAt(int code, int index) {
        return code >>> (8 * (3 - index)) & 0xFF;
    }

    private static boolean isPadding(int unit) {
        return unit == 0 || unit == 0x20;
    }
}
