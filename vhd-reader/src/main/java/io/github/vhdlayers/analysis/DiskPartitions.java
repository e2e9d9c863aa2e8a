package io.github.vhdlayers.analysis;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.ownership.UnknownCause;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.ByteBuffer;

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
        return PartitionTable.read(new KnownSectors(disk), limits);
    }

    /**
     * A disk or view as a source that throws where nobody knows what is there, whatever the disk was opened to show there. Closing it
     * closes nothing.
     */
    public static RandomAccessSource known(MergedSource disk) {
        return new KnownSectors(disk);
    }

    /** The table of any source, by the rule above if it is a merged disk. */
    static PartitionTable readAny(RandomAccessSource disk) throws IOException {
        return disk instanceof MergedSource merged ? read(merged) : PartitionTable.read(disk);
    }

    /** A disk that throws where its owner is unknown. */
    private record KnownSectors(MergedSource disk) implements RandomAccessSource {
        @Override
        public String name() {
            return disk.name();
        }

        @Override
        public long size() {
            return disk.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            long end = Math.min(disk.size(), position + target.remaining());
            if (position < end) {
                long first = position / Side.SECTOR;
                RunCursor runs = disk.plan().runs(first, (end + Side.SECTOR - 1) / Side.SECTOR - first);
                while (runs.next()) {
                    if (runs.owner() == Owner.Unowned.UNKNOWN) {
                        throw unknown(runs);
                    }
                }
            }
            return disk.read(position, target);
        }

        private IOException unknown(RunCursor runs) throws IOException {
            String sectors = "sectors " + runs.firstSector() + " to " + (runs.firstSector() + runs.sectorCount() - 1);
            if (runs.unknownCause() == UnknownCause.MISSING_PARENT) {
                return new ParentException(Problem.of(
                        ErrorCode.SECTORS_UNKNOWN, name(), "data", sectors + " belong to a parent that is missing"));
            }
            // The read says what is damaged, unless the disk was opened to show a fill value there.
            disk.readFully(runs.firstSector() * Side.SECTOR, ByteBuffer.allocate(Side.SECTOR));
            return new CorruptVhdException(
                    Problem.of(ErrorCode.SECTORS_UNCERTAIN, name(), "data", sectors + " are damaged"));
        }

        @Override
        public void close() {
            // Lent: whoever opened the disk closes it.
        }
    }
}
