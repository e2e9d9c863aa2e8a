/** Constants, the clock and the bitmaps of a VHD file. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.format.vhd;

import org.jspecify.annotations.NullMarked;
