package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.analysis.compare.ComparisonReport;
import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.RegionCounts;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.internal.regions.RegionTally;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.List;

/**
 * A comparison of two disks with the differing sectors by the regions of each.
 *
 * @param report what differs as a whole
 * @param byRegionOfA differing sectors by kind for each region of A
 * @param byRegionOfB the same for each region of B
 */
public record RegionComparison(
        ComparisonReport report,
        List<RegionCounts<DiskComparison.Difference>> byRegionOfA,
        List<RegionCounts<DiskComparison.Difference>> byRegionOfB) {
    private static final int SECTOR = 512;

    /** Keeps unmodifiable copies of the lists. */
    public RegionComparison {
        byRegionOfA = List.copyOf(byRegionOfA);
        byRegionOfB = List.copyOf(byRegionOfB);
    }

    /**
     * Compares two disks.
     *
     * @param a one disk; a raw one is a source of its bytes
     * @param b the other
     * @param options how the comparison works
     * @param visitor receives the runs
     * @throws java.util.concurrent.CancellationException if the options' progress ends the comparison
     * @throws IOException as {@link DiskComparison#scan(ScanOptions, DiskComparison.Visitor)} says
     */
    public static RegionComparison scan(
            RandomAccessData a, RandomAccessData b, ScanOptions options, DiskComparison.Visitor visitor)
            throws IOException {
        long sectors = Math.max(sectors(a), sectors(b));
        RegionTally<DiskComparison.Difference> tallyA = tally(a, sectors);
        RegionTally<DiskComparison.Difference> tallyB = tally(b, sectors);
        ComparisonReport report = DiskComparison.of(a, b).scan(options, run -> {
            tallyA.add(run.kind(), run.firstSector(), run.sectorCount());
            tallyB.add(run.kind(), run.firstSector(), run.sectorCount());
            visitor.visit(run);
        });
        return new RegionComparison(report, tallyA.byRegion(), tallyB.byRegion());
    }

    private static long sectors(RandomAccessData disk) throws IOException {
        return disk.size() / SECTOR + (disk.size() % SECTOR == 0 ? 0 : 1);
    }

    private static RegionTally<DiskComparison.Difference> tally(RandomAccessData disk, long sectors)
            throws IOException {
        return new RegionTally<>(
                RegionMap.of(PartitionTable.read(disk), sectors),
                DiskComparison.Difference.class,
                DiskComparison.Difference.UNKNOWN);
    }

    /** The differing sectors by kind. */
    public KindCounts<DiskComparison.Difference> counts() {
        return KindCounts.of(DiskComparison.Difference.class, DiskComparison.Difference.UNKNOWN, report::sectorsOf);
    }
}
