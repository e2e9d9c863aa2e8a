package io.github.vhdlayers.analysis.regions;

/**
 * How many sectors of a region are of which kind.
 *
 * @param region the region
 * @param counts its sectors by kind
 * @param <K> the kinds
 * @since 0.1.0
 */
public record RegionCounts<K extends Enum<K>>(Region region, KindCounts<K> counts) {}
