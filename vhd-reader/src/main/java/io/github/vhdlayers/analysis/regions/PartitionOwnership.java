package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.internal.regions.OwnedRegions;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.List;

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
public record PartitionOwnership(SectorCounts total, List<RegionOwnership> byRegion) {
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
                        .map(one -> new RegionOwnership(
                                one.region().name(),
                                one.region().firstSector(),
                                one.region().sectorCount(),
                                one.region().partition(),
                                one.owners()))
                        .toList());
    }
}
