package io.github.vhdlayers.filesystem;

/**
 * A piece of a content.
 *
 * @param kind whether and how it is stored
 * @param contentOffset where it begins in the content, in bytes
 * @param diskOffset where it is on the disk, in bytes; -1 if it is not stored
 * @param length how many bytes
 * @since 0.1.0
 */
public record FileExtent(Kind kind, long contentOffset, long diskOffset, long length) {
    /** Whether and how a piece is stored. */
    public enum Kind {
        /** On the disk. */
        STORED,
        /** Declared empty by the file system: reads as zeros. */
        SPARSE,
        /** Kept for the file on the disk and not written yet: reads as zeros; what the disk has there is slack. */
        UNWRITTEN,
        /** The file system's list does not say where: cannot be read. */
        LOST
    }
}
