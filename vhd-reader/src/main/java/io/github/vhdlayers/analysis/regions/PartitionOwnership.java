package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.internal.regions.OwnedRegions;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The owners of the sectors of each partition, of the table itself and of the gaps between. Regions together cover the whole disk. They
 * overlap where a table is odd; a sector then counts in each of them, so that every partition is reported in full.
 *
 * <p>Thread-safe: immutable.
 *
 * @param total the owners of all sectors of the disk, each counted once; a run that goes on in the next region counts as two
 * @param byRegion the regions, by their first sectors
 * @since 0.1.0
 */
public record PartitionOwnership(SectorCounts total, List<Region> byRegion) {
    /** Keeps an unmodifiable copy of the list. */
    public PartitionOwnership {
        byRegion = List.copyOf(byRegion);
    }

    /**
     * Attributes the sectors of a disk, or of a layer's view, to the regions of its own partition table. No data is read but
     * that of the table.
     *
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static PartitionOwnership of(MergedSource disk) throws IOException {
        return of(disk, Progress.NONE);
    }

    /**
     * The same with progress: every bitmap of the disk is gone through.
     *
     * @param progress receives how many sectors of the disk were gone through, and may cancel; no data is read
     * @throws java.util.concurrent.CancellationException if the progress ends it
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static PartitionOwnership of(MergedSource disk, Progress progress) throws IOException {
        OwnedRegions owned = OwnedRegions.of(disk, RegionMap.of(PartitionTable.read(disk)), progress);
        return new PartitionOwnership(
                owned.total(),
                owned.byRegion().stream()
                        .map(one -> new Region(
                                one.region().name(),
                                one.region().firstSector(),
                                one.region().sectorCount(),
                                one.region().partition(),
                                one.owners()))
                        .toList());
    }

    /**
     * A part of a disk, and the owners of its sectors.
     *
     * @param name what a person would call it, such as {@code partition 1}, {@code primary GPT header} or {@code gap}
     * @param firstSector its first sector on the disk
     * @param sectorCount how many sectors of it are on the disk; 0 for a partition that is wholly past its end
     * @param partition the partition, or null for a gap or a part of the partition table
     * @param owners its sectors by owner; a run that goes on in the next region counts in both
     * @since 0.1.0
     */
    public record Region(
            String name, long firstSector, long sectorCount, @Nullable Partition partition, SectorCounts owners) {
        /** The number of the sector behind the last one. */
        public long endSector() {
            return firstSector + sectorCount;
        }
    }
}
