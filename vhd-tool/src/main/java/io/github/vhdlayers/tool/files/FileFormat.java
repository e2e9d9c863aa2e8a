package io.github.vhdlayers.tool.files;

/** How files are printed. */
public enum FileFormat {
    /** Columns for people. */
    text,
    /** Comma-separated, with a header line. */
    csv,
    /** One JSON document. */
    json,
    /** One JSON document a line, for each file. */
    jsonl,
    /** The lines that {@code mactime} of The Sleuth Kit makes a timeline of. */
    bodyfile,
    /** Digital Forensics XML, as {@code fiwalk} of The Sleuth Kit prints it. */
    dfxml,
    /** The comma-separated table that Timesketch takes: a row for each time of a file. */
    timesketch;

    /** Whether owner, group and permissions are printed. */
    public boolean hasDetails() {
        return this == csv || this == json || this == jsonl;
    }
}
