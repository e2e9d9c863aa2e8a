/** Files of a folder as the host lists them, and disks that were cut into several files. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.folder;

import org.jspecify.annotations.NullMarked;
