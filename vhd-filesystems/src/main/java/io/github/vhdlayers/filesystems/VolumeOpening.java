package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystem.VolumeProblem;
import io.github.vhdlayers.filesystems.support.UnopenedVolumeException;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionKind;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.partition.VolumeKind;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the file systems of a disk, and says of each other volume why it has none. */
final class VolumeOpening {
    private static final int SECTOR = 512;

    private final RandomAccessSource disk;
    private final boolean recovers;
    private final List<VolumeReader> volumes = new ArrayList<>();
    private final List<VolumeProblem> problems = new ArrayList<>();

    VolumeOpening(RandomAccessSource disk, boolean recovers) {
        this.recovers = recovers;
        this.disk = disk;
    }

    List<VolumeReader> volumes() {
        return volumes;
    }

    List<VolumeProblem> problems() {
        return problems;
    }

    void openAll(PartitionTable table) throws IOException {
        List<Partition> partitions = table.partitions();
        for (Partition partition : partitions) {
            if (partition.kind() != PartitionKind.EXTENDED) {
                Volume volume = partition.volume();
                VolumeKind kind = volume == null ? VolumeKind.UNRECOGNISED : volume.kind();
                open(partition, kind, partition.firstSector(), partition.sectorCount());
            }
        }
        if (partitions.isEmpty()) {
            open(null, VolumeKind.UNRECOGNISED, 0, disk.size() / SECTOR);
        }
    }

    private void open(@Nullable Partition partition, VolumeKind kind, long firstSector, long sectors)
            throws IOException {
        long diskSectors = disk.size() / SECTOR;
        if (firstSector < 0 || firstSector >= diskSectors) {
            add(partition, VolumeProblem.Kind.UNREADABLE, "begins past the end of the disk");
            return;
        }
        long length = Math.min(sectors, diskSectors - firstSector) * SECTOR;
        VolumePlace place = new VolumePlace(disk, volumes.size(), partition, firstSector * SECTOR, length, recovers);
        try {
            IOException unread = null;
            for (VolumeFormat format : Formats.ALL) {
                VolumeReader found;
                try {
                    found = format.open(place);
                } catch (ClosedChannelException | UnopenedVolumeException e) {
                    throw e;
                } catch (IOException e) {
                    // Each format looks at other places. What one of them cannot read may mean nothing to the next one.
                    unread = unread == null ? e : unread;
                    continue;
                }
                if (found != null) {
                    volumes.add(found);
                    return;
                }
            }
            if (unread != null) {
                throw unread;
            }
            if (kind == VolumeKind.UNREADABLE) {
                add(partition, VolumeProblem.Kind.UNREADABLE, "its first sectors cannot be read");
            } else if (kind.isFileSystem()) {
                add(partition, VolumeProblem.Kind.UNSUPPORTED, "holds " + kind + ", which is not read here");
            } else {
                add(partition, VolumeProblem.Kind.UNRECOGNISED, "holds no file system that is known");
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (UnopenedVolumeException e) {
            add(partition, e.kind(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            add(partition, VolumeProblem.Kind.UNREADABLE, "cannot be read: " + e.getMessage());
        }
    }

    private void add(@Nullable Partition partition, VolumeProblem.Kind kind, String message) {
        problems.add(new VolumeProblem(partition, kind, message));
    }
}
