package io.github.vhdlayers.filesystem;

/**
 * Consecutive bytes of the disk.
 *
 * @param diskOffset the first one's place
 * @param length how many, at least 1
 * @since 0.1.0
 */
public record DiskExtent(long diskOffset, long length) {
    /** The place behind the last one. */
    public long end() {
        return diskOffset + length;
    }
}
