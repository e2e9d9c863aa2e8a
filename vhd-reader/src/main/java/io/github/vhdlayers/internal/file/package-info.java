/**
 * The files of both formats: their structures, where each was found, what is odd about them, where their blocks are, and what else is
 * in them. Knows no parent. Not for callers, who see a {@link io.github.vhdlayers.file.LayerFile}.
 */
@NullMarked
package io.github.vhdlayers.internal.file;

import org.jspecify.annotations.NullMarked;
