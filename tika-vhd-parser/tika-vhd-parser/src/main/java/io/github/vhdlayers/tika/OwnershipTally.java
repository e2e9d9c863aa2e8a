package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.regions.RegionMap;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.file.SectorLayout;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owns how much of a disk and of its regions, counted run by run up to a bound: a small file can describe a disk of billions of
 * runs, or of billions of blocks without one.
 *
 * @param firstRuns the first runs, as many as were asked for
 * @param runs how many runs were counted
 * @param sectorsExamined how many sectors they have together
 * @param owners whose those are
 * @param byRegion the same for each region
 * @param complete whether all runs were counted
 */
record OwnershipTally(
        List<OwnershipRun> firstRuns,
        long runs,
        long sectorsExamined,
        SectorOwners owners,
        List<SectorOwners> byRegion,
        boolean complete) {
    /**
     * How many entries of block allocation tables are gone through, of all layers together: a chain of 50 layers of the largest disk
     * of the specification has 50 million, and a table of 2^32 costs whoever made it nothing.
     */
    private static final long MOST_ENTRIES = 1L << 26;

    /**
     * Counts.
     *
     * @param disk the disk
     * @param regions its regions
     * @param listed how many runs are kept
     * @param counted how many runs are counted
     * @param pulse beats meanwhile
     * @throws java.io.InterruptedIOException if the thread was interrupted; it stays so
     * @throws IOException if a table or bitmap cannot be read
     */
    static OwnershipTally of(MergedSource disk, RegionMap regions, int listed, long counted, Pulse pulse)
            throws IOException {
        List<OwnershipRun> first = new ArrayList<>();
        RegionSums sums = new RegionSums(regions, disk.chain().layers().size());
        long runs = 0;
        long examined = 0;
        RunWalk walk = new RunWalk(disk, examinable(disk), pulse);
        while (runs < counted) {
            OwnershipRun run = walk.next();
            if (run == null) {
                break;
            }
            if (runs < listed) {
                first.add(run);
            }
            runs++;
            examined += run.sectorCount();
            sums.add(run);
        }
        return new OwnershipTally(
                List.copyOf(first), runs, examined, sums.total(), sums.byRegion(), examined == disk.sectors());
    }

    /** How many sectors from the first on can be gone through within the bound. */
    private static long examinable(MergedSource disk) {
        List<DiskLayer> layers = disk.chain().layers();
        long most = MOST_ENTRIES / layers.size();
        long sectors = disk.sectors();
        for (DiskLayer layer : layers) {
            SectorLayout blocks = layer.file().layout();
            if (blocks != null && blocks.blockCount() > most) {
                sectors = Math.min(sectors, most * blocks.blockSectors());
            }
        }
        return sectors;
    }
}
