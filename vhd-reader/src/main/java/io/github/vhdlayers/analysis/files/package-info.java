/**
 * What a layer, or any view compared with another, did to the files inside a disk.
 *
 * <ul>
 *   <li>{@link io.github.vhdlayers.analysis.files.LayerFiles}: the status of every file in the view of one layer
 *   <li>{@link io.github.vhdlayers.analysis.files.FilesSince}: the same since an older layer, with what came and went between
 *   <li>{@link io.github.vhdlayers.internal.analysis.FileComparison}: the files that differ between two disks
 * </ul>
 *
 * <p>A status is derived in one order: identity, content as it reads, metadata bytes, sectors. Where either side of a comparison cannot be
 * read, the status is unknown and the report is incomplete. The files themselves come from the
 * {@linkplain io.github.vhdlayers.filesystem.FileSystemReader readers} that are installed.
 */
@NullMarked
package io.github.vhdlayers.analysis.files;

import org.jspecify.annotations.NullMarked;
