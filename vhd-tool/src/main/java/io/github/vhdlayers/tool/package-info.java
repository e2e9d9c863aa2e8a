/** The command-line tool: each command opens a chain through the reader's front door, and prints or writes what it gives. */
@NullMarked
package io.github.vhdlayers.tool;

import org.jspecify.annotations.NullMarked;
