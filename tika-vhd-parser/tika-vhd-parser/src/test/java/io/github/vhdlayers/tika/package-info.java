/** Tests on Tika 3.x; what 4.x does with the packaged jar is tested in a module of its own. */
@NullMarked
package io.github.vhdlayers.tika;

import org.jspecify.annotations.NullMarked;
