/**
 * What each layer of a chain did to the disk, from the base to the leaf.
 *
 * <p>{@link io.github.vhdlayers.internal.history.LayerHistory} joins the audit of a layer, the owners of its partitions and the changes of
 * the partition table.
 */
@NullMarked
package io.github.vhdlayers.internal.history;

import org.jspecify.annotations.NullMarked;
