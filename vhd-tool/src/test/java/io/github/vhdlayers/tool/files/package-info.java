@NullMarked
package io.github.vhdlayers.tool.files;

import org.jspecify.annotations.NullMarked;
