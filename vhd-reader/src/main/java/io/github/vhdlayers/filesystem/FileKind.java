package io.github.vhdlayers.filesystem;

/**
 * What a directory entry is.
 *
 * @since 0.1.0
 */
public enum FileKind {
    /** A regular file. */
    FILE("file"),
    /** A directory. */
    DIRECTORY("directory"),
    /** A symbolic link. */
    LINK("link"),
    /** A device, a pipe, a socket and the like: nothing that has a content. */
    SPECIAL("special"),
    /** A file that the file system keeps for itself, such as NTFS's {@code $MFT}. */
    SYSTEM("system"),
    /** No file of the disk, but what the reader makes of an area, such as a boot sector or an allocation table. */
    VIRTUAL("virtual"),
    /** The entry does not say, and its metadata is gone. */
    UNKNOWN("unknown");

    private final String text;

    FileKind(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
