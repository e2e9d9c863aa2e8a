/** Tests of the rows. */
@NullMarked
package io.github.vhdlayers.rows;

import org.jspecify.annotations.NullMarked;
