package io.github.vhdlayers.analysis.compare;

/**
 * Consecutive sectors in which two disks differ in one way.
 *
 * @param firstSector the first one's number on both disks
 * @param sectorCount how many, at least 1
 * @param kind how they differ
 * @since 0.1.0
 */
public record DifferenceRun(long firstSector, long sectorCount, DifferenceKind kind) {
    /** The number of the sector behind the last one. */
    public long endSector() {
        return firstSector + sectorCount;
    }
}
