/** What each layer did, and the versions of one path. */
@NullMarked
package io.github.vhdlayers.tool.history;

import org.jspecify.annotations.NullMarked;
