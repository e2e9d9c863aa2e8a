package io.github.vhdlayers.diag;

import org.jspecify.annotations.Nullable;

/**
 * Something in a file that is readable, but odd.
 *
 * @param code the stable name of what was found
 * @param source the name of the file, as the caller that opened it named it
 * @param structure the structure in the words of the specification
 * @param detail what was found, with its figures, in one sentence
 * @param fileOffset where in the file, in bytes, or null where no place can be named
 * @since 0.1.0
 */
public record Finding(FindingCode code, String source, String structure, String detail, @Nullable Long fileOffset) {

    /** How much it should worry a person who relies on the bytes. */
    public Severity severity() {
        return code.severity();
    }

    /** The finding in one line. */
    @Override
    public String toString() {
        String where = fileOffset != null ? " (file offset " + fileOffset + ")" : "";
        return severity() + " " + code + " " + source + ": " + structure + ": " + detail + where;
    }
}
