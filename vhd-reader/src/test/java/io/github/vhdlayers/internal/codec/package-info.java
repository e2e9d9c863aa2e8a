@NullMarked
package io.github.vhdlayers.internal.codec;

import org.jspecify.annotations.NullMarked;
