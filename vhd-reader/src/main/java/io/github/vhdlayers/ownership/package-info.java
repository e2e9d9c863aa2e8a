/**
 * Who owns which sector of a chain read as one disk, and that disk's bytes.
 *
 * <p>There is one walk over tables and bitmaps, in {@link RunPlan}; reads, maps, comparisons and exports all stand on it.
 */
@NullMarked
package io.github.vhdlayers.ownership;

import org.jspecify.annotations.NullMarked;
