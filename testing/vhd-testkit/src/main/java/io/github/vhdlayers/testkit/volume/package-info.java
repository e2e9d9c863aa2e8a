/** Volumes in files that a test fills and changes as a system would, without mounting them. */
@NullMarked
package io.github.vhdlayers.testkit.volume;

import org.jspecify.annotations.NullMarked;
