/**
 * A read-only server of the Network Block Device protocol (newstyle, fixed): the protocol on plain channels, and a server that
 * accepts clients on a socket. What it serves is a chain, one export for each of its layers; it knows no command line.
 */
@NullMarked
package io.github.vhdlayers.tool.nbd;

import org.jspecify.annotations.NullMarked;
