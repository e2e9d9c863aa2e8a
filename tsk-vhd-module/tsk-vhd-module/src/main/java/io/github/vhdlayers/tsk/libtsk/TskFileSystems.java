package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
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
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The file systems of a disk, as libtsk reads them. Where they begin is what our own reader of partition tables says, so that
 * partitions have the same numbers everywhere, and a table that libtsk gives up on is still used.
 */
public final class TskFileSystems implements DiskFileSystems {
    private static final int SECTOR = 512;

    private final RandomAccessData disk;
    private final ExternalImage image;
    private final Asking asking;
    private final List<OpenFileSystem> open = new CopyOnWriteArrayList<>();
    private final List<VolumeProblem> problems = new CopyOnWriteArrayList<>();
    private boolean isClosed;

    private TskFileSystems(RandomAccessData disk, ExternalImage image, Asking asking) {
        this.disk = disk;
        this.image = image;
        this.asking = asking;
    }

    /**
     * A disk of which no volume is open yet.
     *
     * @param library reads it
     * @param disk the disk, which is lent
     * @param asking notes what the library is asked for
     * @throws IOException if the library refuses it
     */
    public static TskFileSystems of(LibTsk library, RandomAccessData disk, Asking asking) throws IOException {
        return new TskFileSystems(disk, ExternalImage.open(library, disk), asking);
    }

    static TskFileSystems open(LibTsk library, RandomAccessData disk, PartitionTable table) throws IOException {
        TskFileSystems all = of(library, disk, new Asking(true, question -> {}));
        try {
            TableVolumes.each(table, all::add);
            return all;
        } catch (IOException | RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    private void add(@Nullable Partition partition, Volume.Kind kind, long firstSector) throws IOException {
        try {
            openVolume(partition, kind, firstSector);
        } catch (UnopenedVolumeException e) {
            problems.add(e.problem(partition));
        }
    }

    /**
     * Opens the file system of a volume; it is then the last one of {@link #fileSystems()}.
     *
     * @param partition the partition, or null for a disk without a table that is known
     * @param kind what the volume's first sectors tell
     * @param firstSector where it begins on the disk
     * @throws UnopenedVolumeException if the library does not read it
     * @throws IOException if the disk is closed
     */
    public synchronized FileSystemInfo openVolume(@Nullable Partition partition, Volume.Kind kind, long firstSector)
            throws IOException {
        requireOpen();
        if (firstSector >= disk.size() / SECTOR) {
            throw new UnopenedVolumeException(VolumeProblem.Kind.UNREADABLE, "begins past the end of the disk");
        }
        image.forgetFailures();
        try {
            OpenFileSystem opened =
                    OpenFileSystem.open(image, disk, open.size(), partition, kind, firstSector * SECTOR, asking);
            open.add(opened);
            return opened.info();
        } catch (LibTskException e) {
            throw new UnopenedVolumeException(problemKind(kind), String.valueOf(e.getMessage()));
        }
    }

    /** What is known of the files of a volume that the library did not open. */
    private VolumeProblem.Kind problemKind(Volume.Kind kind) {
        if (image.failures() > 0 || kind == Volume.Kind.UNREADABLE) {
            return VolumeProblem.Kind.UNREADABLE;
        }
        return kind.isFileSystem() ? VolumeProblem.Kind.UNSUPPORTED : VolumeProblem.Kind.UNRECOGNISED;
    }

    /**
     * Forbids to open what is at an address: it becomes a problem of every answer that it would be part of.
     *
     * @param fileSystem one of {@link #fileSystems()}
     * @param address of metadata
     * @param why said in the problem
     */
    public synchronized void refuse(FileSystemInfo fileSystem, long address, String why) throws IOException {
        find(fileSystem).refuse(address, why);
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

    /** Receives how many files were read so far, after each. */
    @FunctionalInterface
    public interface Counter {
        /** Called in the thread that walks. */
        void counted(long files) throws IOException;
    }

    /**
     * Has the library read the metadata of all files, and keeps nothing of it. For a process that has one library: see {@link QuickFunctions}.
     *
     * @param fileSystem one of {@link #fileSystems()}
     * @param options which files
     * @param counter receives how many there are
     * @return what the library reports of memory that it was refused; null if it got what it asked for
     */
    public synchronized @Nullable String tryOut(FileSystemInfo fileSystem, WalkOptions options, Counter counter)
            throws IOException {
        return new TrialWalk(find(fileSystem), options, counter).run();
    }

    @Override
    public synchronized @Nullable DiskFile file(FileSystemInfo fileSystem, FileName name) throws IOException {
        OpenFileSystem system = find(fileSystem);
        Pointer file = system.openFile(name.address());
        if (file == null) {
            return null;
        }
        try {
            long sequence = system.locator().sequence(name.address());
            FileName actual = new FileName(
                    name.path(), name.kind(), name.allocated(), name.address(), sequence, name.printsAlike());
            return new FileBuilder(system, WalkOptions.defaults()).build(file, actual);
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
