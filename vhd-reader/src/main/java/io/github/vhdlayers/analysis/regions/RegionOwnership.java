package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.ownership.SectorCounts;

/**
 * The owners of the sectors of a region.
 *
 * @param region the region
 * @param owners its sectors by owner; a run that goes on in the next region counts in both
 * @since 0.1.0
 */
public record RegionOwnership(Region region, SectorCounts owners) {}
