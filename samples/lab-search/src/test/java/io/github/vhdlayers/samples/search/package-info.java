/** The documented commands for a search server. */
@NullMarked
package io.github.vhdlayers.samples.search;

import org.jspecify.annotations.NullMarked;
