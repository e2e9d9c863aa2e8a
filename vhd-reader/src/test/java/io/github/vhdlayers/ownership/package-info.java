@NullMarked
package io.github.vhdlayers.ownership;

import org.jspecify.annotations.NullMarked;
