package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.Finding;
import java.util.List;

/**
 * A BSD disklabel that divides a whole disk, without a boot record.
 *
 * @param diskSectors how many whole sectors the disk has
 * @param partitions in the order of their letters; their numbers are from 1 on
 * @param areas the label's sector
 * @param findings what is odd
 * @since 0.1.0
 */
public record BsdTable(long diskSectors, List<Partition> partitions, List<TableArea> areas, List<Finding> findings)
        implements PartitionTable {
    /** Keeps unmodifiable copies of the lists. */
    public BsdTable {
        partitions = List.copyOf(partitions);
        areas = List.copyOf(areas);
        findings = List.copyOf(findings);
    }
}
