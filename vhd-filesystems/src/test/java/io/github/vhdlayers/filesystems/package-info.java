@NullMarked
package io.github.vhdlayers.filesystems;

import org.jspecify.annotations.NullMarked;
