/** NTFS: the MFT, attributes and their runs, indexes of names, and contents in all their forms. */
@NullMarked
package io.github.vhdlayers.filesystems.ntfs;

import org.jspecify.annotations.NullMarked;
