/** The terminal: its width and character set, the three streams, and the line of progress. Knows no disk. */
@NullMarked
package io.github.vhdlayers.tool.terminal;

import org.jspecify.annotations.NullMarked;
