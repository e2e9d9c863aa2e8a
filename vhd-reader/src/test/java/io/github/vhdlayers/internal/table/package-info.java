@NullMarked
package io.github.vhdlayers.internal.table;

import org.jspecify.annotations.NullMarked;
