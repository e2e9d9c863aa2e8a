/**
 * Which layers own the sectors of each partition, table, gap and cluster.
 *
 * <ul>
 *   <li>{@link io.github.vhdlayers.analysis.regions.PartitionOwnership}: the owners of the sectors of each partition, table and gap
 *   <li>{@link io.github.vhdlayers.analysis.regions.ClusterMap}: the same by the clusters of a volume
 * </ul>
 *
 * <p>All of it works on a {@link io.github.vhdlayers.ownership.MergedSource}, so on a whole disk and on the view of a layer alike. Sectors
 * that cannot be read are counted as unknown and never taken for zeros.
 */
@NullMarked
package io.github.vhdlayers.analysis.regions;

import org.jspecify.annotations.NullMarked;
