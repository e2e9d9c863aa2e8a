package io.github.vhdlayers.testkit;

import java.util.Locale;

/** Sizes as people write them: a number, perhaps with K, M, G or T behind it. */
final class ByteSize {
    private static final String SUFFIXES = "KMGT";

    private ByteSize() {}

    /**
     * The number of bytes; K is 1024, and so on.
     *
     * @throws IllegalArgumentException if it is not a size, with a message for people
     */
    static long parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        int suffix = upper.isEmpty() ? -1 : SUFFIXES.indexOf(upper.charAt(upper.length() - 1));
        String digits = suffix < 0 ? upper : upper.substring(0, upper.length() - 1);
        try {
            long number = Long.parseLong(digits);
            if (number < 0) {
                throw new IllegalArgumentException("a size cannot be negative: " + text);
            }
            return Math.multiplyExact(number, 1L << (10 * (suffix + 1)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "not a size: \"" + text + "\"; a size is a number, perhaps with K, M, G or T behind it", e);
        }
    }
}
