package io.github.vhdlayers.analysis;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose the sectors of each partition are, of the table itself and of the gaps between.
 *
 * @param regions the regions, in the order of the disk
 * @param byRegion whose their sectors are, in the same order
 */
public record Attribution(RegionMap regions, List<RegionOwnership> byRegion) {
    /** Keeps an unmodifiable copy of the list. */
    public Attribution {
        byRegion = List.copyOf(byRegion);
    }

    /**
     * Attributes the sectors of a disk, or of a layer's view, to the regions of its own partition table. No data is read but
     * that of the table.
     *
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static Attribution of(MergedSource disk) throws IOException {
        return of(disk, RegionMap.of(DiskPartitions.read(disk)));
    }

    /**
     * Attributes the sectors of a disk, or of a layer's view, to given regions: those of another view, for instance.
     *
     * @param regions may cover more or fewer sectors than the disk has; what it has not is in no sum
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static Attribution of(MergedSource disk, RegionMap regions) throws IOException {
        List<Sum> sums = new ArrayList<>();
        regions.regions().forEach(region -> sums.add(new Sum()));
        // Each piece is looked at once, however many partitions claim it.
        for (int piece = 0; piece < regions.pieceCount(); piece++) {
            long first = regions.pieceFirst(piece);
            long end = Math.min(regions.pieceEnd(piece), disk.sectors());
            int[] members = regions.membersOf(piece);
            if (first < end && members.length > 0) {
                OwnershipSummary owners =
                        disk.ownership().window(first, end - first).summary();
                for (int region : members) {
                    sums.get(region).add(owners);
                }
            }
        }
        List<RegionOwnership> all = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            all.add(new RegionOwnership(regions.regions().get(i), sums.get(i).summary()));
        }
        return new Attribution(regions, all);
    }

    /** Sums of several summaries. */
    private static final class Sum {
        private final SortedMap<Integer, Long> byLayer = new TreeMap<>();
        private long nobody;
        private long unknown;
        private long runs;

        void add(OwnershipSummary more) {
            more.sectorsByLayer().forEach((layer, sectors) -> byLayer.merge(layer, sectors, Long::sum));
            nobody += more.nobodySectors();
            unknown += more.unknownSectors();
            runs += more.runCount();
        }

        OwnershipSummary summary() {
            return new OwnershipSummary(byLayer, nobody, unknown, runs);
        }
    }
}
