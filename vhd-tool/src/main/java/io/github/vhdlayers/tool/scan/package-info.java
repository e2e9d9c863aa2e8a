/** The disks below a folder, as trees. */
@NullMarked
package io.github.vhdlayers.tool.scan;

import org.jspecify.annotations.NullMarked;
