package io.github.vhdlayers.analysis.files;

/**
 * What happened to a file since the layer below, as far as the two states of it tell.
 *
 * @since 0.1.0
 */
public enum ChangeReason {
    /** It was moved into a recycle bin, itself or with a folder above it. */
    RECYCLED("recycled"),
    /** It was moved out of a recycle bin, itself or with a folder above it. */
    RESTORED("restored"),
    /** Another file took its path. It is compared with what the path led to before. */
    REPLACED("replaced"),
    /** It has another name. */
    RENAMED("renamed"),
    /** It is in another folder. */
    MOVED("moved"),
    /** Its path is another one because a folder above it was renamed or moved; this is no change of the file. */
    PATH("path"),
    /** Its content reads otherwise; of a folder the list of what is in it. */
    CONTENT("content"),
    /** It has more names than before, or fewer. */
    LINKS("links"),
    /** Its owner, its group or its permissions differ. */
    RIGHTS("rights"),
    /** The time of its last change or that of its creation differs. */
    TIMES("times"),
    /** The time at which it was last read differs. */
    ACCESSED("accessed"),
    /** Something else that the file system records of it differs. */
    METADATA("metadata");

    private final String text;

    ChangeReason(String text) {
        this.text = text;
    }

    /** The reason as tables and files name it, such as {@code renamed}. */
    @Override
    public String toString() {
        return text;
    }
}
