@NullMarked
package io.github.vhdlayers.filesystems.ext;

import org.jspecify.annotations.NullMarked;
