package io.github.vhdlayers.internal.regions;

/**
 * How many sectors of a region are of which kind.
 *
 * @param region the region
 * @param counts its sectors by kind
 * @param <K> the kinds
 */
public record RegionCounts<K extends Enum<K>>(Region region, KindCounts<K> counts) {}
