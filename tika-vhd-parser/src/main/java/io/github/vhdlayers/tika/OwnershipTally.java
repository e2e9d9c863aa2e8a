package io.github.vhdlayers.tika;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owns how much of a disk, counted run by run up to a bound: a small file can describe a disk of billions of runs.
 *
 * @param firstRuns the first runs, as many as were asked for
 * @param runs how many runs were counted
 * @param sectorsExamined how many sectors they have together
 * @param sectorsByLayer how many of those each layer owns
 * @param nobodySectors how many of them nobody wrote
 * @param unknownSectors how many of them belong to somebody who is missing
 * @param complete whether all runs were counted
 */
record OwnershipTally(
        List<OwnershipRun> firstRuns,
        long runs,
        long sectorsExamined,
        List<Long> sectorsByLayer,
        long nobodySectors,
        long unknownSectors,
        boolean complete) {

    /**
     * Counts.
     *
     * @param disk the disk
     * @param listed how many runs are kept
     * @param counted how many runs are counted
     * @param pulse beats meanwhile
     * @throws java.io.InterruptedIOException if the thread was interrupted; it stays so
     * @throws IOException if a table or bitmap cannot be read
     */
    static OwnershipTally of(MergedSource disk, int listed, long counted, Pulse pulse) throws IOException {
        List<OwnershipRun> first = new ArrayList<>();
        long[] byLayer = new long[disk.chain().layers().size()];
        long nobody = 0;
        long unknown = 0;
        long runs = 0;
        long examined = 0;
        RunWalk walk = new RunWalk(disk, pulse);
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
            if (run.owner() instanceof Owner.Layer layer) {
                byLayer[layer.index()] += run.sectorCount();
            } else if (run.owner() == Owner.Unowned.NOBODY) {
                nobody += run.sectorCount();
            } else {
                unknown += run.sectorCount();
            }
        }
        List<Long> sectorsByLayer = new ArrayList<>();
        for (long sectors : byLayer) {
            sectorsByLayer.add(sectors);
        }
        return new OwnershipTally(
                List.copyOf(first), runs, examined, sectorsByLayer, nobody, unknown, examined == disk.sectors());
    }
}
