package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystems.JavaFileSystemReader;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.ExFatVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader in Java makes of exFAT where libtsk is no measure: valid lengths, checksums, damage. */
class ExFatInJavaTest {
    @TempDir
    Path folder = Path.of("");

    private byte[] volume = new byte[0];
    private final Map<String, DiskFile> files = new TreeMap<>();

    @BeforeEach
    void make() throws IOException {
        String missing = InteropTools.missing("mkfs.exfat");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path raw = folder.resolve("raw");
        ExFatVolume.format(raw, 8 << 20);
        try (ExFatVolume made = ExFatVolume.open(raw)) {
            made.folder("/folder");
            for (int i = 0; i < 70; i++) {
                made.write("/folder/a file with a long name " + i, bytes(i, 700));
            }
            made.writeInPieces("/pieces", bytes(100, 50_000));
            made.write("/old", bytes(101, 20_000));
            made.delete("/old");
            made.writePartly("/partly", bytes(102, 20_000), 1_000);
            made.write("/gone", bytes(103, 9_000));
            made.delete("/gone");
        }
        volume = Files.readAllBytes(raw);
    }

    private DiskFileSystems open(byte[] bytes) throws IOException {
        RandomAccessSource disk = RandomAccessSources.ofBytes("disk", bytes);
        return new JavaFileSystemReader().open(disk, PartitionTable.read(disk));
    }

    private WalkResult walk(DiskFileSystems systems) throws IOException {
        return systems.walk(systems.fileSystems().get(0), WalkOptions.defaults().withDeleted(true), file -> {
            files.put(file.path(), file);
            return true;
        });
    }

    private DiskFile file(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    private static byte[] read(DiskFileSystems systems, DiskFile file) throws IOException {
        FileStream stream = file.streams().get(0);
        try (RandomAccessSource content = systems.content(file, stream)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) content.size());
            content.readFully(0, buffer);
            return buffer.array();
        }
    }

    @Test
    void behindTheValidLengthAreZerosAndSlack() throws IOException {
        try (DiskFileSystems systems = open(volume)) {
            assertTrue(walk(systems).isComplete());
            DiskFile partly = file("/partly");
            byte[] content = read(systems, partly);
            assertArrayEquals(Arrays.copyOf(bytes(102, 20_000), 1_000), Arrays.copyOf(content, 1_000));
            assertArrayEquals(new byte[19_000], Arrays.copyOfRange(content, 1_000, 20_000));
            FileExtent behind = partly.streams().get(0).extents().get(1);
            assertEquals(FileExtent.Kind.UNWRITTEN, behind.kind());
            assertEquals(1_000, behind.contentOffset());
            assertTrue(behind.diskOffset() > 0);
            assertArrayEquals(bytes(100, 50_000), read(systems, file("/pieces")));
            assertFalse(file("/gone").allocated());
            assertArrayEquals(bytes(103, 9_000), read(systems, file("/gone")));
        }
    }

    @Test
    void aWrongChecksumIsAProblemOfItsFile() throws IOException {
        try (DiskFileSystems systems = open(volume)) {
            walk(systems);
        }
        int place = (int) file("/pieces").metadata().get(0).diskOffset();
        volume[place + 8] ^= 1;
        files.clear();
        try (DiskFileSystems systems = open(volume)) {
            assertEquals(1, walk(systems).problemCount());
            assertEquals("the checksum of its entries is wrong", file("/pieces").problem());
        }
    }

    @Test
    void damageIsReportedAndReadingGoesOn() throws IOException {
        long seed = Long.getLong("damage.seed", 20_261_129);
        int[] used = java.util.stream.IntStream.range(0, volume.length)
                .filter(at -> volume[at] != 0)
                .filter(at -> at < 512 || at > 12 * 512)
                .limit(12_000)
                .toArray();
        for (int round = 0; round < Integer.getInteger("damage.rounds", 60); round++) {
            Random damage = new Random(seed + round);
            byte[] damaged = volume.clone();
            for (int i = damage.nextInt(60); i >= 0; i--) {
                damaged[used[damage.nextInt(used.length)]] = (byte) damage.nextInt(256);
            }
            System.arraycopy(volume, 0, damaged, 0, 11);
            damaged[510] = 0x55;
            damaged[511] = (byte) 0xAA;
            try {
                exhaust(damaged);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Ddamage.seed=" + (seed + round) + " -Ddamage.rounds=1", e);
            }
        }
    }

    private void exhaust(byte[] damaged) throws IOException {
        try (DiskFileSystems systems = open(damaged)) {
            for (FileSystemInfo info : systems.fileSystems()) {
                WalkOptions options = WalkOptions.defaults().withOrphans(true).withMaxFiles(20_000);
                systems.walk(info, options, file -> {
                    for (FileStream stream : file.streams()) {
                        try (RandomAccessSource content = systems.content(file, stream)) {
                            content.read(0, ByteBuffer.allocate(1 << 16));
                        } catch (IOException e) {
                            // Damage is reported by an exception.
                        }
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
                    systems.unallocated(info, 0, damaged.length, extent -> {});
                } catch (IOException e) {
                    // Damage is reported by an exception.
                }
            }
        }
    }
}
