@NullMarked
package io.github.vhdlayers.tool.info;

import org.jspecify.annotations.NullMarked;
