/** FAT12, FAT16 and FAT32. Begin with {@link io.github.vhdlayers.filesystems.fat.FatFormat}. */
@NullMarked
package io.github.vhdlayers.filesystems.fat;

import org.jspecify.annotations.NullMarked;
