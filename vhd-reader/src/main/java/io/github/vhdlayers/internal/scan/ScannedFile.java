package io.github.vhdlayers.internal.scan;

import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.ForeignFormat;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that a {@link FolderScan} found. Immutable and thread-safe.
 *
 * @param path the file, below the folder that was named
 * @param kind what it is
 * @param fileSize its size in bytes
 * @param fileTime when the file was last changed, by the file system that it is in now
 * @param disk what the disk says of itself, or null if it is no disk that can be opened
 * @param foreign which other format it is, or null
 * @param problem why it could not be opened, what it is beside a disk, or the first error that opening a disk found; or null. The table
 *     and the blocks of a disk are not looked at
 * @since 0.1.0
 */
public record ScannedFile(
        Path path,
        Kind kind,
        long fileSize,
        Instant fileTime,
        @Nullable Disk disk,
        @Nullable ForeignFormat foreign,
        @Nullable String problem) {
    /** What a file is. */
    public enum Kind {
        /** A disk that can be opened. */
        DISK,
        /** A disk of a format that is read here, and that is damaged or unsupported. */
        DAMAGED,
        /** A disk of another format. */
        FOREIGN,
        /** A file that a virtual machine keeps beside its disks. */
        COMPANION,
        /** A file that could not be read. */
        UNREADABLE,
        /** Anything else. */
        OTHER
    }

    /**
     * What a disk says of itself.
     *
     * @param type which kind of disk
     * @param sectors its size in sectors of 512 bytes
     * @param id the id by which children know it; all zero if it has none
     * @param created when it was created by its own record, or null if it records no time
     * @param creator the program that created it, as the file names it; empty if it names none
     * @param parent what it records about its parent, or null if it has none
     */
    public record Disk(
            DiskType type,
            long sectors,
            UniqueId id,
            @Nullable Instant created,
            String creator,
            @Nullable ParentReference parent) {}
}
