package io.github.vhdlayers.ownership;

import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many sectors each owner has.
 *
 * @param sectorsByLayer sectors per layer that owns any, by the layer's number, stored and zeroed ones together
 * @param zeroedByLayer of those, the sectors that the layer says are zeros without storing them; without the layers that have none
 * @param unwrittenSectors sectors that no layer stores
 * @param unknownSectors sectors whose contents cannot be determined
 * @param runCount how many runs there are
 */
public record OwnershipSummary(
        SortedMap<Integer, Long> sectorsByLayer,
        SortedMap<Integer, Long> zeroedByLayer,
        long unwrittenSectors,
        long unknownSectors,
        long runCount) {
    /** Keeps unmodifiable copies of the maps. */
    public OwnershipSummary {
        sectorsByLayer = Collections.unmodifiableSortedMap(new TreeMap<>(sectorsByLayer));
        zeroedByLayer = Collections.unmodifiableSortedMap(new TreeMap<>(zeroedByLayer));
    }

    /** How many sectors a layer owns. */
    public long sectorsOf(int layer) {
        return sectorsByLayer.getOrDefault(layer, 0L);
    }

    /** How many of the sectors that a layer owns are zeros that it does not store. */
    public long zeroedOf(int layer) {
        return zeroedByLayer.getOrDefault(layer, 0L);
    }

    static OwnershipSummary of(RunCursor runs) throws IOException {
        Sum sum = new Sum();
        while (runs.next()) {
            sum.add(runs);
        }
        return sum.summary();
    }

    /** Adds up runs. Not thread-safe. */
    public static final class Sum {
        private final SortedMap<Integer, Long> byLayer = new TreeMap<>();
        private final SortedMap<Integer, Long> zeroed = new TreeMap<>();
        private long unwritten;
        private long unknown;
        private long runs;

        /** A sum of nothing. */
        public Sum() {}

        /** Adds the run that a cursor is at. */
        public void add(RunCursor run) {
            runs++;
            long sectors = run.sectorCount();
            if (run.isOwned()) {
                byLayer.merge(run.layer(), sectors, Long::sum);
                if (run.isZeroed()) {
                    zeroed.merge(run.layer(), sectors, Long::sum);
                }
            } else if (run.readsAsZeros()) {
                unwritten += sectors;
            } else {
                unknown += sectors;
            }
        }

        /** Adds another sum. */
        public void add(Sum more) {
            more.byLayer.forEach((layer, sectors) -> byLayer.merge(layer, sectors, Long::sum));
            more.zeroed.forEach((layer, sectors) -> zeroed.merge(layer, sectors, Long::sum));
            unwritten += more.unwritten;
            unknown += more.unknown;
            runs += more.runs;
        }

        /** What was added so far. */
        public OwnershipSummary summary() {
            return new OwnershipSummary(byLayer, zeroed, unwritten, unknown, runs);
        }
    }
}
