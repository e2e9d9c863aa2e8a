package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.analysis.compare.AuditVerdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many sectors are of which kind. Immutable and thread-safe.
 *
 * @param <K> the kinds, such as {@link AuditVerdict}
 * @since 0.1.0
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
