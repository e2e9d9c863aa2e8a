package io.github.vhdlayers.internal.regions;

import java.util.EnumMap;
import java.util.Map;

/**
 * Adds up sectors by what was found of them. For one thread.
 *
 * @param <K> what may be found of a sector
 */
public final class KindTally<K extends Enum<K>> {
    private final Class<K> kinds;
    private final K unknown;
    private final Map<K, Long> sectors;

    /**
     * A tally of no sector.
     *
     * @param kinds what may be found of a sector
     * @param unknown the kind of sectors that could not be compared
     */
    public KindTally(Class<K> kinds, K unknown) {
        this.kinds = kinds;
        this.unknown = unknown;
        this.sectors = new EnumMap<>(kinds);
    }

    /** Adds sectors of a kind. */
    public void add(K kind, long sectorCount) {
        sectors.merge(kind, sectorCount, Long::sum);
    }

    /** What was added so far. */
    public KindCounts<K> counts() {
        return new KindCounts<>(kinds, unknown, sectors);
    }
}
