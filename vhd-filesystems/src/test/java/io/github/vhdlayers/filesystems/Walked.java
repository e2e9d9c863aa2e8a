package io.github.vhdlayers.filesystems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A raw disk with one volume, walked with this module's reader. Nothing of it need be closed: it is in memory. */
public final class Walked {
    private static final int MOST_READ = 1 << 22;

    private final DiskFileSystems systems;
    private final Map<String, DiskFile> files = new LinkedHashMap<>();
    private final WalkResult result;

    private Walked(RandomAccessSource disk, DiskFileSystems systems, WalkOptions options) throws IOException {
        this.systems = systems;
        List<DiskFile> all = new ArrayList<>();
        this.result = systems.walk(systems.fileSystems().get(0), options, file -> {
            files.putIfAbsent(file.path(), file);
            all.add(file);
            return true;
        });
        if (info().state() != FileSystemInfo.State.RECOVERED) {
            requireRecordsOf(all, disk);
        }
    }

    /** Each file's record, found by its number, is where the file says, with its times. */
    private void requireRecordsOf(List<DiskFile> all, RandomAccessSource disk) throws IOException {
        MetadataRecords records = MetadataRecords.open(disk, info());
        for (DiskFile file : all) {
            if (file.isRead() && file.kind() != DiskFile.Kind.VIRTUAL) {
                List<DiskExtent> places = records.places(file.name().address());
                String what = file.path() + " of " + info().type() + ": " + places + " of " + file.metadata();
                assertTrue(file.metadata().containsAll(places), what);
                assertEquals(file.metadata().isEmpty(), places.isEmpty(), what);
                assertEquals(file.times(), records.times(file.name().address()), what);
            }
        }
    }

    /** With deleted names and orphans. */
    public static Walked of(byte[] disk) throws IOException {
        return of(RandomAccessSources.ofBytes("disk", disk));
    }

    /** With deleted names and orphans. */
    public static Walked of(RandomAccessSource disk) throws IOException {
        DiskFileSystems systems = new JavaFileSystemReader().open(disk, PartitionTable.read(disk));
        if (systems.fileSystems().isEmpty()) {
            throw new IOException(systems.problems().toString());
        }
        return new Walked(
                disk, systems, WalkOptions.defaults().withDeleted(true).withOrphans(true));
    }

    /** The state without what is in a journal, with deleted names and orphans. */
    public static Walked withoutRecovery(byte[] bytes) throws IOException {
        RandomAccessSource disk = RandomAccessSources.ofBytes("disk", bytes);
        return new Walked(
                disk,
                new JavaFileSystemReader().withoutRecovery().open(disk, PartitionTable.read(disk)),
                WalkOptions.defaults().withDeleted(true).withOrphans(true));
    }

    /** The problems of a disk's volumes. */
    public static List<VolumeProblem> problems(byte[] bytes) throws IOException {
        RandomAccessSource disk = RandomAccessSources.ofBytes("disk", bytes);
        return new JavaFileSystemReader().open(disk, PartitionTable.read(disk)).problems();
    }

    /** The file system. */
    public FileSystemInfo info() {
        return systems.fileSystems().get(0);
    }

    /** The open file systems. */
    public DiskFileSystems systems() {
        return systems;
    }

    /** How the walk ended. */
    public WalkResult result() {
        return result;
    }

    /** How many bytes are free by the file system's tables. */
    public long free() throws IOException {
        long[] free = {0};
        systems.unallocated(info(), 0, Long.MAX_VALUE / 4, extent -> free[0] += extent.length());
        return free[0];
    }

    /** Files by their paths, the first of several of one path. */
    public Map<String, DiskFile> files() {
        return files;
    }

    /** The file of a path. */
    public DiskFile file(String path) {
        return Objects.requireNonNull(files.get(path), () -> path + " is not among " + files.keySet());
    }

    /** What else is recorded about the file of a path. */
    public DiskFile.Details details(String path) throws IOException {
        return systems.details(file(path));
    }

    /** A file's main content. */
    public byte[] content(String path) throws IOException {
        DiskFile file = file(path);
        return content(file, Objects.requireNonNull(file.stream("")));
    }

    /** A content, at most 4 MiB of it. */
    public byte[] content(DiskFile file, FileStream stream) throws IOException {
        try (RandomAccessSource content = systems.content(file, stream)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(MOST_READ, content.size()));
            content.readFully(0, buffer);
            return buffer.array();
        }
    }

    /** Does all that can be done with a disk, and lets nothing but documented exceptions out of it. */
    public static void exhaust(RandomAccessSource disk) throws IOException {
        try (DiskFileSystems systems = new JavaFileSystemReader().open(disk, PartitionTable.read(disk))) {
            WalkOptions options =
                    WalkOptions.defaults().withDeleted(true).withOrphans(true).withMaxFiles(20_000);
            for (FileSystemInfo info : systems.fileSystems()) {
                systems.walk(info, options, file -> {
                    for (FileStream stream : file.streams()) {
                        read(systems, file, stream);
                    }
                    try {
                        systems.file(info, file.name());
                    } catch (IOException e) {
                        // Damage is reported by an exception.
                    }
                    return true;
                });
                systems.walkNames(info, options, name -> true);
                try {
                    systems.unallocated(info, 0, disk.size(), extent -> {});
                } catch (IOException e) {
                    // Damage is reported by an exception.
                }
            }
        }
    }

    private static void read(DiskFileSystems systems, DiskFile file, FileStream stream) {
        try (RandomAccessSource content = systems.content(file, stream)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            content.read(0, buffer);
            buffer.clear();
            content.read(Math.max(0, content.size() - 1000), buffer);
        } catch (IOException e) {
            // Damage is reported by an exception.
        }
    }
}
