package io.github.vhdlayers.ownership;

import java.io.IOException;
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
        OwnerCounter counter = new OwnerCounter();
        while (runs.next()) {
            counter.add(runs);
        }
        return counter.counts();
    }
}
