/** Tests of the parser among all of Tika 3.x's own. */
@NullMarked
package io.github.vhdlayers.tika.standard;

import org.jspecify.annotations.NullMarked;
