@NullMarked
package io.github.vhdlayers.tool;

import org.jspecify.annotations.NullMarked;
