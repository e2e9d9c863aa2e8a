/** A program that uses The Sleuth Kit's datamodel and this project together. */
@NullMarked
package io.github.vhdlayers.samples.sleuthkit;

import org.jspecify.annotations.NullMarked;
