@NullMarked
package io.github.vhdlayers.benchmarks;

import org.jspecify.annotations.NullMarked;
