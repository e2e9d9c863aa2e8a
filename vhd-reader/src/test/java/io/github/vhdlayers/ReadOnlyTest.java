package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evidence stays as it is; and evidence that another program changes meanwhile is not read as if none had. */
class ReadOnlyTest {
    @TempDir
    Path folder;

    @Test
    void contentAndTimesOfEveryFileStay() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("unix"), "no change times");
        for (long seed = 0; seed < 20; seed++) {
            Path chain = Files.createDirectory(folder.resolve("chain" + seed));
            Path leaf = RandomChains.next(seed).writeTo(chain).get(0);
            Map<Path, String> before = state(chain);
            use(leaf);
            assertEquals(before, state(chain), "seed " + seed);
        }
    }

    @Test
    void readOnlyFilesAndFoldersAreRead() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no permissions");
        TestChain chain = RandomChains.next(3);
        List<Path> files = chain.writeTo(folder);
        for (Path file : files) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            use(files.get(0));
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    @Timeout(120)
    void refusesAFileThatBecomesShorter() throws Exception {
        int size = 4 << 20;
        DiskImage dynamic = DiskImage.dynamic(size)
                .blockSize(64 << 10)
                .own(0, size / 512, SectorContent.pattern(1))
                .build();
        DiskImage fixed = DiskImage.fixed(size)
                .own(0, size / 512, SectorContent.pattern(2))
                .build();
        DiskImage child = DiskImage.differencing(size)
                .blockSize(64 << 10)
                .parent(dynamic)
                .own(5, 1, SectorContent.pattern(3))
                .build();
        for (TestChain chain : List.of(TestChain.of(dynamic), TestChain.of(fixed), TestChain.of(child, dynamic))) {
            Path cases = Files.createTempDirectory(folder, "shrinks");
            List<Path> files = chain.writeTo(cases);
            byte[] expected = chain.merged();
            VhdException end = shrinkWhileReading(files.get(0), files.get(files.size() - 1), expected);
            Set<ErrorCode> allowed = Set.of(ErrorCode.FILE_CHANGED, ErrorCode.DATA_TRUNCATED);
            assertTrue(allowed.contains(end.code()), end::getMessage);
        }
    }

    private static VhdException shrinkWhileReading(Path leaf, Path victim, byte[] expected) throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (VirtualDisk disk = VirtualDisk.open(leaf);
                FileChannel writer = FileChannel.open(victim, StandardOpenOption.WRITE)) {
            assertArrayEquals(expected, read(disk, 0, expected.length));
            Semaphore reads = new Semaphore(0);
            Thread thread = new Thread(() -> {
                try {
                    for (long length = writer.size(); length > 4096; length -= 64 << 10) {
                        writer.truncate(length);
                        reads.drainPermits();
                        reads.acquire();
                    }
                } catch (IOException | InterruptedException e) {
                    failure.set(e);
                }
            });
            thread.start();
            VhdException first = null;
            while (thread.isAlive() || first == null) {
                for (int at = expected.length - (64 << 10); at >= 0; at -= 64 << 10) {
                    try {
                        byte[] bytes = read(disk, at, 64 << 10);
                        assertArrayEquals(Arrays.copyOfRange(expected, at, at + (64 << 10)), bytes);
                    } catch (VhdException e) {
                        first = e;
                    }
                    reads.release();
                }
            }
            thread.join();
            assertNull(failure.get());
            return first;
        }
    }

    private static void use(Path leaf) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            disk.findings();
            disk.examineBlocks();
            disk.examineResidue(Progress.NONE);
            disk.ownership().summary();
            read(disk, 0, (int) disk.size());
        }
    }

    private static byte[] read(VirtualDisk disk, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.readFully(from, bytes);
        return bytes.array();
    }

    private static Map<Path, String> state(Path folder) throws IOException {
        Map<Path, String> state = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                state.put(
                        file,
                        Files.getLastModifiedTime(file) + " " + Files.getAttribute(file, "unix:ctime") + " "
                                + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return state;
    }
}
