package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystems.support.UnopenedVolumeException;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.LogicalVolume;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the file systems of a disk, and says of each other volume why it has none. */
final class VolumeOpening {
    private static final int SECTOR = 512;
    /** The sectors of a volume that have the signatures of UFS, ISO 9660 and UDF, Btrfs and UFS 2. */
    private static final long[] FAR_SIGNATURES = {16, 64, 128, 512};

    private final RandomAccessData disk;
    private final boolean recovers;
    private final List<VolumeReader> volumes = new ArrayList<>();
    private final List<VolumeProblem> problems = new ArrayList<>();

    VolumeOpening(RandomAccessData disk, boolean recovers) {
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
            if (partition.kind() != Partition.Kind.EXTENDED) {
                Volume volume = partition.volume();
                Volume.Group group = volume == null ? null : volume.group();
                if (group == null) {
                    Volume.Kind kind = volume == null ? Volume.Kind.UNRECOGNISED : volume.kind();
                    open(partition, kind, partition.firstSector(), partition.sectorCount());
                } else {
                    open(partition, group);
                }
            }
        }
        if (partitions.isEmpty()) {
            open(null, Volume.Kind.UNRECOGNISED, 0, disk.size() / SECTOR);
        }
    }

    private void open(@Nullable Partition partition, Volume.Kind kind, long firstSector, long sectors)
            throws IOException {
        long diskSectors = disk.size() / SECTOR;
        if (firstSector < 0 || firstSector >= diskSectors) {
            add(partition, VolumeProblem.Kind.UNREADABLE, "begins past the end of the disk");
            return;
        }
        long length = Math.min(sectors, diskSectors - firstSector) * SECTOR;
        VolumePlace place = new VolumePlace(disk, volumes.size(), partition, firstSector * SECTOR, length, recovers);
        VolumeReader found = open(place, partition, kind, "");
        if (found != null) {
            volumes.add(found);
        }
    }

    /** Opens the logical volumes of a physical one. */
    private void open(Partition partition, Volume.Group group) throws IOException {
        if (group.problem() != null) {
            add(
                    partition,
                    VolumeProblem.Kind.UNREADABLE,
                    "holds LVM, of which not all logical volumes are known: " + group.problem());
        } else if (group.volumes().isEmpty()) {
            add(partition, VolumeProblem.Kind.UNRECOGNISED, "holds LVM without a logical volume");
        }
        for (LogicalVolume volume : group.volumes()) {
            if (volume.unreadable() != null) {
                add(partition, VolumeProblem.Kind.UNSUPPORTED, volume.name() + " " + volume.unreadable());
                continue;
            }
            Volume inside = volume.volume();
            VolumePlace place = new VolumePlace(
                    volume.on(disk), volumes.size(), partition, 0, volume.sectorCount() * SECTOR, recovers);
            Volume.Kind kind = inside == null ? Volume.Kind.UNRECOGNISED : inside.kind();
            VolumeReader found = open(place, partition, kind, volume.name() + " ");
            if (found != null) {
                volumes.add(new MappedVolume(found, partition, volume));
            }
        }
    }

    /** Opens what begins at a place, or adds a problem that says why there is no file system. */
    private @Nullable VolumeReader open(VolumePlace place, @Nullable Partition partition, Volume.Kind kind, String who)
            throws IOException {
        try {
            IOException unread = null;
            for (VolumeFormat format : Formats.ALL) {
                try {
                    VolumeReader found = format.open(place);
                    if (found != null) {
                        String other = otherType(place, format);
                        return other == null ? found : new AmbiguousVolume(found, other);
                    }
                } catch (ClosedChannelException | UnopenedVolumeException e) {
                    throw e;
                } catch (IOException e) {
                    // Each format looks at other places. What one of them cannot read may mean nothing to the next one.
                    unread = unread == null ? e : unread;
                }
            }
            VolumeReader byCopy = openByCopy(place, kind);
            if (byCopy != null) {
                return byCopy;
            }
            if (unread != null) {
                throw unread;
            }
            if (kind == Volume.Kind.UNRECOGNISED || kind == Volume.Kind.UNREADABLE) {
                requireFarSignatures(place);
            }
            if (kind == Volume.Kind.UNREADABLE) {
                add(partition, VolumeProblem.Kind.UNREADABLE, who + "cannot be read where it would say what it holds");
            } else if (kind == Volume.Kind.SWAP) {
                add(partition, VolumeProblem.Kind.UNRECOGNISED, who + "holds swap, which has no files");
            } else if (kind.isFileSystem()) {
                add(partition, VolumeProblem.Kind.UNSUPPORTED, who + "holds " + kind + ", which is not read here");
            } else {
                add(partition, VolumeProblem.Kind.UNRECOGNISED, who + "holds no file system that is known");
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (UnopenedVolumeException e) {
            add(partition, e.kind(), who + e.getMessage());
        } catch (IOException e) {
            add(partition, VolumeProblem.Kind.UNREADABLE, who + "cannot be read: " + e.getMessage());
        }
        return null;
    }

    /**
     * Reads where file systems are known by that no format here reads: only if all of these sectors are readable is it known that there is
     * none.
     *
     * @throws IOException if one cannot be read
     */
    private static void requireFarSignatures(VolumePlace place) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(SECTOR);
        for (long far : FAR_SIGNATURES) {
            if ((far + 1) * SECTOR <= place.length()) {
                place.disk().readFully(place.diskOffset() + far * SECTOR, sector.clear());
            }
        }
    }

    /** What else the volume begins as, by the formats that come behind the one that it is read as; null if as nothing else. */
    private static @Nullable String otherType(VolumePlace place, VolumeFormat format) throws ClosedChannelException {
        for (VolumeFormat next : Formats.ALL.subList(Formats.ALL.indexOf(format) + 1, Formats.ALL.size())) {
            try {
                VolumeReader other = next.open(place);
                if (other != null) {
                    return other.info().type();
                }
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                // What cannot be opened is no other file system.
            }
        }
        return null;
    }

    /** Only where the volume is not known to be something else, which may have been made over what the copy describes. */
    private static @Nullable VolumeReader openByCopy(VolumePlace place, Volume.Kind kind) throws IOException {
        if (kind != Volume.Kind.UNRECOGNISED && kind != Volume.Kind.UNREADABLE) {
            return null;
        }
        for (VolumeFormat format : Formats.ALL) {
            try {
                VolumeReader found = format.openByCopy(place);
                if (found != null) {
                    return found;
                }
            } catch (ClosedChannelException | UnopenedVolumeException e) {
                throw e;
            } catch (IOException e) {
                // There is no copy that can be read, and the volume stays what it is called without.
            }
        }
        return null;
    }

    private void add(@Nullable Partition partition, VolumeProblem.Kind kind, String message) {
        problems.add(new VolumeProblem(partition, kind, message));
    }
}
