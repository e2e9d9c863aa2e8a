package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.Finding;
import java.util.List;
import java.util.UUID;

/**
 * A GUID partition table.
 *
 * @param diskSectors how many whole sectors the disk has
 * @param diskId the disk's id
 * @param sectorBytes the size of the sectors that the table counts in: 512, or 4096 on a disk copied from one with such sectors
 * @param used the copy that the partitions come from
 * @param primary the state of the copy behind sector 0
 * @param backup the state of the copy at the end of the disk
 * @param partitions in the order of their numbers, which are those of their entries, from 1 on
 * @param areas sector 0, and header and entries of every copy that was found
 * @param findings what is odd
 * @since 0.1.0
 */
public record GptTable(
        long diskSectors,
        UUID diskId,
        int sectorBytes,
        GptCopy.Place used,
        GptCopy primary,
        GptCopy backup,
        List<Partition> partitions,
        List<TableArea> areas,
        List<Finding> findings)
        implements PartitionTable {
    /** Keeps unmodifiable copies of the lists. */
    public GptTable {
        partitions = List.copyOf(partitions);
        areas = List.copyOf(areas);
        findings = List.copyOf(findings);
    }
}
