package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.internal.regions.OwnedRegions;
import io.github.vhdlayers.internal.regions.OwnersByRegion;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The owners of a disk and of its regions, counted run by run up to a bound: a small file can describe a disk of billions of
 * runs, or of billions of blocks without one.
 *
 * @param firstRuns the first runs, as many as were asked for
 * @param runs how many runs were counted
 * @param sectorsExamined how many sectors they have together
 * @param layers how many layers the chain has
 * @param owners the owners of those, in all and by region
 * @param complete whether all runs were counted
 */
record OwnershipTally(
        List<OwnershipRun> firstRuns,
        long runs,
        long sectorsExamined,
        int layers,
        OwnedRegions owners,
        boolean complete) {
    /**
     * How many entries of block allocation tables are gone through, of all layers together: a chain of 50 layers of the largest disk
     * of the specification has 50 million, and a table of 2^32 costs its maker nothing.
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
        OwnersByRegion owners = new OwnersByRegion(regions);
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
            owners.add(run);
        }
        return new OwnershipTally(
                List.copyOf(first),
                runs,
                examined,
                disk.chain().layers().size(),
                owners.counted(),
                examined == disk.sectors());
    }

    /** The owners of all sectors that were counted. */
    SectorCounts total() {
        return owners.total();
    }

    /** The owners of the sectors of a region, by its number. */
    SectorCounts ofRegion(int region) {
        return owners.byRegion().get(region).owners();
    }

    /** How many sectors from the first on can be gone through within the bound. */
    private static long examinable(MergedSource disk) {
        List<DiskLayer> layers = disk.chain().layers();
        long most = MOST_ENTRIES / layers.size();
        long sectors = disk.sectors();
        for (DiskLayer layer : layers) {
            SectorLayout blocks = SectorLayout.of(layer.file());
            if (blocks != null && blocks.blockCount() > most) {
                sectors = Math.min(sectors, most * blocks.blockSectors());
            }
        }
        return sectors;
    }
}
