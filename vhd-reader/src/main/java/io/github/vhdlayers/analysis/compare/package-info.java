/**
 * In which sectors two disks differ.
 *
 * <ul>
 *   <li>{@link io.github.vhdlayers.analysis.compare.DiskComparison}: any two disks, or two views of a chain
 *   <li>{@link io.github.vhdlayers.analysis.compare.LayerAudit}: what of a layer differs from the layers below it, and what is only stored again
 *   <li>{@link io.github.vhdlayers.analysis.compare.LayerChanges}: the sectors that a layer changed, for whatever asks about files
 * </ul>
 *
 * <p>A scan plans in order, reads with several threads, and reads nothing that the layers show to be equal: both disks take such a sector
 * from the same place of the same file.
 */
@NullMarked
package io.github.vhdlayers.analysis.compare;

import org.jspecify.annotations.NullMarked;
