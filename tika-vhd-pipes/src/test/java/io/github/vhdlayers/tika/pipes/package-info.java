@NullMarked
package io.github.vhdlayers.tika.pipes;

import org.jspecify.annotations.NullMarked;
