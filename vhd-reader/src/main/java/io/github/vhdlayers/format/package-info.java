/**
 * The structures of a VHD file, as records of what is on disk. Decoding only: no I/O, no judgement, no defaults in place of
 * odd values.
 *
 * <p>Places and meanings of the fields are those of Microsoft's "Virtual Hard Disk Image Format Specification", version 1.0
 * of 11 October 2006, unless a comment says that something was observed.
 */
@NullMarked
package io.github.vhdlayers.format;

import org.jspecify.annotations.NullMarked;
