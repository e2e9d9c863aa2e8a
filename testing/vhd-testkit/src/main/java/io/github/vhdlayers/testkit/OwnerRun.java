package io.github.vhdlayers.testkit;

/**
 * Neighbouring sectors of one owner.
 *
 * @param firstSector number of the first sector on the merged disk
 * @param sectorCount at least 1
 * @param owner the layer's number, or {@link TestChain#UNWRITTEN} or {@link TestChain#UNKNOWN}
 */
public record OwnerRun(long firstSector, long sectorCount, int owner) {
    /** One past the last sector. */
    public long endSector() {
        return firstSector + sectorCount;
    }
}
