/** Rows about the files inside a disk: which are chosen, their order, their hashes, and the formats they are printed in. */
@NullMarked
package io.github.vhdlayers.tool.files;

import org.jspecify.annotations.NullMarked;
