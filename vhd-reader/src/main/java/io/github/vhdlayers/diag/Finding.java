package io.github.vhdlayers.diag;

/**
 * Something in a file that is readable, but odd.
 *
 * @param code the stable name of what was found
 * @param source the name of the file, as the caller that opened it named it
 * @param structure the structure in the words of the specification
 * @param detail what was found, with its figures, in one sentence
 * @param fileOffset where in the file, in bytes, or -1 where no place can be named
 */
public record Finding(FindingCode code, String source, String structure, String detail, long fileOffset) {

    /** How much it should worry a person who relies on the bytes. */
    public Severity severity() {
        return code.severity();
    }

    /** The finding in one line. */
    @Override
    public String toString() {
        String where = fileOffset >= 0 ? " (file offset " + fileOffset + ")" : "";
        return severity() + " " + code + " " + source + ": " + structure + ": " + detail + where;
    }
}
