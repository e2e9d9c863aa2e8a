@NullMarked
package io.github.vhdlayers.internal.files;

import org.jspecify.annotations.NullMarked;
