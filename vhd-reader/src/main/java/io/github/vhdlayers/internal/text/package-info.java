/** Text as file systems have it, and as it is printed. Not for callers. */
@NullMarked
package io.github.vhdlayers.internal.text;

import org.jspecify.annotations.NullMarked;
