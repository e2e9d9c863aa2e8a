package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.FileVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.NameVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystems.support.TreeWalk;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file systems of a disk. Each is asked by one thread at a time; contents are read by several. */
final class JavaFileSystems implements DiskFileSystems {
    private final RandomAccessData disk;
    private final List<VolumeReader> volumes;
    private final List<FileSystemInfo> infos;
    private final List<VolumeProblem> problems;
    private volatile boolean isClosed;

    private JavaFileSystems(RandomAccessData disk, List<VolumeReader> volumes, List<VolumeProblem> problems) {
        this.disk = disk;
        this.volumes = List.copyOf(volumes);
        this.infos = volumes.stream().map(VolumeReader::info).toList();
        this.problems = List.copyOf(problems);
    }

    static JavaFileSystems open(RandomAccessData disk, PartitionTable table, boolean recovers) throws IOException {
        VolumeOpening opening = new VolumeOpening(disk, recovers);
        opening.openAll(table);
        return new JavaFileSystems(disk, opening.volumes(), opening.problems());
    }

    @Override
    public List<FileSystemInfo> fileSystems() {
        return infos;
    }

    @Override
    public List<VolumeProblem> problems() {
        return problems;
    }

    @Override
    public WalkResult walk(FileSystemInfo fileSystem, WalkOptions options, FileVisitor visitor) throws IOException {
        VolumeReader volume = find(fileSystem);
        synchronized (volume) {
            return TreeWalk.files(volume, options, file -> {
                requireOpen();
                return visitor.visit(file);
            });
        }
    }

    @Override
    public WalkResult walkNames(FileSystemInfo fileSystem, WalkOptions options, NameVisitor visitor)
            throws IOException {
        VolumeReader volume = find(fileSystem);
        synchronized (volume) {
            return TreeWalk.names(volume, options, name -> {
                requireOpen();
                return visitor.visit(name);
            });
        }
    }

    @Override
    public @Nullable DiskFile file(FileSystemInfo fileSystem, FileName name) throws IOException {
        VolumeReader volume = find(fileSystem);
        synchronized (volume) {
            FileName actual = new FileName(
                    name.path(),
                    name.kind(),
                    name.allocated(),
                    name.address(),
                    volume.sequence(name.address()),
                    name.printsAlike());
            return volume.file(actual, WalkOptions.defaults().maxExtents());
        }
    }

    @Override
    public DiskFile.Details details(DiskFile file) throws IOException {
        VolumeReader volume = find(file.fileSystem());
        synchronized (volume) {
            return volume.details(file);
        }
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        VolumeReader volume = find(file.fileSystem());
        synchronized (volume) {
            return new OpenContent(volume.content(file, stream), this::requireOpen);
        }
    }

    @Override
    public void unallocated(FileSystemInfo fileSystem, long diskOffset, long length, ExtentVisitor visitor)
            throws IOException {
        VolumeReader volume = find(fileSystem);
        synchronized (volume) {
            volume.unallocatedOnDisk(diskOffset, length, disk.size(), visitor);
        }
    }

    private VolumeReader find(FileSystemInfo fileSystem) throws IOException {
        requireOpen();
        for (VolumeReader volume : volumes) {
            if (volume.info().equals(fileSystem)) {
                return volume;
            }
        }
        throw new IllegalArgumentException(fileSystem + " is of another disk");
    }

    private void requireOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
