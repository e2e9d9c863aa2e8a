/**
 * Which layers own the sectors of each partition, table, gap and cluster, and since which layer a partition is there.
 *
 * <ul>
 *   <li>{@link io.github.vhdlayers.analysis.regions.PartitionOwnership}: the owners of the sectors of each partition, table and gap
 *   <li>{@link io.github.vhdlayers.analysis.regions.ClusterMap}: the same by the clusters of a volume
 *   <li>{@link io.github.vhdlayers.analysis.regions.PartitionChanges}: which partitions exist in one view only
 *   <li>{@link io.github.vhdlayers.analysis.regions.PartitionOrigin}: since which layer a partition is there
 * </ul>
 *
 * <p>All of it works on a {@link io.github.vhdlayers.ownership.MergedSource}, so on a whole disk and on the view of a layer alike. Sectors
 * that cannot be read are counted as unknown and never taken for zeros.
 */
@NullMarked
package io.github.vhdlayers.analysis.regions;

import org.jspecify.annotations.NullMarked;
