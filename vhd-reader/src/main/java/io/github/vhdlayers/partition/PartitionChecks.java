package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.diag.FindingLog;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What must hold between partitions, and between them and the disk, in every kind of table. */
final class PartitionChecks {
    private PartitionChecks() {}

    static void run(List<Partition> partitions, long diskSectors, FindingLog log) {
        for (Partition partition : partitions) {
            if (partition.endSector() > diskSectors) {
                log.add(
                        FindingCode.PARTITION_PAST_END,
                        name(partition),
                        "sectors " + partition.firstSector() + " to " + partition.lastSector() + " of a disk of "
                                + diskSectors);
            }
        }
        // An extended partition contains others, so partitions are compared with those on the same level only.
        overlaps(partitions.stream().filter(one -> !isInside(one)), log);
        overlaps(partitions.stream().filter(PartitionChecks::isInside), log);
    }

    private static void overlaps(Stream<Partition> partitions, FindingLog log) {
        List<Partition> sorted = partitions
                .sorted(Comparator.comparingLong(Partition::firstSector).thenComparingInt(Partition::number))
                .toList();
        Partition furthest = null;
        for (Partition next : sorted) {
            if (furthest != null && next.firstSector() < furthest.endSector()) {
                log.add(
                        FindingCode.PARTITIONS_OVERLAP,
                        name(next),
                        "begins at sector " + next.firstSector() + ", inside " + name(furthest) + ", which ends with "
                                + furthest.lastSector());
            }
            if (furthest == null || next.endSector() > furthest.endSector()) {
                furthest = next;
            }
        }
    }

    private static boolean isInside(Partition partition) {
        return partition.kind() == Partition.Kind.LOGICAL || partition.kind() == Partition.Kind.BSD;
    }

    static String name(Partition partition) {
        return "partition " + partition.number();
    }
}
