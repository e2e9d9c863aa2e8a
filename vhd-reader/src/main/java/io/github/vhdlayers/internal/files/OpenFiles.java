package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.LogicalVolume;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk's file systems, open, and what says where others may be.
 *
 * @param table how the disk is divided
 * @param ahead reads the disk in larger pieces, of which some are kept, as the file systems are read
 * @param systems those that could be opened
 */
public record OpenFiles(PartitionTable table, RandomAccessData ahead, DiskFileSystems systems)
        implements AutoCloseable {
    private static final long SECTOR = 512;

    /**
     * Opens the file systems of a disk; what of a chain is unknown fails in reads and hides nothing.
     *
     * @throws IOException if no file system can be read on this machine, or the machine fails
     */
    public static OpenFiles of(RandomAccessData disk, FileSystemReader reader) throws IOException {
        PartitionTable table = PartitionTable.read(disk);
        // A walk reads here and there, some hundred bytes at a time.
        RandomAccessData ahead = RandomAccessSources.readAhead(disk);
        return new OpenFiles(table, ahead, reader.open(ahead, table));
    }

    @Override
    public void close() throws IOException {
        systems.close();
    }

    /** Why a file system may be where none was opened; null if it is known that there is none. */
    public @Nullable String mayBeAt(long diskOffset) {
        for (VolumeProblem problem : systems.problems()) {
            if (problem.mayHaveFiles() && isAt(problem.partition(), diskOffset)) {
                return problem.message();
            }
        }
        return isTableWhole() ? null : "the partition table cannot be read whole";
    }

    /** Whether what a partition holds may begin at a place: at its begin, and anywhere in a physical volume. */
    private static boolean isAt(@Nullable Partition partition, long diskOffset) {
        if (partition == null) {
            return diskOffset == 0;
        }
        Volume volume = partition.volume();
        return (volume != null && volume.kind() == Volume.Kind.LVM)
                ? partition.contains(diskOffset / SECTOR)
                : partition.firstSector() * SECTOR == diskOffset;
    }

    /** Whether all of the partition table could be read. */
    public boolean isTableWhole() {
        return table.findings().stream().noneMatch(finding -> finding.code() == FindingCode.TABLE_UNREADABLE);
    }

    /** The file system that begins at a place, or null. */
    public static @Nullable FileSystemInfo at(List<FileSystemInfo> among, long diskOffset) {
        for (FileSystemInfo other : among) {
            if (other.diskOffset() == diskOffset) {
                return other;
            }
        }
        return null;
    }

    /**
     * Whether a file system was not made anew in between: then another serial number or id is in its first sectors. Null if that is not
     * known, because these sectors of one of both could not be read.
     */
    public static @Nullable Boolean isSameVolume(FileSystemInfo one, FileSystemInfo other) {
        if (!one.type().equals(other.type()) || !one.label().equals(other.label())) {
            return false;
        }
        if (one.serial() != null && other.serial() != null) {
            return one.serial().equals(other.serial());
        }
        Volume first = volume(one);
        Volume second = volume(other);
        if (first != null && second != null && isTold(first) && isTold(second)) {
            return first.serial().equals(second.serial());
        }
        // Of some file systems nothing is known but what the service says.
        boolean isLost = isTold(first) || isTold(second) || isUnreadable(first) || isUnreadable(second);
        return isLost ? null : Boolean.TRUE;
    }

    private static boolean isTold(@Nullable Volume volume) {
        return volume != null && volume.kind().isFileSystem();
    }

    private static boolean isUnreadable(@Nullable Volume volume) {
        return volume != null && volume.kind() == Volume.Kind.UNREADABLE;
    }

    private static @Nullable Volume volume(FileSystemInfo system) {
        LogicalVolume logical = system.volume();
        Partition partition = system.partition();
        return logical != null ? logical.volume() : partition == null ? null : partition.volume();
    }
}
