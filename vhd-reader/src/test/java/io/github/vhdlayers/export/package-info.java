@NullMarked
package io.github.vhdlayers.export;

import org.jspecify.annotations.NullMarked;
