package io.github.vhdlayers.diag;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, in which file, in which structure and field, what was expected there and what was found.
 *
 * @param code the stable name of what is wrong
 * @param source the name of the file, as the caller that opened it named it
 * @param structure the structure in the words of the specification, such as {@code dynamic header}
 * @param field the field inside the structure, or null where the structure as a whole is meant
 * @param expected what should have been there, or null where the text in {@code found} says all
 * @param found what is there, or what happened
 * @param fileOffset where in the file, in bytes, or null where no place can be named
 * @since 0.1.0
 */
public record Problem(
        ErrorCode code,
        String source,
        String structure,
        @Nullable String field,
        @Nullable String expected,
        String found,
        @Nullable Long fileOffset)
        implements Serializable {

    /** A problem of a whole structure, in one sentence. */
    public static Problem of(ErrorCode code, String source, String structure, String found) {
        return new Problem(code, source, structure, null, null, found, null);
    }

    /** The problem in one line: file, kind, structure, field, expected, found, file offset. */
    public String message() {
        return source + ": " + brief();
    }

    /** The problem in one line without the file. */
    public String brief() {
        StringBuilder text = new StringBuilder();
        text.append(code.opening(structure)).append(": ").append(structure);
        if (field != null) {
            text.append(", ").append(field);
        }
        text.append(": ");
        if (expected != null) {
            text.append("expected ").append(expected).append(", found ");
        }
        text.append(found);
        if (fileOffset != null) {
            text.append(" (file offset ").append(fileOffset).append(')');
        }
        return text.toString();
    }
}
