package io.github.vhdlayers.analysis.files;

/**
 * What a layer did to a file.
 *
 * @since 0.1.0
 */
public enum FileStatus {
    /** Its path is not below, and everything that could hold it there was read. */
    NEW("new"),
    /** There below, and its content reads otherwise than what the path held there. */
    CONTENT_CHANGED("content-changed"),
    /** There below with the same content; its own metadata bytes or its name differ. Of a folder also the list of what is in it. */
    METADATA_CHANGED("metadata-changed"),
    /** There below and gone: everything that could hold it now was read. Reported with its former places. */
    DELETED("deleted"),
    /**
     * A name that was deleted before this view, and that the file system still holds. It is no file of the view: what it led to may be
     * gone, or another file's by now.
     */
    DELETED_NAME("deleted-name"),
    /**
     * Made after the state below and gone before this one, so that it is in neither: it was there in between, or its metadata, which is free
     * again, was another's or free below. Reported as it was last seen.
     */
    CAME_AND_WENT("came-and-went"),
    /** There below with the same content, of which at least one sector is stored in the layer. */
    REWRITTEN("rewritten"),
    /** None of the above: the layer stores nothing of its content. */
    UNTOUCHED("untouched"),
    /** What it is, or what it was below, cannot be read or is not known. */
    UNKNOWN("unknown");

    private final String text;

    FileStatus(String text) {
        this.text = text;
    }

    /** Whether something of the file is not what it was; an unknown file may be. */
    public boolean isChange() {
        return this != REWRITTEN && this != UNTOUCHED && this != DELETED_NAME;
    }

    /** The status as tables and files name it, such as {@code content-changed}. */
    @Override
    public String toString() {
        return text;
    }
}
