package io.github.vhdlayers.ownership;

import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many sectors each owner has.
 *
 * @param sectorsByLayer sectors per layer that owns any, by the layer's number, stored and zeroed ones together
 * @param zeroedByLayer of those, the sectors that the layer says are zeros without storing them; without the layers that have none
 * @param unwrittenSectors sectors that no layer stores, as far as is known: of the unknown ones some may be unwritten too
 * @param unknownSectors sectors with unknown content
 * @param runCount how many runs there are
 * @param firstDamaged the newest layer of which the file is damaged so that some of the unknown sectors are its own or an older layer's; null if
 *     there is none. A parent that is missing damages no layer
 * @since 0.1.0
 */
public record SectorCounts(
        SortedMap<Integer, Long> sectorsByLayer,
        SortedMap<Integer, Long> zeroedByLayer,
        long unwrittenSectors,
        long unknownSectors,
        long runCount,
        @Nullable Integer firstDamaged) {
    /** Keeps unmodifiable copies of the maps. */
    public SectorCounts {
        sectorsByLayer = copy(sectorsByLayer);
        zeroedByLayer = copy(zeroedByLayer);
    }

    private static SortedMap<Integer, Long> copy(SortedMap<Integer, Long> map) {
        return map.isEmpty() ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** How many sectors a layer owns. */
    public long sectorsOf(int layer) {
        return sectorsByLayer.getOrDefault(layer, 0L);
    }

    /** Whether a layer owns as many sectors as were counted; otherwise it may own some of the unknown ones too. */
    public boolean isKnown(int layer) {
        return firstDamaged == null || layer < firstDamaged;
    }

    /** How many sectors a layer owns, at least; null if none are known and it may own some of the unknown ones. */
    public @Nullable Long knownSectorsOf(int layer) {
        long sectors = sectorsOf(layer);
        return sectors == 0 && !isKnown(layer) ? null : Long.valueOf(sectors);
    }

    /** How many sectors are unwritten, at least; null if none are known to be and some of the unknown ones may be. */
    public @Nullable Long knownUnwrittenSectors() {
        return unwrittenSectors == 0 && unknownSectors > 0 ? null : Long.valueOf(unwrittenSectors);
    }

    /** How many of the sectors that a layer owns are zeros that it does not store. */
    public long zeroedOf(int layer) {
        return zeroedByLayer.getOrDefault(layer, 0L);
    }

    static SectorCounts of(RunCursor runs) throws IOException {
        Counter counter = new Counter();
        while (runs.next()) {
            counter.add(runs);
        }
        return counter.counts();
    }

    /**
     * Counts sectors by owner: the one place in which they are added up. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Counter {
        private static final int FEW_LAYERS = 4;

        /** As long as the oldest layer that was met needs; the maps are made when the counts are asked for. */
        private long[] byLayer = new long[FEW_LAYERS];

        private long[] zeroed = new long[FEW_LAYERS];
        private long unwritten;
        private long unknown;
        private long runs;
        private @Nullable Integer firstDamaged;

        /** A counter at 0. */
        public Counter() {}

        /**
         * Adds the run that a cursor is at.
         *
         * @param run the cursor
         */
        public void add(RunCursor run) {
            add(run, run.sectorCount());
        }

        /**
         * Adds a part of the run that a cursor is at; it counts as a run.
         *
         * @param run the cursor
         * @param sectors how many sectors the part has
         */
        public void add(RunCursor run, long sectors) {
            if (run.isOwned()) {
                addOwned(run.layer(), sectors, run.isZeroed());
            } else {
                addUnowned(run.readsAsZeros(), sectors);
                addCause(run.unknownCause(), run.unknownLayer());
            }
        }

        /**
         * Adds a part of a run; it counts as a run.
         *
         * @param run the run
         * @param sectors how many sectors the part has
         */
        public void add(OwnershipRun run, long sectors) {
            if (run.owner() instanceof Owner.Layer layer) {
                addOwned(layer.index(), sectors, run instanceof OwnershipRun.Zeroed);
            } else {
                addUnowned(run.owner() == Owner.Unowned.UNWRITTEN, sectors);
                if (run instanceof OwnershipRun.Unknown unknownRun) {
                    addCause(unknownRun.cause(), unknownRun.layer());
                }
            }
        }

        /**
         * Adds what another counter counted.
         *
         * @param more the other
         */
        public void add(Counter more) {
            reserve(more.byLayer.length - 1);
            for (int layer = 0; layer < more.byLayer.length; layer++) {
                byLayer[layer] += more.byLayer[layer];
                zeroed[layer] += more.zeroed[layer];
            }
            unwritten += more.unwritten;
            unknown += more.unknown;
            runs += more.runs;
            if (more.firstDamaged != null) {
                addDamaged(more.firstDamaged);
            }
        }

        private void addOwned(int layer, long sectors, boolean isZeroed) {
            runs++;
            reserve(layer);
            byLayer[layer] += sectors;
            if (isZeroed) {
                zeroed[layer] += sectors;
            }
        }

        private void reserve(int layer) {
            if (layer >= byLayer.length) {
                int length = Math.max(layer + 1, 2 * byLayer.length);
                byLayer = Arrays.copyOf(byLayer, length);
                zeroed = Arrays.copyOf(zeroed, length);
            }
        }

        private void addUnowned(boolean isUnwritten, long sectors) {
            runs++;
            if (isUnwritten) {
                unwritten += sectors;
            } else {
                unknown += sectors;
            }
        }

        /** Only where a layer's own file is damaged is the owner unknown: it may be that layer or an older one. */
        private void addCause(@Nullable UnknownCause cause, int layer) {
            if (cause != null && cause.isOfLayer()) {
                addDamaged(layer);
            }
        }

        private void addDamaged(int layer) {
            firstDamaged = firstDamaged == null ? layer : Math.min(firstDamaged, layer);
        }

        /** What was counted so far. */
        public SectorCounts counts() {
            return new SectorCounts(map(byLayer), map(zeroed), unwritten, unknown, runs, firstDamaged);
        }

        private static SortedMap<Integer, Long> map(long[] counts) {
            SortedMap<Integer, Long> map = new TreeMap<>();
            for (int layer = 0; layer < counts.length; layer++) {
                if (counts[layer] > 0) {
                    map.put(layer, counts[layer]);
                }
            }
            return map;
        }
    }
}
