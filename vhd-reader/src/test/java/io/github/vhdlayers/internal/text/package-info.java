@NullMarked
package io.github.vhdlayers.internal.text;

import org.jspecify.annotations.NullMarked;
