/**
 * Measures the reader beside plain reads of the same bytes, as ratios in one run.
 *
 * <p>{@link io.github.vhdlayers.benchmarks.Ratios} takes turns between the two within one process, which is what the targets are
 * compared with; the JMH benchmarks look at single operations. The disks come from the testkit.
 */
@NullMarked
package io.github.vhdlayers.benchmarks;

import org.jspecify.annotations.NullMarked;
