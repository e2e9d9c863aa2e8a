package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.files.DiskFileSystems;
import io.github.vhdlayers.files.ExtentVisitor;
import io.github.vhdlayers.files.FileName;
import io.github.vhdlayers.files.FileStream;
import io.github.vhdlayers.files.FileSystemInfo;
import io.github.vhdlayers.files.FileVisitor;
import io.github.vhdlayers.files.NameVisitor;
import io.github.vhdlayers.files.VolumeProblem;
import io.github.vhdlayers.files.WalkOptions;
import io.github.vhdlayers.files.WalkResult;
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

/**
 * The file systems of a disk, as libtsk reads them. Where they begin is what our own reader of partition tables says, so that
 * partitions have the same numbers everywhere, and a table that libtsk gives up on is still used.
 */
final class TskFileSystems implements DiskFileSystems {
    private static final int SECTOR = 512;

    private final ExternalImage image;
    private final List<OpenFileSystem> open = new ArrayList<>();
    private final List<VolumeProblem> problems = new ArrayList<>();
    private boolean isClosed;

    private TskFileSystems(ExternalImage image) {
        this.image = image;
    }

    static TskFileSystems open(LibTsk library, RandomAccessSource disk, PartitionTable table) throws IOException {
        TskFileSystems all = new TskFileSystems(ExternalImage.open(library, disk));
        try {
            List<Partition> partitions = table.partitions();
            for (Partition partition : partitions) {
                if (partition.kind() != PartitionKind.EXTENDED) {
                    all.add(disk, partition, partition.firstSector());
                }
            }
            if (partitions.isEmpty()) {
                all.add(disk, null, 0);
            }
            return all;
        } catch (IOException | RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    private void add(RandomAccessSource disk, @Nullable Partition partition, long firstSector) throws IOException {
        if (firstSector >= disk.size() / SECTOR) {
            problems.add(
                    new VolumeProblem(partition, VolumeProblem.Kind.UNREADABLE, "begins past the end of the disk"));
            return;
        }
        image.forgetFailures();
        try {
            open.add(OpenFileSystem.open(image, disk, open.size(), partition, firstSector * SECTOR));
        } catch (LibTskException e) {
            problems.add(new VolumeProblem(partition, kind(partition), String.valueOf(e.getMessage())));
        }
    }

    /** What is known of the files of a volume that the library did not open. */
    private VolumeProblem.Kind kind(@Nullable Partition partition) {
        Volume volume = partition == null ? null : partition.volume();
        if (image.failures() > 0 || (volume != null && volume.kind() == VolumeKind.UNREADABLE)) {
            return VolumeProblem.Kind.UNREADABLE;
        }
        return volume != null && volume.kind().isFileSystem()
                ? VolumeProblem.Kind.UNSUPPORTED
                : VolumeProblem.Kind.UNRECOGNISED;
    }

    @Override
    public List<FileSystemInfo> fileSystems() {
        return open.stream().map(OpenFileSystem::info).toList();
    }

    @Override
    public List<VolumeProblem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public synchronized WalkResult walk(FileSystemInfo fileSystem, WalkOptions options, FileVisitor visitor)
            throws IOException {
        return new TreeWalk(find(fileSystem), options, new TreeWalk.Files(visitor)).run();
    }

    @Override
    public synchronized WalkResult walkNames(FileSystemInfo fileSystem, WalkOptions options, NameVisitor visitor)
            throws IOException {
        return new TreeWalk(find(fileSystem), options, new TreeWalk.Names(visitor)).run();
    }

    @Override
    public synchronized @Nullable DiskFile file(FileSystemInfo fileSystem, FileName name) throws IOException {
        OpenFileSystem system = find(fileSystem);
        Pointer file = system.openFile(name.address());
        if (file == null) {
            return null;
        }
        try {
            return new FileBuilder(system, WalkOptions.defaults()).build(file, name);
        } finally {
            system.functions().tsk_fs_file_close(file);
        }
    }

    @Override
    public synchronized RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        return ContentSource.open(this, find(file.fileSystem()), file, stream);
    }

    @Override
    public synchronized void unallocated(FileSystemInfo fileSystem, long diskOffset, long length, ExtentVisitor visitor)
            throws IOException {
        new UnallocatedScan(find(fileSystem), visitor).run(diskOffset, length);
    }

    private OpenFileSystem find(FileSystemInfo fileSystem) throws IOException {
        requireOpen();
        OpenFileSystem found = fileSystem.number() < open.size() ? open.get(fileSystem.number()) : null;
        if (found == null || !found.info().equals(fileSystem)) {
            throw new IllegalArgumentException(fileSystem + " is of another disk");
        }
        return found;
    }

    /** Refuses what is no longer possible; to be called with this locked. */
    void requireOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            open.forEach(OpenFileSystem::close);
            image.close();
        }
    }
}
