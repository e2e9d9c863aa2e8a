package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.analysis.files.LayerFilesReport.NonFileSectors;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child keeps beside documents is named and counted, and compressed files are read as what was written into them. */
class KeptDataTest extends EachReader {
    private static final int CLUSTER = 4096;

    @TempDir
    Path folder = Path.of("");

    private Path before = Path.of("");
    private Path after = Path.of("");

    @BeforeEach
    void needsPrograms() throws IOException {
        String missing = InteropTools.missing("mkfs.ntfs", "icat");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        before = folder.resolve("before.raw");
        after = folder.resolve("after.raw");
        NtfsVolume.format(before, 8 << 20);
    }

    @Test
    void eachKindIsListedWithItsSectors() throws IOException {
        Files.copy(before, after);
        Map<NonFileSectors.Kind, Long> made = new TreeMap<>();
        try (NtfsVolume volume = NtfsVolume.open(after)) {
            made.put(
                    NonFileSectors.Kind.PAGE_FILE,
                    write(volume, "/pagefile.sys", 30) + write(volume, "/swapfile.sys", 3));
            made.put(NonFileSectors.Kind.HIBERNATION, write(volume, "/hiberfil.sys", 20));
            volume.folder("/$Recycle.Bin");
            volume.folder("/$Recycle.Bin/S-1-5-21-1");
            made.put(NonFileSectors.Kind.RECYCLED, write(volume, "/$Recycle.Bin/S-1-5-21-1/$R12345.doc", 5));
            volume.folder("/System Volume Information");
            made.put(
                    NonFileSectors.Kind.SHADOW_COPIES,
                    write(
                            volume,
                            "/System Volume Information/{11111111-2222-3333-4444-555555555555}"
                                    + "{3808876b-c176-4e48-b7ae-04046e6cc752}",
                            40));
            volume.folder("/Users");
            made.put(
                    NonFileSectors.Kind.TEMPORARY,
                    write(volume, "/Users/~$letter.docx", 2) + write(volume, "/a.TMP", 1));
            write(volume, "/Users/pagefile.sys", 7);
            write(volume, "/Users/letter.docx", 9);
        }
        Map<NonFileSectors.Kind, Long> found = new TreeMap<>();
        Path child = TestLayers.write(folder, before, after, CLUSTER);
        try (VirtualDisk disk = VirtualDisk.open(child)) {
            LayerFilesReport report = LayerFiles.of(disk, 0, chosen())
                    .scan(WalkOptions.defaults(), ScanOptions.defaults(), (file, systems) -> true);
            for (NonFileSectors held : report.held()) {
                Long files = held.files();
                Long sectors = held.sectors();
                if (files == null || sectors == null) {
                    throw new AssertionError(held);
                }
                if (files > 0) {
                    found.put(held.kind(), sectors);
                }
            }
        }
        assertEquals(made, found);
    }

    private static long write(NtfsVolume volume, String path, int clusters) throws IOException {
        volume.write(path, bytes(path.length(), clusters * CLUSTER));
        return (long) clusters * CLUSTER / 512;
    }

    @Test
    void compressedFilesAreReadAsWhatWasWritten() throws IOException {
        byte[] text = "All work and no play makes a dull layer. ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        byte[] mixed = text.clone();
        System.arraycopy(bytes(3, 100_000), 0, mixed, 130_000, 100_000);
        Map<String, byte[]> made = new TreeMap<>();
        try (NtfsVolume volume = NtfsVolume.open(before)) {
            volume.compressedFolder("/c");
            volume.compressed("/c/kept.txt", text);
            volume.compressed("/c/changed.txt", text);
        }
        Files.copy(before, after);
        made.put("/c/kept.txt", text);
        try (NtfsVolume volume = NtfsVolume.open(after)) {
            volume.delete("/c/changed.txt");
            volume.compressed("/c/changed.txt", mixed);
            volume.compressed("/c/new.txt", mixed);
        }
        made.put("/c/changed.txt", mixed);
        made.put("/c/new.txt", mixed);
        Map<String, FileOwnership.Status> done = new TreeMap<>();
        done.put("/", FileOwnership.Status.METADATA_CHANGED);
        done.put("/c", FileOwnership.Status.METADATA_CHANGED);
        done.put("/c/changed.txt", FileOwnership.Status.CONTENT_CHANGED);
        done.put("/c/new.txt", FileOwnership.Status.NEW);
        assertEquals(made.keySet(), compressedFiles());
        Map<String, byte[]> read = LayersTruth.check(folder, before, after, CLUSTER, done);
        assertEquals(made.keySet(), read.keySet());
        made.forEach((path, content) -> assertArrayEquals(content, read.get(path), path));
    }

    private Set<String> compressedFiles() throws IOException {
        Set<String> found = new TreeSet<>();
        try (RandomAccessSource disk = RandomAccessSources.ofPath(after);
                DiskFileSystems systems = chosen().open(disk, PartitionTable.read(disk))) {
            systems.walk(systems.fileSystems().get(0), WalkOptions.defaults(), file -> {
                FileStream main = file.stream("");
                if (main != null && main.compressed()) {
                    found.add(file.path());
                }
                return true;
            });
        }
        return found;
    }
}
