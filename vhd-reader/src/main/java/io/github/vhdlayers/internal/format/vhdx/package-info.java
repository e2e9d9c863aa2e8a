/** The structures of a VHDX file as records: what is stored, decoded without reading or judging anything else. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.format.vhdx;

import org.jspecify.annotations.NullMarked;
