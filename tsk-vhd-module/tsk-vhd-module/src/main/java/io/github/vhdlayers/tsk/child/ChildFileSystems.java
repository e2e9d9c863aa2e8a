package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskExtent;
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
import io.github.vhdlayers.filesystem.WalkResult.UnreadFolder;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tsk.libtsk.Asking;
import io.github.vhdlayers.tsk.libtsk.TableVolumes;
import io.github.vhdlayers.tsk.libtsk.UnopenedVolumeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The file systems of a disk, as libtsk reads them in another process. When that ends, what it was asked for last becomes a problem, and
 * another one goes on behind it.
 */
final class ChildFileSystems implements DiskFileSystems {
    private static final int SECTOR = 512;

    /** UFS2 has its superblock farthest from the start, at 256 KiB. */
    private static final int LAST_SUPERBLOCK_ENDS = (256 + 8) << 10;

    private static final VolumeProblem.Kind[] PROBLEM_KINDS = VolumeProblem.Kind.values();

    private final RandomAccessData disk;
    private final @Nullable Path raw;
    private final ChildLimits limits;
    private final Patience patience;
    private final List<ChildVolume> volumes = new ArrayList<>();
    private final List<ChildVolume> open = new ArrayList<>();
    private final List<VolumeProblem> problems = new ArrayList<>();
    private final FreeSpace freeSpace = new FreeSpace(this::free);
    private @Nullable Child child;
    private @Nullable String firstEnd;
    private boolean careful;
    private int lastContent;
    private boolean isClosed;

    private ChildFileSystems(
            RandomAccessData disk, @Nullable Path raw, ChildLimits limits, Patience patience, @Nullable Child child) {
        this.disk = disk;
        this.raw = raw;
        this.limits = limits;
        this.patience = patience;
        this.child = child;
    }

