/** Files of two views of a disk: which is which, and whether their bytes are the same. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.files;

import org.jspecify.annotations.NullMarked;
