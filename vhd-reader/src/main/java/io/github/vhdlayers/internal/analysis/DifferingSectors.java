package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.internal.files.Suspects;
import io.github.vhdlayers.internal.sectors.SectorSet;

/**
 * The sectors in which two disks differ or may differ: a comparison that is kept, so that any sector can be asked for. Behind the end of
 * the shorter disk all do.
 *
 * <p>Takes a bit for each sector where differing ones and others are mixed, next to nothing elsewhere. Not thread-safe while it is filled.
 *
 * @since 0.1.0
 */
public final class DifferingSectors implements Suspects {
    private static final long SECTOR = 512;

    private final SectorSet differing = new SectorSet();
    private long common = Long.MAX_VALUE;
    private boolean isSizeDifferent;

    /** With nothing in it. */
    public DifferingSectors() {}

    /** Keeps a run; to be given to {@link DiskComparison#scan(ScanOptions, DiskComparison.Visitor)}. */
    public void add(DiskComparison.Run run) {
        differing.add(run.firstSector(), run.sectorCount());
    }

    /** Whether there is any such sector. */
    boolean isAnySuspect() {
        return !differing.isEmpty() || isSizeDifferent;
    }

    /** How many sectors both disks have whole. */
    void setCommon(long sectors, boolean sizesDiffer) {
        common = sectors;
        isSizeDifferent = sizesDiffer;
    }

    @Override
    public boolean isSuspect(long sector) {
        return sector >= common || differing.contains(sector);
    }

    @Override
    public boolean isSuspect(long diskOffset, long length) {
        long first = diskOffset / SECTOR;
        long end = (diskOffset + length + SECTOR - 1) / SECTOR;
        return end > common || differing.intersects(first, end - first);
    }
}
