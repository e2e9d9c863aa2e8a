/** The way into the server's protocol for fuzzing. */
@org.jspecify.annotations.NullMarked
package io.github.vhdlayers.tool.nbd;