    /**
     * @param raw a raw file with the disk's bytes, or null
     * @param spare a process that was started and not used, or null
     */
    static ChildFileSystems open(
            RandomAccessData disk,
            @Nullable Path raw,
            PartitionTable table,
            ChildLimits limits,
            Patience patience,
            @Nullable Child spare)
            throws IOException {
        ChildFileSystems all = new ChildFileSystems(disk, raw, limits, patience, spare);
        try {
            if (spare != null) {
                spare.disk(disk, raw);
            }
            TableVolumes.each(table, all::add);
            return all;
        } catch (IOException | RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    private synchronized void add(@Nullable Partition partition, Volume.Kind kind, long firstSector)
            throws IOException {
        ChildVolume volume = new ChildVolume(volumes.size(), partition, kind, firstSector);
        volumes.add(volume);
        if (firstSector >= disk.size() / SECTOR) {
            problems.add(
                    new VolumeProblem(partition, VolumeProblem.Kind.UNREADABLE, "begins past the end of the disk"));
            return;
        }
        if (kind == Volume.Kind.UNRECOGNISED && beginsWithZeros(firstSector)) {
            problems.add(new VolumeProblem(
                    partition,
                    VolumeProblem.Kind.UNRECOGNISED,
                    "holds no file system that is known: it begins with zeros"));
            return;
        }
        if (!patience.mayOpen()) {
            noteEnd(firstSector, "was not looked into, because the volumes before it took libtsk too long");
            problems.add(new VolumeProblem(
                    partition,
                    VolumeProblem.Kind.UNREADABLE,
                    "was not looked into, because those before it took libtsk too long (-D" + ChildLimits.SECONDS
                            + "=N allows more)"));
            return;
        }
        long start = System.nanoTime();
        try {
            attempt(volume, process -> volume);
            open.add(volume);
        } catch (UnopenedVolumeException e) {
            problems.add(e.problem(partition));
        } finally {
            patience.opened(System.nanoTime() - start);
        }
    }

    /**
     * Whether a volume has nothing where any of the library's file systems has its superblock. A disk may list a thousand such volumes in
     * each of its views, and the library takes milliseconds for each.
     */
    private boolean beginsWithZeros(long firstSector) {
        ByteBuffer start = ByteBuffer.allocate(LAST_SUPERBLOCK_ENDS);
        try {
            long at = firstSector * SECTOR;
            while (start.hasRemaining() && at + start.position() < disk.size()) {
                if (disk.read(at + start.position(), start) < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // The library is asked, and says that it cannot be read.
            return false;
        }
        return start.flip().mismatch(ByteBuffer.allocate(start.limit())) < 0;
    }

    /** What is asked of a process. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Child process) throws IOException;
    }

    /**
     * Asks, of another process if the first one ends, until there is an answer or nothing more may be asked of the volume.
     *
     * @throws UnopenedVolumeException if nothing of the volume may be asked for any more
     */
    private <T> T attempt(ChildVolume volume, Question<T> question) throws IOException {
        while (true) {
            requireOpen();
            if (volume.broken != null) {
                throw new UnopenedVolumeException(VolumeProblem.Kind.UNREADABLE, volume.broken);
            }
            try {
                Child process = process();
                openIn(process, volume);
                return question.ask(process);
            } catch (ChildEndedException e) {
                ended(volume, e);
            }
        }
    }

    /** Takes note of the end of a process that was asked for something of a volume. */
    private void ended(ChildVolume volume, ChildEndedException e) throws IOException {
        Child process = e.child();
        if (process == child) {
            child = null;
        }
        process.close();
        requireOpen();
        if (process.count()) {
            return;
        }
        if (e.ending().isOfDisk()) {
            noteEnd(volume.firstSector, e.ending().what());
        }
        String why = String.valueOf(e.getMessage());
        Asking.Question question = e.question();
        if (question != null && question.volume() >= 0 && question.volume() < volumes.size()) {
            volumes.get(question.volume()).ended(question.address(), why);
            careful = false;
        } else {
            volume.ended(why);
            // The next one says what it asks the library before it does.
            careful = true;
        }
    }

    private void noteEnd(long firstSector, String what) {
        if (firstEnd == null) {
            firstEnd = "the volume at sector " + firstSector + " " + what;
        }
    }

    /** The first thing on the disk that ended the library's process, or took it too long, as a sentence; null if nothing did. */
    synchronized @Nullable String firstEnd() {
        return firstEnd;
    }

    private Child process() throws IOException {
        Child process = child;
        if (process == null || !process.isAlive()) {
            if (process != null) {
                process.close();
            }
            process = Child.start(limits, careful);
            child = process;
            process.description();
            process.disk(disk, raw);
        }
        return process;
    }

    private void openIn(Child process, ChildVolume volume) throws IOException {
        if (process.volumes().contains(volume.number)) {
            return;
        }
        WireOut request = new WireOut();
        request.number(volume.number);
        request.constant(volume.kind);
        request.number(volume.firstSector);
        request.number(volume.refused.size());
        volume.refused.forEach((address, why) -> {
            request.signed(address);
            request.text(why);
        });
        WireIn answer;
        try {
            answer = new WireIn(call(process, Frame.Type.OPEN, request).payload());
        } catch (ChildEndedException e) {
            if (e.question() == null && !process.count()) {
                volume.broken = "it " + e.getMessage();
            }
            throw e;
        }
        if (!answer.bool()) {
            throw new UnopenedVolumeException(answer.constant(PROBLEM_KINDS), answer.text());
        }
        FileSystemInfo found = Records.fileSystem(answer, open.size(), volume.partition);
        FileSystemInfo before = volume.info;
        if (before == null) {
            volume.info = found;
        } else if (!found.type().equals(before.type()) || found.length() != before.length()) {
            throw new UnopenedVolumeException(
                    VolumeProblem.Kind.UNREADABLE, "libtsk finds another file system there than before");
        }
        process.volumes().add(volume.number);
    }

    /** Asks what has one answer. */
    private Frame call(Child process, Frame.Type type, WireOut request) throws IOException {
        int call = process.begin(type, request);
        try {
            return await(process, call);
        } finally {
            process.forget(call);
        }
    }

    private Frame await(Child process, int call) throws IOException {
        long start = System.nanoTime();
        try {
            return process.await(call, patience.allowance());
        } finally {
            patience.waited(System.nanoTime() - start);
        }
    }

    @Override
    public synchronized List<FileSystemInfo> fileSystems() {
        List<FileSystemInfo> infos = new ArrayList<>();
        for (ChildVolume volume : open) {
            if (volume.info != null) {
                infos.add(volume.info);
            }
        }
        return infos;
    }

    @Override
    public synchronized List<VolumeProblem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public synchronized WalkResult walk(FileSystemInfo fileSystem, WalkOptions options, FileVisitor visitor)
            throws IOException {
        return walk(fileSystem, Frame.Type.WALK, options, in -> visitor.visit(Records.file(in, fileSystem)));
    }

    @Override
    public synchronized WalkResult walkNames(FileSystemInfo fileSystem, WalkOptions options, NameVisitor visitor)
            throws IOException {
        return walk(fileSystem, Frame.Type.NAMES, options, in -> visitor.visit(Records.name(in)));
    }

    /** Takes the records of a batch, one at a time. */
    @FunctionalInterface
    private interface RecordVisitor {
        boolean visit(WireIn in) throws IOException;
    }

    private WalkResult walk(FileSystemInfo fileSystem, Frame.Type type, WalkOptions options, RecordVisitor visitor)
            throws IOException {
        ChildVolume volume = find(fileSystem);
        long[] reported = new long[1];
        try {
            return attempt(volume, process -> walkOnce(process, volume, type, options, reported, visitor));
        } catch (UnopenedVolumeException e) {
            String problem = "the walk ended early: " + e.getMessage();
            return new WalkResult(reported[0], List.of(problem), 1, null, List.of(new UnreadFolder("/", problem)), 1);
        }
    }

    private WalkResult walkOnce(
            Child process,
            ChildVolume volume,
            Frame.Type type,
            WalkOptions options,
            long[] reported,
            RecordVisitor visitor)
            throws IOException {
        WireOut request = new WireOut();
        request.number(volume.number);
        Records.write(request, options);
        request.number(reported[0]);
        int call = process.begin(type, request);
        boolean stopped = false;
        boolean ended = false;
        try {
            while (true) {
                Frame frame = await(process, call);
                WireIn in = new WireIn(frame.payload());
                if (frame.type() == Frame.Type.RESULT) {
                    ended = true;
                    return Records.result(in);
                }
                long before = reported[0];
                while (!stopped && in.hasMore()) {
                    reported[0]++;
                    if (!visitor.visit(in)) {
                        stopped = true;
                        process.send(Frame.Type.STOP, call, new WireOut());
                    }
                }
                patience.found(reported[0] - before);
                if (!stopped) {
                    process.send(Frame.Type.MORE, call, new WireOut());
                }
            }
        } finally {
            process.forget(call);
            if (!ended && process.isAlive()) {
                stop(process, call);
            }
        }
    }

    private static void stop(Child process, int call) {
        try {
            process.send(Frame.Type.STOP, call, new WireOut());
        } catch (IOException e) {
            // It has ended, which is noticed by what asks it next.
        }
    }

    /**
     * Has the library read all files, up to the first end of a process.
     *
     * @param onFiles receives ten times a second how many files of the volume were read
     * @return what the library reports of memory that it was refused; null if it got what it asked for, or has ended
     */
    synchronized @Nullable String tryOut(FileSystemInfo fileSystem, WalkOptions options, LongConsumer onFiles)
            throws IOException {
        ChildVolume volume = find(fileSystem);
        try {
            String complaint =
                    attempt(volume, process -> firstEnd != null ? "" : tryOnce(process, volume, options, onFiles));
            return complaint.isEmpty() ? null : complaint;
        } catch (UnopenedVolumeException e) {
            return null;
        }
    }

    private String tryOnce(Child process, ChildVolume volume, WalkOptions options, LongConsumer onFiles)
            throws IOException {
        WireOut request = new WireOut();
        request.number(volume.number);
        Records.write(request, options);
        int call = process.begin(Frame.Type.TRY, request);
        long before = 0;
        try {
            while (true) {
                Frame frame = await(process, call);
                WireIn in = new WireIn(frame.payload());
                long files = in.size();
                patience.found(files - before);
                before = files;
                onFiles.accept(files);
                if (frame.type() == Frame.Type.RESULT) {
                    return in.text();
                }
            }
        } finally {
            process.forget(call);
        }
    }

    @Override
    public synchronized @Nullable DiskFile file(FileSystemInfo fileSystem, FileName name) throws IOException {
        ChildVolume volume = find(fileSystem);
        Frame answer = attempt(volume, process -> {
            requireAllowed(volume, name);
            WireOut request = new WireOut();
            request.number(volume.number);
            Records.write(request, name);
            return call(process, Frame.Type.FILE, request);
        });
        WireIn in = new WireIn(answer.payload());
        return in.bool() ? Records.file(in, fileSystem) : null;
    }

    private static void requireAllowed(ChildVolume volume, FileName name) throws IOException {
        String refusal = volume.refused.get(name.address());
        if (refusal != null) {
            throw new IOException(name.path() + ": " + refusal);
        }
    }

    @Override
    public synchronized RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        ChildVolume volume = find(file.fileSystem());
        ChildContent content = new ChildContent(this, volume, file, stream, ++lastContent);
        content.open();
        return content;
    }

    /** Asks for something of a content: the process may be another one than before, where the content is not open yet. */
    Frame ask(ChildVolume volume, FileName name, Frame.Type type, WireOut request, ChildContent content)
            throws IOException {
        return attempt(volume, process -> {
            requireAllowed(volume, name);
            if (type != Frame.Type.CONTENT) {
                content.reopen(process);
            }
            Frame answer = call(process, type, request);
            content.isOpenIn(process);
            return answer;
        });
    }

    /** Asks for the content itself, in a process. */
    void openAgain(Child process, WireOut request) throws IOException {
        call(process, Frame.Type.CONTENT, request);
    }

    @Override
    public synchronized void unallocated(FileSystemInfo fileSystem, long diskOffset, long length, ExtentVisitor visitor)
            throws IOException {
        find(fileSystem);
        freeSpace.tell(fileSystem, diskOffset, length, visitor);
    }

    private List<DiskExtent> free(FileSystemInfo fileSystem, long diskOffset, long length) throws IOException {
        ChildVolume volume = find(fileSystem);
        return attempt(volume, process -> {
            WireOut request = new WireOut();
            request.number(volume.number);
            request.number(diskOffset);
            request.number(length);
            List<DiskExtent> extents = new ArrayList<>();
            int call = process.begin(Frame.Type.FREE, request);
            try {
                while (true) {
                    Frame frame = await(process, call);
                    if (frame.type() == Frame.Type.RESULT) {
                        return extents;
                    }
                    WireIn in = new WireIn(frame.payload());
                    while (in.hasMore()) {
                        extents.add(new DiskExtent(in.size(), in.size()));
                    }
                    process.send(Frame.Type.MORE, call, new WireOut());
                }
            } finally {
                process.forget(call);
            }
        });
    }

    private ChildVolume find(FileSystemInfo fileSystem) throws IOException {
        requireOpen();
        ChildVolume found = fileSystem.number() < open.size() ? open.get(fileSystem.number()) : null;
        if (found == null || !fileSystem.equals(found.info)) {
            throw new IllegalArgumentException(fileSystem + " is of another disk");
        }
        return found;
    }

    void requireOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    /** The process, if a content is still open in it. */
    void closeContent(@Nullable Child process, int number) {
        if (process != null && process == child && process.isAlive()) {
            WireOut request = new WireOut();
            request.number(number);
            try {
                process.send(Frame.Type.CLOSE, 0, request);
            } catch (IOException e) {
                // It has ended.
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            if (child != null) {
                child.close();
                child = null;
            }
        }
    }
}
