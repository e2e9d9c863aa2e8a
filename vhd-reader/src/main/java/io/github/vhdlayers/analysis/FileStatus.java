package io.github.vhdlayers.analysis;

/** What a layer did to a file. */
public enum FileStatus {
    /** Not there before: neither its name nor its metadata was in use. */
    NEW("new"),
    /** There before, with another content. */
    CONTENT_CHANGED("content-changed"),
    /**
     * There before with the same content; its times, names, rights, places or number of names are others. Of a folder also what is
     * in it.
     */
    METADATA_CHANGED("metadata-changed"),
    /** There before and gone; told with its former places. */
    DELETED("deleted"),
    /**
     * A name that was deleted before this view, and that the file system still holds. It is no file of the view: what it led to may be
     * gone, or another file's by now.
     */
    DELETED_NAME("deleted-name"),
    /** The layer has sectors of it, and they say what was there before. */
    REWRITTEN("rewritten"),
    /** The layer has nothing of it. */
    UNTOUCHED("untouched"),
    /** Part of it, or of what was there before, cannot be read or is not known. */
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
