package io.github.vhdlayers.analysis;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose some sectors are, each counted once.
 *
 * @param sectors how many there are
 * @param owned how many of them the layer in question owns
 * @param changed how many of those differ from what was there before
 * @param byLayer how many each layer owns, by its number
 * @param nobody how many were never written
 * @param unknown how many belong to a layer that is missing
 */
public record SectorTally(
        long sectors, long owned, long changed, SortedMap<Integer, Long> byLayer, long nobody, long unknown) {
    /** Keeps an unmodifiable copy of the map. */
    public SectorTally {
        byLayer = Collections.unmodifiableSortedMap(new TreeMap<>(byLayer));
    }
}
