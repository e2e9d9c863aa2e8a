@NullMarked
package io.github.vhdlayers.io;

import org.jspecify.annotations.NullMarked;
