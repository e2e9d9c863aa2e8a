package io.github.vhdlayers.partition;

/**
 * Sectors that a partition table takes up.
 *
 * @param name what they hold, such as {@code primary GPT entries}
 * @param firstSector the first one's number on the disk
 * @param sectorCount how many sectors, at least 1; all of them on the disk
 * @since 0.1.0
 */
public record TableArea(String name, long firstSector, long sectorCount) {
    /** The number of the sector behind the last one. */
    public long endSector() {
        return firstSector + sectorCount;
    }
}
