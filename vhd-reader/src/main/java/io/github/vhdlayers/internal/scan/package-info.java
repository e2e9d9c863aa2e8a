/** What a scan of folders found, as chains, and how a layer is known again. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.scan;

import org.jspecify.annotations.NullMarked;
