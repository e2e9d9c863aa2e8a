@NullMarked
package io.github.vhdlayers.tsk.autopsy;

import org.jspecify.annotations.NullMarked;
