/**
 * The structures of a VHD file, as records of what is on disk, with their constants, clock and bitmaps. Decoding only: no I/O, no
 * judgement, no defaults in place of odd values. Not for callers.
 *
 * <p>Places and meanings of the fields are those of Microsoft's "Virtual Hard Disk Image Format Specification", version 1.0
 * of 11 October 2006, unless a comment says that something was observed.
 */
@NullMarked
package io.github.vhdlayers.internal.format.vhd;

import org.jspecify.annotations.NullMarked;
