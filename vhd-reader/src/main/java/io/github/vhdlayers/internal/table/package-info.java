/** What partition tables are read from: the sectors of a disk, and the two copies of a GPT. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.table;

import org.jspecify.annotations.NullMarked;
