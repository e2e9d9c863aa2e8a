package io.github.vhdlayers.format;

/**
 * The types of disk that are read. The footer's codes 0, 1, 5 and 6 are reserved or deprecated and are not.
 *
 * @since 0.1.0
 */
public enum DiskType {
    /** All of the disk's bytes, in order, before the footer. */
    FIXED(2),
    /** Blocks that were written are in the file, the others read as zeros. */
    DYNAMIC(3),
    /** Sectors that were written are in the file, the others are read from the parent. */
    DIFFERENCING(4);

    private final int code;

    DiskType(int code) {
        this.code = code;
    }

    /** The number that stands for the type in a footer. */
    public int code() {
        return code;
    }

    /** The type's name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
