/** Tests of the sample. */
@NullMarked
package io.github.vhdlayers.samples.lab;

import org.jspecify.annotations.NullMarked;
