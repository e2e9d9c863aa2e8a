@NullMarked
package io.github.vhdlayers.tool.extract;

import org.jspecify.annotations.NullMarked;
