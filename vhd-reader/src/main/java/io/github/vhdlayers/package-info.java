/** The front door: {@link io.github.vhdlayers.VirtualDisk} opens a VHD file and its parents as one disk. */
@NullMarked
package io.github.vhdlayers;

import org.jspecify.annotations.NullMarked;
