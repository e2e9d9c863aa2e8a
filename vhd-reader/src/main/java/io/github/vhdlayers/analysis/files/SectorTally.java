package io.github.vhdlayers.analysis.files;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who owns some sectors, each counted once.
 *
 * @param sectors how many there are; null if it is not known where all of them are
 * @param owned how many of them the layer in question owns; null if that is not known of all
 * @param changed how many of those differ from what was there before; null if that is not known of all
 * @param byLayer how many each layer owns, by its number, of those with a known owner
 * @param unwritten how many are unwritten
 * @param unknown of how many the owner is not known
 * @since 0.1.0
 */
public record SectorTally(
        @Nullable Long sectors,
        @Nullable Long owned,
        @Nullable Long changed,
        SortedMap<Integer, Long> byLayer,
        long unwritten,
        long unknown) {
    /** Of no sectors. */
    static final SectorTally NONE = new SectorTally(0L, 0L, 0L, new TreeMap<>(), 0, 0);

    /** Of sectors of which nothing is known. */
    static final SectorTally NOT_KNOWN = new SectorTally(null, null, null, new TreeMap<>(), 0, 0);

    /** Keeps an unmodifiable copy of the map. */
    public SectorTally {
        byLayer = byLayer.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(byLayer));
    }

    /** Whether something is known of at least some of the sectors. */
    public boolean isKnownInPart() {
        return sectors != null || !byLayer.isEmpty() || unwritten != 0 || unknown != 0;
    }

    /** The same of sectors that are only some of those that there are. */
    SectorTally ofSome() {
        return new SectorTally(null, null, null, byLayer, unwritten, unknown);
    }
}
