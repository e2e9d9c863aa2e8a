/**
 * Fuzz targets, and their judge: whatever the bytes, the reader gives what an obvious decoder finds in them, or one of its
 * errors, and nothing else.
 */
@NullMarked
package io.github.vhdlayers.fuzz;

import org.jspecify.annotations.NullMarked;
