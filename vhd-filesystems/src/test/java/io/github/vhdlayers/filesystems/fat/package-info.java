@NullMarked
package io.github.vhdlayers.filesystems.fat;

import org.jspecify.annotations.NullMarked;
