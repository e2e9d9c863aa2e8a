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
 * @param unknownSectors sectors with unknown content
 * @param runCount how many runs there are
 * @since 0.1.0
 */
public record SectorCounts(
        SortedMap<Integer, Long> sectorsByLayer,
        SortedMap<Integer, Long> zeroedByLayer,
        long unwrittenSectors,
        long unknownSectors,
        long runCount) {
    /** Keeps unmodifiable copies of the maps. */
    public SectorCounts {
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

    static SectorCounts of(RunCursor runs) throws IOException {
        OwnerCounter counter = new OwnerCounter();
        while (runs.next()) {
            counter.add(runs);
        }
        return counter.counts();
    }
}
