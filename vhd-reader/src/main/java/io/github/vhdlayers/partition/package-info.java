/**
 * Partition tables and what the first sectors of a volume tell, of any source: a merged disk, a layer's view, a raw file.
 *
 * <p>Begin with {@link io.github.vhdlayers.partition.PartitionTable#read}. Everything is counted in sectors of 512 bytes, also on
 * disks that were made with larger ones. Nothing here knows of layers or owners, and no file system is read beyond the sector
 * that says how large its clusters are.
 */
@NullMarked
package io.github.vhdlayers.partition;

import org.jspecify.annotations.NullMarked;
