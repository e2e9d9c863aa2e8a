@NullMarked
package io.github.vhdlayers.analysis.regions;

import org.jspecify.annotations.NullMarked;
