package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.ownership.SectorCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the owners of sectors for the disk and for its regions at once: each run is looked at once, however many regions overlap there.
 * Runs come in the order of the disk. Not thread-safe.
 */
public final class OwnersByRegion {
    private final RegionMap regions;
    /** One for each piece of the disk in which all sectors are in the same regions. */
    private final SectorCounts.Counter[] pieces;

    private int piece;

    /**
     * Counters at 0.
     *
     * @param regions the regions
     */
    public OwnersByRegion(RegionMap regions) {
        this.regions = regions;
        this.pieces = new SectorCounts.Counter[regions.pieceCount()];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = new SectorCounts.Counter();
        }
    }

    /**
     * Adds the run that a cursor is at; what is past the last region is not counted.
     *
     * @param run the cursor
     */
    public void add(RunCursor run) {
        long end = run.firstSector() + run.sectorCount();
        for (long at = run.firstSector(); at < end && goTo(at); ) {
            long until = Math.min(end, regions.pieceEnd(piece));
            pieces[piece].add(run, until - at);
            at = until;
        }
    }

    /**
     * Adds a run; what is past the last region is not counted.
     *
     * @param run the run
     */
    public void add(OwnershipRun run) {
        for (long at = run.firstSector(); at < run.endSector() && goTo(at); ) {
            long until = Math.min(run.endSector(), regions.pieceEnd(piece));
            pieces[piece].add(run, until - at);
            at = until;
        }
    }

    /** Goes to the piece with a sector that is behind all former ones; false if no region has it. */
    private boolean goTo(long sector) {
        while (piece < pieces.length && regions.pieceEnd(piece) <= sector) {
            piece++;
        }
        return piece < pieces.length;
    }

    /** What was counted so far. */
    public OwnedRegions counted() {
        SectorCounts.Counter total = new SectorCounts.Counter();
        List<SectorCounts.Counter> byRegion = new ArrayList<>();
        regions.regions().forEach(region -> byRegion.add(new SectorCounts.Counter()));
        for (int i = 0; i < pieces.length; i++) {
            total.add(pieces[i]);
            for (int region : regions.membersOf(i)) {
                byRegion.get(region).add(pieces[i]);
            }
        }
        List<OwnedRegion> all = new ArrayList<>();
        for (int i = 0; i < byRegion.size(); i++) {
            all.add(new OwnedRegion(regions.regions().get(i), byRegion.get(i).counts()));
        }
        return new OwnedRegions(regions, total.counts(), all);
    }
}
