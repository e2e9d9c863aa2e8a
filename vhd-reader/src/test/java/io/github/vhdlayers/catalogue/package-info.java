@NullMarked
package io.github.vhdlayers.catalogue;

import org.jspecify.annotations.NullMarked;
