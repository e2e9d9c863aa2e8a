package io.github.vhdlayers.tika;

import io.github.vhdlayers.internal.regions.PartitionChange;
import io.github.vhdlayers.internal.regions.PartitionChanges;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.PartitionTable.Unpartitioned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the merged disk is divided, and what the leaf changed about that.
 *
 * @param regions the disk's parts
 * @param changes what became of the partitions since the layer below the leaf; empty if there is none
 */
record DiskDivision(RegionMap regions, List<PartitionChange> changes) {
    /**
     * Reads the partition tables of the disk and of the disk below the leaf.
     *
     * @throws IOException if the machine fails; what is damaged or unknown is a finding of the table
     */
    static DiskDivision of(MergedSource disk) throws IOException {
        PartitionTable table = PartitionTable.read(disk);
        List<PartitionChange> changes = disk.chain().layers().size() < 2
                ? List.of()
                : PartitionChanges.between(table, PartitionTable.read(disk.asOf(1)));
        return new DiskDivision(RegionMap.of(table), changes);
    }

    PartitionTable table() {
        return regions.table();
    }

    /** Which kind of table there is, or what is there instead. */
    String tableKind() {
        PartitionTable table = table();
        return table instanceof Unpartitioned none
                ? FileMetadata.word(none.reason())
                : table instanceof PartitionTable.Gpt ? "gpt" : table instanceof PartitionTable.Mbr ? "mbr" : "bsd";
    }

    /** The partitions that hold volumes, in the order of their numbers. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < regions.regions().size(); i++) {
            Region region = regions.regions().get(i);
            if (region.partition() != null) {
                parts.add(new Part(i, region, region.partition()));
            }
        }
        parts.sort(Comparator.comparingInt(part -> part.partition().number()));
        return parts;
    }

    /**
     * A partition that holds a volume.
     *
     * @param index its number among the regions
     * @param region what of it is on the disk
     * @param partition what the table says
     */
    record Part(int index, Region region, Partition partition) {}

    /** The first partitions that only the disk below the leaf has. */
    List<Partition> removed() {
        List<Partition> removed = new ArrayList<>();
        for (PartitionChange change : changes) {
            if (change.kind() == PartitionChange.Kind.REMOVED
                    && change.older() != null
                    && removed.size() < PartitionMetadata.MOST_PARTITIONS) {
                removed.add(change.older());
            }
        }
        return removed;
    }

    /** What became of a partition since the layer below the leaf; null if there is no such layer. */
    PartitionChange.@Nullable Kind changeOf(Partition partition) {
        for (PartitionChange change : changes) {
            if (partition.equals(change.newer())) {
                return change.kind();
            }
        }
        return null;
    }
}
