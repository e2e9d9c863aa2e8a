/** Tests of the VHDX format, from the bytes of a file to the sectors of a chain. */
@NullMarked
package io.github.vhdlayers.vhdx;

import org.jspecify.annotations.NullMarked;
