/** What volumes record about themselves that callers do not need. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.partition;

import org.jspecify.annotations.NullMarked;
