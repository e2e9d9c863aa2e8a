@NullMarked
package io.github.vhdlayers.tsk;

import org.jspecify.annotations.NullMarked;
