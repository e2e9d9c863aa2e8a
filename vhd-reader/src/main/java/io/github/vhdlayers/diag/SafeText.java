package io.github.vhdlayers.diag;

/**
 * Text from a disk, made safe to show. A disk can hold names with line breaks, terminal commands, marks that reverse the
 * reading direction, and units that are no text at all.
 *
 * <p>Thread-safe: it keeps nothing.
 *
 * @since 0.1.0
 */
public final class SafeText {
    /** How formulas begin, in full width as well. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

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

    /**
     * A text for a cell of a table that a person may open with a spreadsheet: one that would begin a formula gets an apostrophe
     * before it, which spreadsheets take for the mark of a plain text.
     */
    public static String cell(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
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
