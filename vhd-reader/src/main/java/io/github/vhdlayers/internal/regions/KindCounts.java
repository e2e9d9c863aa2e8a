package io.github.vhdlayers.internal.regions;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How many sectors are of which kind. Immutable and thread-safe.
 *
 * @param <K> the kinds
 */
public final class KindCounts<K extends Enum<K>> {
    private final Map<K, Long> sectors;

    /** Keeps a copy; kinds that are left out have no sectors. */
    KindCounts(Class<K> kinds, Map<K, Long> sectors) {
        Map<K, Long> all = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            all.put(kind, sectors.getOrDefault(kind, 0L));
        }
        this.sectors = Collections.unmodifiableMap(all);
    }

    /**
     * Copies counts.
     *
     * @param kinds the kinds
     * @param sectors how many sectors are of a kind
     */
    public static <K extends Enum<K>> KindCounts<K> of(Class<K> kinds, ToLongFunction<K> sectors) {
        Map<K, Long> all = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            all.put(kind, sectors.applyAsLong(kind));
        }
        return new KindCounts<>(kinds, all);
    }

    /** How many sectors are of a kind. */
    public long of(K kind) {
        return sectors.getOrDefault(kind, 0L);
    }

    /** How many sectors are of any kind. */
    public long total() {
        return sectors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All kinds with their sectors, in the order of the kinds; unmodifiable. */
    public Map<K, Long> asMap() {
        return sectors;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KindCounts<?> counts && sectors.equals(counts.sectors);
    }

    @Override
    public int hashCode() {
        return sectors.hashCode();
    }

    @Override
    public String toString() {
        return sectors.toString();
    }
}
