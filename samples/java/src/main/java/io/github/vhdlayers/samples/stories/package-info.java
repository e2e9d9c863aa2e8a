/** Three stories of a Java program that stands on the reader. The Kotlin sample has the same ones. */
@NullMarked
package io.github.vhdlayers.samples.stories;

import org.jspecify.annotations.NullMarked;
