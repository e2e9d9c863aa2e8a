/** The way into the command line for fuzzing. */
@org.jspecify.annotations.NullMarked
package io.github.vhdlayers.tool;
