/** The page of {@code vhd report} and the picture of a disk. */
@NullMarked
package io.github.vhdlayers.tool.report;

import org.jspecify.annotations.NullMarked;
