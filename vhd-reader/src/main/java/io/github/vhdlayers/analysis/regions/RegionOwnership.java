package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.Partition;
import org.jspecify.annotations.Nullable;

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
public record RegionOwnership(
        String name, long firstSector, long sectorCount, @Nullable Partition partition, SectorCounts owners) {
    /** The number of the sector behind the last one. */
    public long endSector() {
        return firstSector + sectorCount;
    }
}
