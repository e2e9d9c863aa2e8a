/** What is written once for all that opens and closes files. */
@NullMarked
package io.github.vhdlayers.internal.io;

import org.jspecify.annotations.NullMarked;
