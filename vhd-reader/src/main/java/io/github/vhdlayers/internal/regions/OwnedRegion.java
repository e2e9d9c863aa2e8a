package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.ownership.SectorCounts;

/**
 * The owners of the sectors of a region.
 *
 * @param region the region
 * @param owners its sectors by owner; a run that goes on in the next region counts in both
 */
public record OwnedRegion(Region region, SectorCounts owners) {}
