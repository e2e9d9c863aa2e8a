@NullMarked
package io.github.vhdlayers.samples.tool;

import org.jspecify.annotations.NullMarked;
