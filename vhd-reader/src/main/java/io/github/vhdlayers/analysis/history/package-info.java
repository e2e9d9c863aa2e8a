/**
 * What each layer of a chain did to the disk, from the base to the leaf.
 *
 * <p>{@link io.github.vhdlayers.analysis.history.LayerHistory} joins the audit of a layer, the owners of its partitions and the changes of
 * the partition table.
 */
@NullMarked
package io.github.vhdlayers.analysis.history;

import org.jspecify.annotations.NullMarked;
