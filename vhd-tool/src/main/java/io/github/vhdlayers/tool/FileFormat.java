package io.github.vhdlayers.tool;

/** How files are printed. */
enum FileFormat {
    /** Columns for people. */
    text,
    /** Comma-separated, with a header line. */
    csv,
    /** One JSON document. */
    json,
    /** One JSON document a line, for each file. */
    jsonl,
    /** The lines that {@code mactime} of The Sleuth Kit makes a timeline of. */
    bodyfile
}
