/** ext2, ext3 and ext4. Begin with {@link io.github.vhdlayers.filesystems.ext.ExtFormat}. */
@NullMarked
package io.github.vhdlayers.filesystems.ext;

import org.jspecify.annotations.NullMarked;
