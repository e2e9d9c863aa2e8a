/** Tests of the packaged jar on Tika 4.x. */
@NullMarked
package io.github.vhdlayers.tika.four;

import org.jspecify.annotations.NullMarked;
