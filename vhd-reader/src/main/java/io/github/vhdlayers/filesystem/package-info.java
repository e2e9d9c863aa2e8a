/**
 * The service through which a file-system reader lists the files of a disk; no such reader is in this jar.
 *
 * <p>Begin with {@link io.github.vhdlayers.filesystem.FileSystemReaders#find()}. Everything says where on the disk it is, in bytes, so
 * so that {@link io.github.vhdlayers.ownership.OwnershipMap} gives their owners. No type of any library is seen here.
 */
@NullMarked
package io.github.vhdlayers.filesystem;

import org.jspecify.annotations.NullMarked;
