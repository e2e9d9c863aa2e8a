@NullMarked
package io.github.vhdlayers.internal.partition;

import org.jspecify.annotations.NullMarked;
