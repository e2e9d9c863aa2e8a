/** Bytes to numbers and text, with every access checked. Not part of the public API. */
@NullMarked
package io.github.vhdlayers.internal.codec;

import org.jspecify.annotations.NullMarked;
