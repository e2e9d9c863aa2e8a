/** What is written once for all that opens and closes files, and for cursors that read. */
@NullMarked
package io.github.vhdlayers.internal.io;

import org.jspecify.annotations.NullMarked;
