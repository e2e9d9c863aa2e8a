package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.partition.Partition;
import org.jspecify.annotations.Nullable;

/**
 * A part of a disk: a partition, a part of its table, or what is between.
 *
 * @param kind which of these
 * @param name what a person would call it, such as {@code partition 1} or {@code primary GPT header}
 * @param firstSector its first sector on the disk
 * @param sectorCount how many sectors of it are on the disk; 0 for a partition that is wholly past its end
 * @param partition the partition, if it is one
 */
public record Region(RegionKind kind, String name, long firstSector, long sectorCount, @Nullable Partition partition) {
    /** The number of the sector behind the last one. */
    public long endSector() {
        return firstSector + sectorCount;
    }

    /** Whether a sector of the disk is in it. */
    public boolean contains(long sector) {
        return sector >= firstSector && sector < endSector();
    }
}
