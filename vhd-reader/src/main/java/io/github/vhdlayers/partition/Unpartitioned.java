package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.Finding;
import java.util.List;

/**
 * A disk without a partition table, or with one that cannot be read.
 *
 * @param diskSectors how many whole sectors the disk has
 * @param reason what is there instead
 * @param partitions the whole disk, if a file system begins in sector 0; otherwise none
 * @param findings what is odd
 * @since 0.1.0
 */
public record Unpartitioned(long diskSectors, Reason reason, List<Partition> partitions, List<Finding> findings)
        implements PartitionTable {
    /** What is there instead of a table. */
    public enum Reason {
        /** A file system from sector 0 on. */
        FILE_SYSTEM,
        /** Sector 0 holds zeros. */
        EMPTY,
        /** Sector 0 holds neither a table nor the start of a file system that is known here. */
        UNRECOGNISED,
        /** Sector 0 cannot be read: it belongs to a missing parent, or the file is damaged there. */
        UNREADABLE
    }

    /** Keeps unmodifiable copies of the lists. */
    public Unpartitioned {
        partitions = List.copyOf(partitions);
        findings = List.copyOf(findings);
    }

    /** None: there is no table. */
    @Override
    public List<TableArea> areas() {
        return List.of();
    }
}
