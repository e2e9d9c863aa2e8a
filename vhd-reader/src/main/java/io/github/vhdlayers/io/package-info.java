/**
 * Bytes that can be read at any position: what a disk's file is to the rest of the library, and what a disk is to its
 * users. Knows nothing of any format.
 */
@NullMarked
package io.github.vhdlayers.io;

import org.jspecify.annotations.NullMarked;
