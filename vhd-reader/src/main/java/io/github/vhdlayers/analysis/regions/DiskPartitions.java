package io.github.vhdlayers.analysis.regions;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.ownership.ChainSource;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.ReadOptions;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;

/**
 * Partition tables of merged disks. A disk may have been opened so that unknown sectors read as a fill value; a table must not be
 * made of those, so they are unreadable here whatever the options say.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class DiskPartitions {
    private DiskPartitions() {}

    /**
     * The partition table of a disk or view, with the default limits.
     *
     * @throws IOException if a VHD's table or bitmap, or the machine, fails; unknown sectors are a finding of the result
     */
    public static PartitionTable read(MergedSource disk) throws IOException {
        return read(disk, Limits.defaults());
    }

    /**
     * The partition table of a disk or view.
     *
     * @param limits how many partitions and findings are listed
     * @throws IOException as {@link #read(MergedSource)} says
     */
    public static PartitionTable read(MergedSource disk, Limits limits) throws IOException {
        return PartitionTable.read(known(disk), limits);
    }

    /**
     * A disk or view as a source that throws where nobody knows what is there, whatever the disk was opened to show there. Closing it
     * closes nothing.
     */
    public static RandomAccessSource known(MergedSource disk) {
        return new ChainSource(
                disk.chain(), disk.topLayer(), new ReadOptions(disk.plan().dynamicRule(), null));
    }

    /**
     * The table of any source: of a merged disk as {@link #read} reads it, of another as it is.
     *
     * @param disk the disk
     * @throws IOException if the machine or a structure of a disk's file fails
     */
    public static PartitionTable readAny(RandomAccessSource disk) throws IOException {
        return disk instanceof MergedSource merged ? read(merged) : PartitionTable.read(disk);
    }
}
