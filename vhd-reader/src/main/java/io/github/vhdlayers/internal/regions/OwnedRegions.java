package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The owners of the sectors of each partition, of the table itself and of the gaps between.
 *
 * <p>Thread-safe: immutable.
 *
 * @param regions the regions, in the order of the disk
 * @param total the owners of all sectors that the regions cover, each counted once; a run that goes on in the next region counts as two
 * @param byRegion the owners of the sectors of each region, in the same order
 */
public record OwnedRegions(RegionMap regions, SectorCounts total, List<OwnedRegion> byRegion) {
    private static final int RUNS_BETWEEN = 1024;

    /** Keeps an unmodifiable copy of the list. */
    public OwnedRegions {
        byRegion = List.copyOf(byRegion);
    }

    /**
     * Attributes the sectors of a disk, or of a layer's view, to given regions: those of another view, for instance.
     *
     * @param regions may cover more or fewer sectors than the disk has; sectors that it has not are not counted
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static OwnedRegions of(MergedSource disk, RegionMap regions) throws IOException {
        return of(disk, regions, Progress.NONE);
    }

    /**
     * The same with progress: every bitmap of the disk is gone through.
     *
     * @param regions as {@link #of(MergedSource, RegionMap)} says
     * @param progress receives how many sectors of the disk were gone through, and may cancel; no data is read
     * @throws java.util.concurrent.CancellationException if the progress ends it
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static OwnedRegions of(MergedSource disk, RegionMap regions, Progress progress) throws IOException {
        OwnersByRegion counter = new OwnersByRegion(regions);
        long sectors = Math.min(regions.sectors(), disk.sectors());
        RunCursor runs = disk.ownership().runs(0, sectors);
        for (int seen = 0; runs.next(); seen++) {
            counter.add(runs);
            if (seen % RUNS_BETWEEN == 0) {
                report(progress, runs.firstSector(), disk.sectors());
            }
        }
        report(progress, sectors, disk.sectors());
        return counter.counted();
    }

    private static void report(Progress progress, long done, long sectors) {
        if (!progress.onProgress(done, sectors, 0)) {
            throw new CancellationException("ended at sector " + done + " of " + sectors);
        }
    }
}
