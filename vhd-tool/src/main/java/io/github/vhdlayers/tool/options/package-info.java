/** Options that several commands take, and what they open. */
@NullMarked
package io.github.vhdlayers.tool.options;

import org.jspecify.annotations.NullMarked;
