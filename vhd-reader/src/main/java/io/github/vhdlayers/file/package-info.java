/** One opened file of a chain as every caller sees it, of either format: what it says about itself, and which sectors it has. */
@NullMarked
package io.github.vhdlayers.file;

import org.jspecify.annotations.NullMarked;
