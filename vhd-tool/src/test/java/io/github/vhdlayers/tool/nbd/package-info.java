/** Tests of the server with a client of their own, which knows nothing of the server's classes. */
@NullMarked
package io.github.vhdlayers.tool.nbd;

import org.jspecify.annotations.NullMarked;
