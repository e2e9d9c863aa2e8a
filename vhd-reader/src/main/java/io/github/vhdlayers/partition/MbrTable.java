package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.Finding;
import java.util.List;

/**
 * A master boot record, with the logical partitions of its extended ones.
 *
 * @param diskSectors how many whole sectors the disk has
 * @param diskSignature the number by which Windows knows the disk, 0 to 2^32 - 1; 0 where none was written
 * @param partitions in the order of their numbers: 1 to 4 as in the record, and from 5 on the logical ones
 * @param areas sector 0 and every extended boot record
 * @param findings what is odd
 * @since 0.1.0
 */
public record MbrTable(
        long diskSectors, long diskSignature, List<Partition> partitions, List<TableArea> areas, List<Finding> findings)
        implements PartitionTable {
    /** Keeps unmodifiable copies of the lists. */
    public MbrTable {
        partitions = List.copyOf(partitions);
        areas = List.copyOf(areas);
        findings = List.copyOf(findings);
    }
}
