/** Makes disks for the samples. Nothing here is meant for use by others. */
@NullMarked
package io.github.vhdlayers.samples.evidence;

import org.jspecify.annotations.NullMarked;
