/** Tests of the packaged jar in the real Tika servers. */
@NullMarked
package io.github.vhdlayers.tika.server;

import org.jspecify.annotations.NullMarked;
