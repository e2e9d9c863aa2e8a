/** Owners of regions, and what became of partitions, compared with what the testkit knows. */
@NullMarked
package io.github.vhdlayers.internal.regions;

import org.jspecify.annotations.NullMarked;
