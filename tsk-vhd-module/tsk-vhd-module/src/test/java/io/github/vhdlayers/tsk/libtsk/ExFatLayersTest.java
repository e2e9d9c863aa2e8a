package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.ExFatVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child did to the files of an exFAT volume. */
class ExFatLayersTest {
    @TempDir
    Path folder = Path.of("");

    private final Map<String, FileOwnership.Status> done = new TreeMap<>();
    private final Map<String, byte[]> made = new TreeMap<>();

    @BeforeEach
    void needsPrograms() {
        TestLibrary.get();
        String missing = InteropTools.missing("mkfs.exfat", "fsck.exfat", "icat");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void theListOfChangesAndEveryContentAreWhatWasMade() throws IOException {
        Path before = folder.resolve("before.raw");
        Path after = folder.resolve("after.raw");
        ExFatVolume.format(before, 8 << 20);
        try (ExFatVolume volume = ExFatVolume.open(before)) {
            parent(volume);
        }
        fsck(before);
        Files.copy(before, after);
        try (ExFatVolume volume = ExFatVolume.open(after)) {
            child(volume);
        }
        fsck(after);
        Map<String, byte[]> read = LayersTruth.check(folder, before, after, 512, done);
        made.forEach((path, content) -> assertArrayEquals(content, read.get(path), path));
    }

    @Test
    void aFileNotWrittenToItsEndHasAProblem() throws IOException {
        Path raw = folder.resolve("partly.raw");
        ExFatVolume.format(raw, 8 << 20);
        try (ExFatVolume volume = ExFatVolume.open(raw)) {
            volume.writePartly("/partly.bin", bytes(1, 6_000), 1_000);
            volume.write("/wholly.bin", bytes(2, 6_000));
        }
        fsck(raw);
        Map<String, String> problems = new TreeMap<>();
        try (RandomAccessSource disk = RandomAccessSources.ofPath(raw);
                DiskFileSystems systems = FileSystemReaders.named("tsk").open(disk, PartitionTable.read(disk))) {
            systems.walk(systems.fileSystems().get(0), WalkOptions.defaults(), file -> {
                if (file.problem() != null) {
                    problems.put(file.path(), file.problem());
                }
                return true;
            });
        }
        assertEquals(
                Map.of(
                        "/partly.bin",
                        "only 1000 of its 6000 bytes were ever written; the rest is what was there before it"),
                problems);
    }

    private void parent(ExFatVolume volume) throws IOException {
        volume.folder("/many");
        for (int i = 0; i < 60; i++) {
            volume.write("/many/a file with a long name " + i, bytes(i, 700));
        }
        volume.folder("/quiet");
        write(volume, "/quiet/unmoved.txt", bytes(56, 2_000));
        write(volume, "/kept.bin", bytes(50, 90_000));
        write(volume, "/in place.bin", bytes(51, 60_000));
        write(volume, "/grown.bin", bytes(52, 3_000));
        write(volume, "/deleted.bin", bytes(53, 20_000));
        write(volume, "/renamed.bin", bytes(54, 9_000));
        write(volume, "/Größe 日本.txt", bytes(55, 2_000));
        write(volume, "/empty", new byte[0]);
        volume.writeInPieces("/in pieces.bin", bytes(57, 50_000));
        made.put("/in pieces.bin", bytes(57, 50_000));
    }

    private void child(ExFatVolume volume) throws IOException {
        volume.writeAt("/in place.bin", 30_000, bytes(151, 200));
        System.arraycopy(bytes(151, 200), 0, made.get("/in place.bin"), 30_000, 200);
        done.put("/in place.bin", FileOwnership.Status.CONTENT_CHANGED);
        volume.append("/grown.bin", bytes(152, 27_000));
        byte[] grown = new byte[30_000];
        System.arraycopy(bytes(52, 3_000), 0, grown, 0, 3_000);
        System.arraycopy(bytes(152, 27_000), 0, grown, 3_000, 27_000);
        made.put("/grown.bin", grown);
        done.put("/grown.bin", FileOwnership.Status.CONTENT_CHANGED);
        volume.delete("/deleted.bin");
        done.put("/deleted.bin", FileOwnership.Status.DELETED);
        // As on FAT, no address outlives a name.
        volume.rename("/renamed.bin", "/renamed as well.bin");
        done.put("/renamed.bin", FileOwnership.Status.DELETED);
        done.put("/renamed as well.bin", FileOwnership.Status.NEW);
        made.put("/renamed as well.bin", bytes(54, 9_000));
        volume.writeAt("/Größe 日本.txt", 100, bytes(155, 1_900));
        System.arraycopy(bytes(155, 1_900), 0, made.get("/Größe 日本.txt"), 100, 1_900);
        done.put("/Größe 日本.txt", FileOwnership.Status.CONTENT_CHANGED);
        volume.writeAt("/in pieces.bin", 20_000, bytes(157, 5_000));
        System.arraycopy(bytes(157, 5_000), 0, made.get("/in pieces.bin"), 20_000, 5_000);
        done.put("/in pieces.bin", FileOwnership.Status.CONTENT_CHANGED);
        write(volume, "/many/новый.txt", bytes(58, 5_000));
        done.put("/many/новый.txt", FileOwnership.Status.NEW);
        done.put("/many", FileOwnership.Status.METADATA_CHANGED);
        done.put("/", FileOwnership.Status.METADATA_CHANGED);
    }

    private void write(ExFatVolume volume, String path, byte[] content) throws IOException {
        volume.write(path, content);
        made.put(path, content.clone());
    }

    private void fsck(Path raw) throws IOException {
        InteropTools.run(folder, "fsck.exfat", "-n", raw.toString()).requireSuccess();
    }
}
