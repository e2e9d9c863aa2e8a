/** A disk divided into partitions, tables and gaps, what is counted for each of them, and what became of partitions. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.regions;

import org.jspecify.annotations.NullMarked;
