/**
 * What the readers of single file systems stand on: bounded reads of a volume, the walk over its folders, content made of extents.
 *
 * <p>A file system implements {@link io.github.vhdlayers.filesystems.support.VolumeFormat}, which recognises it, and
 * {@link io.github.vhdlayers.filesystems.support.VolumeReader}, which reads it. Nothing here trusts a number from the disk.
 */
@NullMarked
package io.github.vhdlayers.filesystems.support;

import org.jspecify.annotations.NullMarked;
