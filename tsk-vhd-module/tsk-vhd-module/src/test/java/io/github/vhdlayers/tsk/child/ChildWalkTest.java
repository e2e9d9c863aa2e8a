package io.github.vhdlayers.tsk.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.tsk.libtsk.TskFileSystemReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What libtsk tells from its own process is what it tells within this one, whenever that process ends. */
class ChildWalkTest {
    private static final WalkOptions ALL = WalkOptions.defaults().withOrphans(true);
    private static final Duration LONGER_THAN_A_START = Duration.ofSeconds(1);

    private VirtualDisk disk;

    @BeforeEach
    void open() throws IOException {
        try {
            new TskFileSystemReader().description();
        } catch (IOException e) {
            Assumptions.abort(e.getMessage());
        }
        disk = VirtualDisk.open(Path.of("../../samples/evidence/leaf.vhd"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        if (disk != null) {
            disk.close();
            for (ProcessHandle child : children()) {
                child.onExit().get(30, TimeUnit.SECONDS);
            }
            assertEquals(List.of(), children());
        }
    }

    @Test
    void aTrialReadsWhatAWalkFinds() throws IOException {
        List<String> found = new ArrayList<>();
        WalkOptions deletedToo = ALL.withDeleted(true);
        try (DiskFileSystems systems = open(new TskProcessReader())) {
            for (FileSystemInfo each : systems.fileSystems()) {
                systems.walk(each, deletedToo, file -> {
                    if (!file.path().equals("/")) {
                        found.add(file.path());
                    }
                    return true;
                });
            }
        }
        List<Long> counts = new ArrayList<>();
        assertNull(LibTskTrial.failureOf(disk, true, counts::add));
        assertEquals(0, counts.get(0));
        assertEquals(found.size(), counts.get(counts.size() - 1));
    }

    private DiskFileSystems open(FileSystemReader reader) throws IOException {
        return reader.open(disk, PartitionTable.read(disk));
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    /** The processor time of all processes that there are. */
    private static Duration used() {
        return children().stream()
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void killChildren() throws Exception {
        for (ProcessHandle child : children()) {
            child.destroyForcibly();
            child.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    /** All that a disk tells. */
    private record Reported(
            List<FileSystemInfo> systems,
            List<DiskFile> files,
            List<FileName> names,
            List<ByteBuffer> contents,
            List<DiskExtent> free,
            List<WalkResult> results) {}

    private static Reported reported(DiskFileSystems systems, Step step) throws Exception {
        Reported reported = new Reported(
                systems.fileSystems(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (FileSystemInfo system : systems.fileSystems()) {
            reported.results().add(systems.walk(system, ALL, file -> {
                reported.files().add(file);
                step.now();
                for (FileStream stream : file.streams()) {
                    reported.contents().add(content(systems, file, stream));
                }
                return true;
            }));
            reported.results().add(systems.walkNames(system, ALL, name -> {
                reported.names().add(name);
                step.now();
                return true;
            }));
            for (DiskFile file : List.copyOf(reported.files())) {
                assertEquals(file.streams(), streams(systems.file(system, file.name()), file));
            }
            systems.unallocated(system, system.diskOffset(), system.length(), reported.free()::add);
        }
        return reported;
    }

    private static List<FileStream> streams(@Nullable DiskFile file, DiskFile otherwise) {
        return file == null ? otherwise.streams() : file.streams();
    }

    /** Is done between one file and the next. */
    @FunctionalInterface
    private interface Step {
        void now() throws IOException;
    }

    private static ByteBuffer content(DiskFileSystems systems, DiskFile file, FileStream stream) {
        try (RandomAccessSource content = systems.content(file, stream)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(1 << 20, content.size()));
            content.readFully(0, bytes);
            return bytes.flip();
        } catch (IOException e) {
            return ByteBuffer.wrap(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aProcessReportsTheSameAsTheLibraryInThisProcess() throws Exception {
        try (DiskFileSystems here = open(new TskFileSystemReader());
                DiskFileSystems there = open(new TskProcessReader())) {
            Reported expected = reported(here, () -> {});
            assertTrue(expected.files().size() > 10, "too few files");
            assertEquals(expected, reported(there, () -> {}));
            assertEquals(here.problems(), there.problems());
        }
        assertEquals(new TskFileSystemReader().description(), new TskProcessReader().description());
        // One that is not used ends by itself, but not at once.
        killChildren();
    }

    @Test
    void resultsAreTheSameWheneverTheProcessEnds() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        try (DiskFileSystems here = open(new TskFileSystemReader())) {
            Reported expected = reported(here, () -> {});
            int all = expected.files().size() + expected.names().size();
            for (int round = 0; round < 3; round++) {
                int at = random.nextInt(all);
                int[] passed = new int[1];
                try (DiskFileSystems there = open(new TskProcessReader())) {
                    Reported reported = reported(there, () -> {
                        if (passed[0]++ == at) {
                            try {
                                killChildren();
                            } catch (Exception e) {
                                throw new IOException(e);
                            }
                        }
                    });
                    assertEquals(expected, reported, "seed " + seed);
                }
            }
        }
    }

    @Test
    void aVolumeThatKillsEveryProcessEndsTheWalk() throws Exception {
        try (DiskFileSystems there = open(new TskProcessReader())) {
            List<String> reported = new ArrayList<>();
            WalkResult result = there.walk(there.fileSystems().get(0), ALL, file -> {
                reported.add(file.path());
                try {
                    killChildren();
                } catch (Exception e) {
                    throw new IOException(e);
                }
                return true;
            });
            // Some were on their way already.
            assertEquals(reported.size(), result.files());
            assertEquals(reported.size(), reported.stream().distinct().count());
        }
    }

    @Test
    void anEndlessLoopEndsAndIsNamed() throws Exception {
        System.setProperty(ChildLimits.SECONDS, "2");
        FileSystemReader reader = new TskProcessReader();
        long start = System.nanoTime();
        try {
            for (int layer = 0; layer < 12; layer++) {
                // Views of one chain have the names of their layers.
                String name = "folder/layer" + layer + ".vhd";
                try (RandomAccessSource source = RandomAccessSources.ofBytes(name, EndlessIso.disk());
                        DiskFileSystems there = reader.open(source, PartitionTable.read(source))) {
                    assertEquals(List.of(), there.fileSystems());
                    String message = there.problems().get(0).message();
                    assertTrue(message.contains("longer than") || message.contains("too long"), message);
                    assertTrue(message.contains(ChildLimits.SECONDS), message);
                    assertTrue(there.problems().get(0).mayHaveFiles());
                }
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertTrue(seconds < 20, seconds + " s");
        } finally {
            System.clearProperty(ChildLimits.SECONDS);
        }
    }

    @Test
    void theLibraryIsNotAskedAboutVolumesThatBeginWithZeros() throws Exception {
        FileSystemReader reader = new TskProcessReader();
        reader.description();
        killChildren();
        try (RandomAccessSource source = RandomAccessSources.ofBytes("zeros", new byte[1 << 20]);
                DiskFileSystems there = reader.open(source, PartitionTable.read(source))) {
            assertEquals(List.of(), there.fileSystems());
            assertEquals(1, there.problems().size());
            assertEquals(List.of(), children());
        }
    }

    @Test
    void anInterruptionEndsAnEndlessLoop() throws Exception {
        try (RandomAccessSource source = RandomAccessSources.ofBytes("iso", EndlessIso.disk())) {
            PartitionTable table = PartitionTable.read(source);
            List<Throwable> thrown = new ArrayList<>();
            Thread thread = new Thread(() -> {
                Throwable found =
                        assertThrows(InterruptedIOException.class, () -> new TskProcessReader().open(source, table));
                thrown.add(found);
                assertTrue(Thread.currentThread().isInterrupted());
            });
            thread.start();
            while (used().compareTo(LONGER_THAN_A_START) < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            thread.interrupt();
            thread.join(Duration.ofSeconds(5).toMillis());
            assertFalse(thread.isAlive(), "still running");
            assertEquals(1, thrown.size());
        }
    }

    @Test
    void whatTheDiskCannotReadFailsAsItDoesHere() throws Exception {
        RandomAccessSource whole = disk;
        PartitionTable table = PartitionTable.read(disk);
        Random random = new Random(5);
        long bad = 512L * random.nextInt((int) (whole.size() / 512));
        List<List<String>> results = new ArrayList<>();
        for (FileSystemReader reader : List.of(new TskFileSystemReader(), new TskProcessReader())) {
            List<String> reported = new ArrayList<>();
            try (DiskFileSystems systems = reader.open(new Unreadable(whole, bad, bad + (1 << 18)), table)) {
                systems.problems().forEach(problem -> reported.add(problem.toString()));
                for (FileSystemInfo system : systems.fileSystems()) {
                    reported.add(systems.walk(system, ALL, file -> {
                                reported.add(file.toString());
                                for (FileStream stream : file.streams()) {
                                    reported.add(new String(
                                            content(systems, file, stream).array(), StandardCharsets.ISO_8859_1));
                                }
                                return true;
                            })
                            .toString());
                }
            }
            results.add(reported);
        }
        assertEquals(results.get(0), results.get(1));
    }

    @Test
    void nothingIsAnsweredAfterTheEnd() throws Exception {
        DiskFileSystems there = open(new TskProcessReader());
        FileSystemInfo system = there.fileSystems().get(0);
        List<RandomAccessSource> contents = new ArrayList<>();
        there.walk(system, ALL, file -> {
            FileStream main = file.stream("");
            if (contents.isEmpty()
                    && main != null
                    && main.size() > 10
                    && main.extents().size() > 0) {
                contents.add(there.content(file, main));
            }
            return contents.isEmpty();
        });
        assertNotNull(contents.get(0));
        there.close();
        assertThrows(ClosedChannelException.class, () -> contents.get(0).read(0, ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> there.walk(system, ALL, file -> true));
    }

    /** A disk that cannot be read in one range. */
    private record Unreadable(RandomAccessSource disk, long from, long end) implements RandomAccessSource {
        @Override
        public String name() {
            return disk.name();
        }

        @Override
        public long size() throws IOException {
            return disk.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            if (position < end && position + target.remaining() > from) {
                throw new IOException("no byte from " + from + " to " + end);
            }
            return disk.read(position, target);
        }

        @Override
        public void close() {
            // It is another's.
        }
    }
}
