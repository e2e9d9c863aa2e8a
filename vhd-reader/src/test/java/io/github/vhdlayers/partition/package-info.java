@NullMarked
package io.github.vhdlayers.partition;

import org.jspecify.annotations.NullMarked;
