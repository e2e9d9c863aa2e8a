@NullMarked
package io.github.vhdlayers.autopsy;

import org.jspecify.annotations.NullMarked;
