@NullMarked
package io.github.vhdlayers.samples.stories;

import org.jspecify.annotations.NullMarked;
