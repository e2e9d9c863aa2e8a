package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.partition.Partition;
import org.jspecify.annotations.Nullable;

/**
 * A volume with a file system that could not be opened.
 *
 * @param partition the partition, or null for a disk without a table that is known
 * @param kind what is known of its files
 * @param message why, in one line
 * @since 0.1.0
 */
public record VolumeProblem(@Nullable Partition partition, Kind kind, String message) {
    /** What is known of the files of a volume that could not be opened. */
    public enum Kind {
        /** Part of what says which file system it is cannot be read: there may be files. */
        UNREADABLE,
        /** A file system is there that the service does not read: there are files. */
        UNSUPPORTED,
        /** No file system was recognised: no files are known to be missing. */
        UNRECOGNISED
    }

    /** Whether the volume may have files of which nothing is known. */
    public boolean mayHaveFiles() {
        return kind != Kind.UNRECOGNISED;
    }
}
