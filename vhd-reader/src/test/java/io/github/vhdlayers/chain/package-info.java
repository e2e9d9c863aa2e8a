@NullMarked
package io.github.vhdlayers.chain;

import org.jspecify.annotations.NullMarked;
