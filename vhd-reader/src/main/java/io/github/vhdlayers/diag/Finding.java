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
 * @param layer the number of the layer that it is about, 0 for the leaf: files of a chain may have one name; null if it is about the disk as a
 *     whole, or the file was not opened as one of a chain
 * @since 0.1.0
 */
public record Finding(
        FindingCode code,
        String source,
        String structure,
        String detail,
        @Nullable Long fileOffset,
        @Nullable Integer layer) {
    /**
     * A finding of a file by itself.
     *
     * @param code the stable name of what was found
     * @param source the name of the file
     * @param structure the structure in the words of the specification
     * @param detail what was found
     * @param fileOffset where in the file, in bytes, or null
     */
    public Finding(FindingCode code, String source, String structure, String detail, @Nullable Long fileOffset) {
        this(code, source, structure, detail, fileOffset, null);
    }

    /** The same finding about a file that is a layer. */
    public Finding withLayer(int number) {
        return new Finding(code, source, structure, detail, fileOffset, number);
    }

    /** How much it should worry a person who relies on the bytes. */
    public Severity severity() {
        return code.severity();
    }

    /** The file's name, with the number of the layer behind it if it is one below the leaf: files of a chain may have one name. */
    public String place() {
        return layer == null || layer == 0 ? source : source + " (layer " + layer + ")";
    }

    /** The finding in one line. */
    @Override
    public String toString() {
        String where = fileOffset != null ? " (file offset " + fileOffset + ")" : "";
        return severity() + " " + code + " " + place() + ": " + structure + ": " + detail + where;
    }

    /**
     * How much a {@link Finding} should worry a person who relies on the bytes.
     *
     * @since 0.1.0
     */
    public enum Severity {
        /** Worth knowing, and harmless to the bytes read. */
        INFO,
        /** Something disagrees with the format or with another copy of itself; what is served was chosen by a rule. */
        WARNING,
        /** Part of the disk cannot be read, or what is read may not be what was once written. */
        ERROR
    }
}
