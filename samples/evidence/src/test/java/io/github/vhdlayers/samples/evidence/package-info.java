/** Checks the committed disks. */
@NullMarked
package io.github.vhdlayers.samples.evidence;

import org.jspecify.annotations.NullMarked;
