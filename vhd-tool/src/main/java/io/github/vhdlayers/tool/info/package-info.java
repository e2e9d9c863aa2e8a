/** What a chain is: the report behind {@code vhd info}, as values, as text and as JSON. */
@NullMarked
package io.github.vhdlayers.tool.info;

import org.jspecify.annotations.NullMarked;
