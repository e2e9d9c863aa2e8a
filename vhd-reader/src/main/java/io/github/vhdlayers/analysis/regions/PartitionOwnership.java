package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipSummary;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Whose the sectors of each partition are, of the table itself and of the gaps between.
 *
 * @param regions the regions, in the order of the disk
 * @param total whose all sectors are that the regions cover, each counted once; a run that goes on in the next region counts as two
 * @param byRegion whose the regions' sectors are, in the same order
 */
public record PartitionOwnership(RegionMap regions, OwnershipSummary total, List<RegionOwnership> byRegion) {
    private static final int RUNS_BETWEEN = 1024;

    /** Keeps an unmodifiable copy of the list. */
    public PartitionOwnership {
        byRegion = List.copyOf(byRegion);
    }

    /**
     * Attributes the sectors of a disk, or of a layer's view, to the regions of its own partition table. No data is read but
     * that of the table.
     *
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static PartitionOwnership of(MergedSource disk) throws IOException {
        return of(disk, RegionMap.of(PartitionTable.read(disk)));
    }

    /**
     * Attributes the sectors of a disk, or of a layer's view, to given regions: those of another view, for instance.
     *
     * @param regions may cover more or fewer sectors than the disk has; what it has not is in no sum
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static PartitionOwnership of(MergedSource disk, RegionMap regions) throws IOException {
        return of(disk, regions, Progress.NONE);
    }

    /**
     * The same for a caller that wants to be told, or to end it: every bitmap of the disk is gone through.
     *
     * @param regions as {@link #of(MergedSource, RegionMap)} says
     * @param progress is told how many sectors of the disk lie behind; no data is read
     * @throws java.util.concurrent.CancellationException if the progress ends it
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static PartitionOwnership of(MergedSource disk, RegionMap regions, Progress progress) throws IOException {
        List<OwnershipSummary.Sum> sums = new ArrayList<>();
        regions.regions().forEach(region -> sums.add(new OwnershipSummary.Sum()));
        OwnershipSummary.Sum total = new OwnershipSummary.Sum();
        // Each piece is looked at once, however many partitions claim it.
        for (int piece = 0; piece < regions.pieceCount(); piece++) {
            long first = regions.pieceFirst(piece);
            long end = Math.min(regions.pieceEnd(piece), disk.sectors());
            int[] members = regions.membersOf(piece);
            if (first < end) {
                OwnershipSummary.Sum owners = sum(disk, first, end, progress);
                total.add(owners);
                for (int region : members) {
                    sums.get(region).add(owners);
                }
            }
        }
        List<RegionOwnership> all = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            all.add(new RegionOwnership(regions.regions().get(i), sums.get(i).summary()));
        }
        return new PartitionOwnership(regions, total.summary(), all);
    }

    private static OwnershipSummary.Sum sum(MergedSource disk, long first, long end, Progress progress)
            throws IOException {
        OwnershipSummary.Sum sum = new OwnershipSummary.Sum();
        RunCursor runs = disk.plan().runs(first, end - first);
        for (int told = 0; runs.next(); told++) {
            sum.add(runs);
            if (told % RUNS_BETWEEN == 0) {
                tell(progress, runs.firstSector(), disk.sectors());
            }
        }
        tell(progress, end, disk.sectors());
        return sum;
    }

    private static void tell(Progress progress, long done, long sectors) {
        if (!progress.goOn(done, sectors, 0)) {
            throw new CancellationException("ended at sector " + done + " of " + sectors);
        }
    }
}
