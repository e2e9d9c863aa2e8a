@NullMarked
package io.github.vhdlayers.internal.export;

import org.jspecify.annotations.NullMarked;
