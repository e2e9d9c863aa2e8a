package io.github.vhdlayers.ownership;

import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many sectors each owner has.
 *
 * @param sectorsByLayer sectors per layer that owns any, by the layer's number
 * @param nobodySectors sectors that were never written
 * @param unknownSectors sectors of which nobody knows what they are
 * @param runCount how many runs there are
 */
public record OwnershipSummary(
        SortedMap<Integer, Long> sectorsByLayer, long nobodySectors, long unknownSectors, long runCount) {
    /** Keeps an unmodifiable copy of the map. */
    public OwnershipSummary {
        sectorsByLayer = Collections.unmodifiableSortedMap(new TreeMap<>(sectorsByLayer));
    }

    /** How many sectors a layer owns. */
    public long sectorsOf(int layer) {
        return sectorsByLayer.getOrDefault(layer, 0L);
    }

    static OwnershipSummary of(RunCursor runs) throws IOException {
        TreeMap<Integer, Long> byLayer = new TreeMap<>();
        long nobody = 0;
        long unknown = 0;
        long count = 0;
        while (runs.next()) {
            count++;
            if (runs.isStored()) {
                byLayer.merge(runs.layer(), runs.sectorCount(), Long::sum);
            } else if (runs.owner() == Owner.Unowned.NOBODY) {
                nobody += runs.sectorCount();
            } else {
                unknown += runs.sectorCount();
            }
        }
        return new OwnershipSummary(byLayer, nobody, unknown, count);
    }
}
