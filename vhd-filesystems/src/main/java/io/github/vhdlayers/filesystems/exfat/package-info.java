/** exFAT. Begin with {@link io.github.vhdlayers.filesystems.exfat.ExFatFormat}. */
@NullMarked
package io.github.vhdlayers.filesystems.exfat;

import org.jspecify.annotations.NullMarked;
