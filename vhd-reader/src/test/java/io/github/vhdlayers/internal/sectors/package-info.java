@NullMarked
package io.github.vhdlayers.internal.sectors;

import org.jspecify.annotations.NullMarked;
