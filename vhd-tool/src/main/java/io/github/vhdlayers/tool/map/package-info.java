/** The owners of sectors and clusters, as rows. */
@NullMarked
package io.github.vhdlayers.tool.map;

import org.jspecify.annotations.NullMarked;
