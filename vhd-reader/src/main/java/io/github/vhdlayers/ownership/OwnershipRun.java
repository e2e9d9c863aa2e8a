package io.github.vhdlayers.ownership;

import io.github.vhdlayers.format.VhdConstants;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive sectors of one owner; if the owner is a layer, they are also consecutive in its file.
 *
 * @param firstSector the first sector's number on the disk
 * @param sectorCount how many sectors, at least 1
 * @param owner whose they are
 * @param fileOffset where the first one's bytes are in the owning layer's file, or -1 if no layer owns them
 * @param unknownCause why nobody knows what they are, or null unless the owner is unknown
 */
public record OwnershipRun(
        long firstSector, long sectorCount, Owner owner, long fileOffset, @Nullable UnknownCause unknownCause) {
    /** The number of the sector behind the last one. */
    public long endSector() {
        return firstSector + sectorCount;
    }

    /** Where the first sector's bytes are in the owning layer's file, in sectors, or -1 if no layer owns them. */
    public long fileSector() {
        return fileOffset < 0 ? -1 : fileOffset / VhdConstants.SECTOR_BYTES;
    }

    /** Whether a sector of the disk lies in the run. */
    public boolean contains(long sector) {
        return sector >= firstSector && sector < endSector();
    }
}
