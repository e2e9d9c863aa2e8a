package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.regions.Region;
import io.github.vhdlayers.analysis.regions.RegionMap;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Adds up runs as they come in the order of the disk, for the disk and for its regions at once: a disk is walked once, however many
 * regions overlap. For one thread.
 */
final class RegionSums {
    private final RegionMap regions;
    private final int layers;
    /** Where the pieces end in which all sectors lie in the same regions. */
    private final long[] ends;
    /** For each piece the sectors of every layer, of nobody, and of who is missing. */
    private final long[][] sums;

    private int piece;

    RegionSums(RegionMap regions, int layers) {
        this.regions = regions;
        this.layers = layers;
        this.ends = LongStream.concat(
                        regions.regions().stream()
                                .flatMapToLong(region -> LongStream.of(region.firstSector(), region.endSector())),
                        LongStream.of(regions.sectors()))
                .filter(bound -> bound > 0)
                .sorted()
                .distinct()
                .toArray();
        this.sums = new long[ends.length][layers + 2];
    }

    /** Adds a run that lies behind all that were added before. */
    void add(OwnershipRun run) {
        int column = run.owner() instanceof Owner.Layer layer
                ? layer.index()
                : run.owner() == Owner.Unowned.UNWRITTEN ? layers : layers + 1;
        for (long at = run.firstSector(); at < run.endSector(); ) {
            while (ends[piece] <= at) {
                piece++;
            }
            long end = Math.min(run.endSector(), ends[piece]);
            sums[piece][column] += end - at;
            at = end;
        }
    }

    /** The owners of all that was added. */
    SectorOwners total() {
        long[] total = new long[layers + 2];
        for (long[] sum : sums) {
            addTo(total, sum);
        }
        return owners(total);
    }

    /** The owners by region, in the order of the regions. */
    List<SectorOwners> byRegion() {
        List<SectorOwners> all = new ArrayList<>();
        for (Region region : regions.regions()) {
            long[] total = new long[layers + 2];
            int at = region.sectorCount() == 0 ? ends.length : pieceAt(region.firstSector());
            while (at < ends.length && ends[at] <= region.endSector()) {
                addTo(total, sums[at++]);
            }
            all.add(owners(total));
        }
        return List.copyOf(all);
    }

    /** The piece that begins at a sector at which one begins. */
    private int pieceAt(long sector) {
        return sector == 0 ? 0 : Arrays.binarySearch(ends, sector) + 1;
    }

    private static void addTo(long[] total, long[] more) {
        for (int i = 0; i < total.length; i++) {
            total[i] += more[i];
        }
    }

    private SectorOwners owners(long[] total) {
        List<Long> byLayer = Arrays.stream(total, 0, layers).boxed().toList();
        return new SectorOwners(byLayer, total[layers], total[layers + 1]);
    }
}
