/** Files taken out of a disk: found by path or address, under names that are safe on this system. */
@NullMarked
package io.github.vhdlayers.tool.extract;

import org.jspecify.annotations.NullMarked;
