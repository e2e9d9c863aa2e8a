package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * How a disk is divided: by a master boot record, by a GPT, by a BSD disklabel alone, or not at all.
 *
 * <p>Immutable and thread-safe. All sectors have 512 bytes and are counted from the start of the disk. What is odd about a
 * table is a finding of it and never an exception; in such a finding the source is the disk, and the detail names sectors.
 *
 * @since 0.1.0
 */
public sealed interface PartitionTable {
    /** How many whole sectors the disk has. */
    long diskSectors();

    /**
     * The partitions in the order of their numbers. On a disk without a table that begins with a file system, the whole disk
     * as one partition. Partitions may overlap, and reach past the end of the disk; findings say so.
     */
    List<Partition> partitions();

    /** The sectors that the table itself takes up, in the order of the disk. */
    List<Area> areas();

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

    /**
     * A master boot record, with the logical partitions of its extended ones.
     *
     * @param diskSectors how many whole sectors the disk has
     * @param diskSignature the number by which Windows knows the disk, 0 to 2^32 - 1; 0 where none was written
     * @param partitions in the order of their numbers: 1 to 4 as in the record, and from 5 on the logical ones
     * @param areas sector 0 and every extended boot record
     * @param findings what is odd
     * @since 0.1.0
     */
    record Mbr(
            long diskSectors, long diskSignature, List<Partition> partitions, List<Area> areas, List<Finding> findings)
            implements PartitionTable {
        /** Keeps unmodifiable copies of the lists. */
        public Mbr {
            partitions = List.copyOf(partitions);
            areas = List.copyOf(areas);
            findings = List.copyOf(findings);
        }
    }

    /**
     * A GUID partition table, as the better of its two copies has it; findings say what is wrong with either.
     *
     * @param diskSectors how many whole sectors the disk has
     * @param diskId the disk's id
     * @param sectorBytes the size of the sectors that the table counts in: 512, or 4096 on a disk copied from one with such sectors
     * @param partitions in the order of their numbers, which are those of their entries, from 1 on
     * @param areas sector 0, and header and entries of every copy that was found
     * @param findings what is odd
     * @since 0.1.0
     */
    record Gpt(
            long diskSectors,
            UUID diskId,
            int sectorBytes,
            List<Partition> partitions,
            List<Area> areas,
            List<Finding> findings)
            implements PartitionTable {
        /** Keeps unmodifiable copies of the lists. */
        public Gpt {
            partitions = List.copyOf(partitions);
            areas = List.copyOf(areas);
            findings = List.copyOf(findings);
        }
    }

    /**
     * A BSD disklabel that divides a whole disk, without a boot record.
     *
     * @param diskSectors how many whole sectors the disk has
     * @param partitions in the order of their letters; their numbers are from 1 on
     * @param areas the label's sector
     * @param findings what is odd
     * @since 0.1.0
     */
    record Bsd(long diskSectors, List<Partition> partitions, List<Area> areas, List<Finding> findings)
            implements PartitionTable {
        /** Keeps unmodifiable copies of the lists. */
        public Bsd {
            partitions = List.copyOf(partitions);
            areas = List.copyOf(areas);
            findings = List.copyOf(findings);
        }
    }

    /**
     * A disk without a partition table, or with one that cannot be read.
     *
     * @param diskSectors how many whole sectors the disk has
     * @param reason what is there instead
     * @param partitions the whole disk, if a file system begins in sector 0; otherwise none
     * @param findings what is odd
     * @since 0.1.0
     */
    record Unpartitioned(long diskSectors, Reason reason, List<Partition> partitions, List<Finding> findings)
            implements PartitionTable {
        /** What is there instead of a table. */
        public enum Reason {
            /** A file system from sector 0 on. */
            FILE_SYSTEM,
            /** Sector 0 holds zeros, and no other place has a table or a file system that is known here. */
            EMPTY,
            /** Sector 0 holds neither a table nor the start of a file system that is known here. */
            UNRECOGNISED,
            /**
             * Sector 0, or another place where a table or a file system would be, cannot be read: it belongs to a missing parent, or the
             * file is damaged there.
             */
            UNREADABLE
        }

        /** Keeps unmodifiable copies of the lists. */
        public Unpartitioned {
            partitions = List.copyOf(partitions);
            findings = List.copyOf(findings);
        }

        /** None: there is no table. */
        @Override
        public List<Area> areas() {
            return List.of();
        }
    }

    /**
     * Sectors that a partition table takes up.
     *
     * @param name what they hold, such as {@code primary GPT entries}
     * @param firstSector the first one's number on the disk
     * @param sectorCount how many sectors, at least 1; all of them on the disk
     * @since 0.1.0
     */
    record Area(String name, long firstSector, long sectorCount) {
        /** The number of the sector behind the last one. */
        public long endSector() {
            return firstSector + sectorCount;
        }
    }
}
