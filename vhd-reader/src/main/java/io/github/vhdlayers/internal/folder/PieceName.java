package io.github.vhdlayers.internal.folder;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a split image's piece other than the first: {@code name.v01} and so on.
 *
 * @param stem what is before the ending
 * @param number the two digits of the ending, 0 to 99
 */
public record PieceName(String stem, int number) {
    private static final int ENDING = ".v01".length();

    /** Takes a file's name apart; null if it does not end like a piece's. */
    public static @Nullable PieceName of(String fileName) {
        int dot = fileName.length() - ENDING;
        if (dot < 0 || !fileName.substring(dot).toLowerCase(Locale.ROOT).startsWith(".v")) {
            return null;
        }
        int tens = fileName.charAt(dot + 2) - '0';
        int ones = fileName.charAt(dot + 3) - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            return null;
        }
        return new PieceName(fileName.substring(0, dot), 10 * tens + ones);
    }
}
