@NullMarked
package io.github.vhdlayers.format;

import org.jspecify.annotations.NullMarked;
