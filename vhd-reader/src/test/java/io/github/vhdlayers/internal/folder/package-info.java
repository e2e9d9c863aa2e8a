@NullMarked
package io.github.vhdlayers.internal.folder;

import org.jspecify.annotations.NullMarked;
