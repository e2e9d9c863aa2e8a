@NullMarked
package io.github.vhdlayers.analysis.compare;

import org.jspecify.annotations.NullMarked;
