@NullMarked
package io.github.vhdlayers.internal.file;

import org.jspecify.annotations.NullMarked;
