/** Three stories of a Java program that stands on the reader. The Kotlin sample tells the same ones. */
@NullMarked
package io.github.vhdlayers.samples.stories;

import org.jspecify.annotations.NullMarked;
