package io.github.vhdlayers.internal.regions;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many sectors are of which kind. Immutable and thread-safe.
 *
 * @param <K> the kinds
 */
public final class KindCounts<K extends Enum<K>> {
    private final Map<K, Long> sectors;
    private final K unknown;

    /** Keeps a copy; kinds that are left out have no sectors. */
    KindCounts(Class<K> kinds, K unknown, Map<K, Long> sectors) {
        this.unknown = unknown;
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
     * @param unknown the kind of sectors that could not be compared
     * @param sectors how many sectors are of a kind
     */
    public static <K extends Enum<K>> KindCounts<K> of(Class<K> kinds, K unknown, ToLongFunction<K> sectors) {
        Map<K, Long> all = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            all.put(kind, sectors.applyAsLong(kind));
        }
        return new KindCounts<>(kinds, unknown, all);
    }

    /** How many sectors are of a kind. */
    public long of(K kind) {
        return sectors.getOrDefault(kind, 0L);
    }

    /** How many sectors are known to be of a kind; null where none are, and unknown ones may be. */
    public @Nullable Long knownOf(K kind) {
        long counted = of(kind);
        return counted == 0 && of(unknown) > 0 ? null : Long.valueOf(counted);
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
