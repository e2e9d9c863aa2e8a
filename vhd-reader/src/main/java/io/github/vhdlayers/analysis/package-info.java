/**
 * What was changed on a disk, where, and by which layer.
 *
 * <ul>
 *   <li>{@link io.github.vhdlayers.analysis.Attribution}: whose sectors each partition, table and gap has
 *   <li>{@link io.github.vhdlayers.analysis.ClusterMap}: the same, by the clusters of a volume
 *   <li>{@link io.github.vhdlayers.analysis.LayerAudit}: what of a layer differs from the layer below, and what is only stored again
 *   <li>{@link io.github.vhdlayers.analysis.DiskComparison}: in which sectors two disks differ
 *   <li>{@link io.github.vhdlayers.analysis.PartitionChanges}: which partitions exist in one view only
 *   <li>{@link io.github.vhdlayers.analysis.PartitionOrigin}: since which layer a partition is there
 *   <li>{@link io.github.vhdlayers.analysis.LayerFiles}: what a layer did to every file, and what it keeps besides
 *   <li>{@link io.github.vhdlayers.analysis.LayerHistory}: all of it, layer by layer
 * </ul>
 *
 * <p>All of it works on a {@link io.github.vhdlayers.ownership.MergedSource}, so on a whole disk and on any layer's view alike, and
 * reads only what the question needs. Sectors that nobody can read are counted as unknown, and never taken for zeros.
 */
@NullMarked
package io.github.vhdlayers.analysis;

import org.jspecify.annotations.NullMarked;
