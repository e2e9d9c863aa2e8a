package io.github.vhdlayers.analysis.compare;

/**
 * Consecutive sectors of a layer with one verdict.
 *
 * @param firstSector the first one's number on the disk
 * @param sectorCount how many, at least 1
 * @param verdict what the layer did to them
 * @since 0.1.0
 */
public record AuditRun(long firstSector, long sectorCount, AuditVerdict verdict) {
    /** The number of the sector behind the last one. */
    public long endSector() {
        return firstSector + sectorCount;
    }
}
