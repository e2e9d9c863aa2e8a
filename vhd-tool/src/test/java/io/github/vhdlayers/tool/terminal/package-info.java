@NullMarked
package io.github.vhdlayers.tool.terminal;

import org.jspecify.annotations.NullMarked;
