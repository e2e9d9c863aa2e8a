package io.github.vhdlayers.internal.analysis;

/**
 * How a file differs between two disks.
 *
 * @since 0.1.0
 */
public enum FileDifferenceKind {
    /** Its path is on A alone, and everything that could hold it on B was read. */
    ONLY_A("only-a"),
    /** Its path is on B alone, and everything that could hold it on A was read. */
    ONLY_B("only-b"),
    /** Its path is on both, and its content reads otherwise. */
    CONTENT_DIFFERS("content-differs"),
    /** Its path is on both with the same content; its own metadata differs. Of a folder also the list of what is in it. */
    METADATA_DIFFERS("metadata-differs"),
    /** Part of it, or whether the other disk has it, cannot be read or is not known. */
    UNKNOWN("unknown");

    private final String text;

    FileDifferenceKind(String text) {
        this.text = text;
    }

    /** The kind as tables and files name it, such as {@code only-a}. */
    @Override
    public String toString() {
        return text;
    }
}
