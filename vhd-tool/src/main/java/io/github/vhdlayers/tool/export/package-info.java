/** Lists written beside an exported disk. */
@NullMarked
package io.github.vhdlayers.tool.export;

import org.jspecify.annotations.NullMarked;
