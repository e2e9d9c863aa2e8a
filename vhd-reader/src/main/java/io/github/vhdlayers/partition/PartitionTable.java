package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.util.List;

/**
 * How a disk is divided: by a master boot record, by a GPT, by a BSD disklabel alone, or not at all.
 *
 * <p>Immutable and thread-safe. All sectors have 512 bytes and are counted from the start of the disk. What is odd about a
 * table is a finding of it and never an exception; in such a finding the source is the disk, and the detail names sectors.
 *
 * @since 0.1.0
 */
public sealed interface PartitionTable permits MbrTable, GptTable, BsdTable, Unpartitioned {
    /** How many whole sectors the disk has. */
    long diskSectors();

    /**
     * The partitions in the order of their numbers. On a disk without a table that begins with a file system, the whole disk
     * as one partition. Partitions may overlap, and reach past the end of the disk; findings say so.
     */
    List<Partition> partitions();

    /** The sectors that the table itself takes up, in the order of the disk. */
    List<TableArea> areas();

    /** What is odd about the table and about the volumes' first sectors. */
    List<Finding> findings();

    /**
     * Reads a disk's table with the default limits.
     *
     * @param disk the disk, which stays open
     * @throws IOException if the machine fails to read; sectors that belong to a missing parent or to a damaged part of a VHD
     *     are a finding
     */
    static PartitionTable read(RandomAccessData disk) throws IOException {
        return read(disk, Limits.defaults());
    }

    /**
     * Reads a disk's table, and of every partition the first 4 KiB. Reads at most a megabyte for the table itself and one
     * sector per logical partition.
     *
     * @param disk the disk, which stays open
     * @param limits how many partitions and findings are listed
     * @throws IOException as {@link #read(RandomAccessData)} says
     */
    static PartitionTable read(RandomAccessData disk, Limits limits) throws IOException {
        return new TableReader(disk, limits).read();
    }
}
