@NullMarked
package io.github.vhdlayers.analysis;

import org.jspecify.annotations.NullMarked;
