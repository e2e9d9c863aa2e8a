/** What can be wrong with a disk, and what is merely odd. */
@NullMarked
package io.github.vhdlayers.diag;

import org.jspecify.annotations.NullMarked;
