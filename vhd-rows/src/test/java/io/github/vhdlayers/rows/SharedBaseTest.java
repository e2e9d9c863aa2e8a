package io.github.vhdlayers.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.testkit.SharedBase;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One base and many children: what is read of their files, counted at the files. */
class SharedBaseTest {
    private static final int CHILDREN = 16;
    private static final Path EVIDENCE = Path.of("..", "samples", "evidence", "leaf.vhd");
    /** Behind the times of the files inside, in seconds since 2000: nothing is in doubt then. */
    private static final long CREATED = 844_128_000;

    /** What says that a file is a disk, before the rest of it is read. */
    private static final long RECOGNISED_BY = 2048;

    @TempDir
    Path folder;

    private final WatchedFileSystem files = new WatchedFileSystem(FileSystems.getDefault());
    private List<LabDisk> lab = List.of();
    private Path base = Path.of("unset");

    /** The base of the sample evidence, and children that changed it as its middle or its leaf did. */
    @BeforeEach
    void makeLab() throws IOException {
        List<byte[]> states = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(EVIDENCE)) {
            for (int layer = disk.chain().layers().size() - 1; layer >= 0; layer--) {
                ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
                disk.asOf(layer).readFully(0, bytes);
                states.add(bytes.array());
            }
        }
        base = SharedBase.write(folder, states, CHILDREN, CREATED).get(0);
        lab = Lab.list(List.of(files.of(folder)));
        assertEquals(CHILDREN + 1, lab.size());
        files.forget();
    }

    private void write(RowTable table, LabDisk disk, LabFiles shared) throws IOException {
        TableRows.write(RowRequest.all(table), disk, shared, FileSystemReaders.named("java"), row -> {
            assertNull(row.get("error"), row::toString);
        });
    }

    @Test
    void noByteOfAnyFileIsReadTwiceForATable() throws IOException {
        for (RowTable table : RowTable.values()) {
            files.forget();
            try (LabFiles shared = new LabFiles()) {
                for (LabDisk disk : lab) {
                    write(table, disk, shared);
                }
            }
            read().forEach((file, times) ->
                    assertTrue(times.again() <= RECOGNISED_BY, () -> table + " " + file + " " + times));
        }
    }

    @Test
    void withoutSharingEachChildReadsOfTheBaseAgain() throws IOException {
        for (LabDisk disk : lab) {
            try (LabFiles own = new LabFiles()) {
                write(RowTable.FILES, disk, own);
            }
        }
        assertTrue(times(base).again() > CHILDREN * Files.size(base) / 2, () -> times(base)
                .toString());
    }

    @Test
    void aFileThatWasChangedMeanwhileIsReadAnew() throws IOException {
        try (LabFiles shared = new LabFiles()) {
            write(RowTable.FILES, lab.get(1), shared);
            long bytes = times(base).bytes();
            write(RowTable.FILES, lab.get(2), shared);
            assertTrue(times(base).bytes() < bytes * 3 / 2, () -> times(base).toString());
            Files.setLastModifiedTime(base, FileTime.fromMillis(1_700_000_000_000L));
            write(RowTable.FILES, lab.get(3), shared);
            assertTrue(times(base).again() > bytes * 3 / 4, () -> times(base).toString());
        }
    }

    private Times times(Path file) {
        return Objects.requireNonNull(read().get(file));
    }

    /** Bytes that were read at least once, and how many were read again. */
    private record Times(long bytes, long again) {}

    private Map<Path, Times> read() {
        Map<Path, BitSet> seen = new TreeMap<>();
        Map<Path, Times> times = new TreeMap<>();
        for (WatchedFileSystem.Read read : files.reads()) {
            BitSet bytes = seen.computeIfAbsent(read.path(), path -> new BitSet());
            int from = (int) read.position();
            int to = from + read.bytes();
            int again = bytes.get(from, to).cardinality();
            bytes.set(from, to);
            Times before = times.getOrDefault(read.path(), new Times(0, 0));
            times.put(read.path(), new Times(before.bytes() + read.bytes(), before.again() + again));
        }
        return times;
    }
}
