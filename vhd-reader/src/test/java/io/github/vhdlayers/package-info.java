@NullMarked
package io.github.vhdlayers;

import org.jspecify.annotations.NullMarked;
