/** How findings are gathered. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.diag;

import org.jspecify.annotations.NullMarked;
