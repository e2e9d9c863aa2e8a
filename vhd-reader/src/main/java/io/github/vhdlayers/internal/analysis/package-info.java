/** Answers that stand on the analysis and that only the programs of this project ask for. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.analysis;

import org.jspecify.annotations.NullMarked;
