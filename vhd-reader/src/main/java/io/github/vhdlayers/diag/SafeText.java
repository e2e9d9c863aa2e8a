package io.github.vhdlayers.diag;

/**
 * Text from a disk, made safe to show. A disk can hold names with line breaks, terminal commands, marks that reverse the
 * reading direction, and units that are no text at all.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class SafeText {
    private SafeText() {}

    /**
     * The text with every character that is not plainly visible written as <code>&#92;uXXXX</code>: controls, format and
     * direction marks, line and paragraph separators, unpaired surrogates, private and unassigned characters. A backslash
     * stays one backslash, because paths are full of them.
     */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int units = Character.charCount(codePoint);
            if (isVisible(codePoint)) {
                safe.appendCodePoint(codePoint);
            } else {
                for (int unit = 0; unit < units; unit++) {
                    safe.append(String.format("\\u%04x", (int) text.charAt(i + unit)));
                }
            }
            i += units;
        }
        return safe.toString();
    }

    /** Whether {@link #escape} would leave the text as it is. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (!isVisible(codePoint)) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return true;
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
