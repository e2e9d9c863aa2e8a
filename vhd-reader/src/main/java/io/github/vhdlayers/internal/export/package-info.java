/**
 * A merged disk written out: as a raw file that has its name only when it is complete.
 *
 * <p>The only package of the reader that writes, and it writes new files alone: none that was there before is changed.
 */
@NullMarked
package io.github.vhdlayers.internal.export;

import org.jspecify.annotations.NullMarked;
