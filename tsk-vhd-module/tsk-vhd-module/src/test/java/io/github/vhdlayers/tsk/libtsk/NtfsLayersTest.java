package io.github.vhdlayers.tsk.libtsk;

import static io.github.vhdlayers.tsk.libtsk.NtfsWalkTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.analysis.files.LayerFilesReport.NonFileSectors;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child did to the files of an NTFS volume, held against what was done to them here. */
class NtfsLayersTest extends EachReader {
    private static final int PAGE = 4096;

    @TempDir
    static Path folder = Path.of("");

    private static Path child = Path.of("");

    /** What was done, by path; what is not here was left alone. */
    private static final Map<String, FileOwnership.Status> DONE = new TreeMap<>();

    @BeforeAll
    static void make() throws IOException {
        String missing = InteropTools.missing("mkfs.ntfs");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path before = folder.resolve("before.raw");
        Path after = folder.resolve("after.raw");
        NtfsVolume.format(before, 32 << 20);
        try (NtfsVolume volume = NtfsVolume.open(before)) {
            parent(volume);
        }
        Files.copy(before, after);
        try (NtfsVolume volume = NtfsVolume.open(after)) {
            child(volume);
        }
        child = TestLayers.write(folder, before, after, PAGE);
    }

    private static void parent(NtfsVolume volume) throws IOException {
        volume.folder("/many");
        for (int i = 0; i < 300; i++) {
            volume.write("/many/file " + i, bytes(i, i % 2 == 0 ? 100 : 6000));
        }
        volume.folder("/Windows");
        volume.folder("/Windows/Temp");
        volume.write("/resident.txt", bytes(1, 200));
        volume.write("/resident kept.txt", bytes(2, 200));
        volume.write("/large.bin", bytes(3, 1_000_000));
        volume.write("/large kept.bin", bytes(4, 1_000_000));
        volume.write("/grown.bin", bytes(5, 50_000));
        volume.write("/fragmented.bin", bytes(6, 40_000));
        volume.write("/between.bin", bytes(7, 40_000));
        volume.write("/deleted resident.txt", bytes(8, 150));
        volume.write("/deleted.bin", bytes(9, 300_000));
        volume.write("/old name ä.bin", bytes(10, 20_000));
        volume.write("/linked.bin", bytes(11, 20_000));
        volume.write("/with streams.txt", bytes(12, 400));
        volume.stream("/with streams.txt", "kept", bytes(13, 5_000));
        volume.stream("/with streams.txt", "changed", bytes(14, 5_000));
        volume.write("/becomes non-resident.txt", bytes(15, 100));
        volume.write("/written again.bin", bytes(16, 30_000));
        volume.write("/sparse.bin", new byte[0]);
        volume.writeAt("/sparse.bin", 3_000_000, bytes(17, 10_000));
        volume.write("/replaced.doc", bytes(18, 30_000));
        volume.write("/日本語.txt", bytes(19, 9_000));
    }

    private static void child(NtfsVolume volume) throws IOException {
        volume.write("/resident.txt", bytes(101, 200));
        DONE.put("/resident.txt", FileOwnership.Status.CONTENT_CHANGED);
        volume.writeAt("/large.bin", 500_000, bytes(102, 700));
        DONE.put("/large.bin", FileOwnership.Status.CONTENT_CHANGED);
        volume.writeAt("/grown.bin", 50_000, bytes(103, 90_000));
        DONE.put("/grown.bin", FileOwnership.Status.CONTENT_CHANGED);
        volume.writeAt("/fragmented.bin", 40_000, bytes(104, 400_000));
        DONE.put("/fragmented.bin", FileOwnership.Status.CONTENT_CHANGED);
        volume.delete("/deleted resident.txt");
        DONE.put("/deleted resident.txt", FileOwnership.Status.DELETED);
        volume.delete("/deleted.bin");
        DONE.put("/deleted.bin", FileOwnership.Status.DELETED);
        volume.rename("/old name ä.bin", "/new name ö.bin");
        DONE.put("/new name ö.bin", FileOwnership.Status.METADATA_CHANGED);
        volume.link("/linked.bin", "/another link.bin");
        DONE.put("/linked.bin", FileOwnership.Status.METADATA_CHANGED);
        DONE.put("/another link.bin", FileOwnership.Status.METADATA_CHANGED);
        volume.stream("/with streams.txt", "changed", bytes(105, 5_000));
        DONE.put("/with streams.txt:changed", FileOwnership.Status.CONTENT_CHANGED);
        volume.stream("/with streams.txt", "new", bytes(106, 70));
        DONE.put("/with streams.txt:new", FileOwnership.Status.NEW);
        DONE.put("/with streams.txt", FileOwnership.Status.METADATA_CHANGED);
        volume.write("/becomes non-resident.txt", bytes(107, 9_000));
        DONE.put("/becomes non-resident.txt", FileOwnership.Status.CONTENT_CHANGED);
        volume.writeAt("/sparse.bin", 1_000_000, bytes(108, 8_192));
        DONE.put("/sparse.bin", FileOwnership.Status.CONTENT_CHANGED);
        volume.delete("/replaced.doc");
        volume.write("/replaced.doc", bytes(109, 30_000));
        DONE.put("/replaced.doc", FileOwnership.Status.CONTENT_CHANGED);
        volume.write("/日本語.txt", bytes(110, 9_000));
        DONE.put("/日本語.txt", FileOwnership.Status.CONTENT_CHANGED);
        volume.write("/new resident.txt", bytes(111, 300));
        DONE.put("/new resident.txt", FileOwnership.Status.NEW);
        volume.write("/new.bin", bytes(112, 200_000));
        DONE.put("/new.bin", FileOwnership.Status.NEW);
        volume.folder("/new folder");
        DONE.put("/new folder", FileOwnership.Status.NEW);
        volume.write("/new folder/inside.txt", bytes(113, 2_000));
        DONE.put("/new folder/inside.txt", FileOwnership.Status.NEW);
        volume.write("/Windows/Temp/cab.tmp", bytes(114, 60_000));
        DONE.put("/Windows/Temp/cab.tmp", FileOwnership.Status.NEW);
        DONE.put("/Windows/Temp", FileOwnership.Status.METADATA_CHANGED);
        DONE.put("/", FileOwnership.Status.METADATA_CHANGED);
        volume.write("/freed.bin", bytes(115, 100_000));
        volume.delete("/freed.bin");
    }

    @Test
    void theListOfChangesIsWhatWasDone() throws IOException {
        Map<String, FileOwnership.Status> found = new TreeMap<>();
        run((file, systems) -> {
            if (file.status().isChange() && file.file().kind() != DiskFile.Kind.SYSTEM) {
                found.put(file.path(), file.status());
            }
            return true;
        });
        assertEquals(text(DONE), text(found));
    }

    @Test
    void anUntouchedFileHasNoSectorOfTheChild() throws IOException {
        run((file, systems) -> {
            if (file.status() == FileOwnership.Status.UNTOUCHED) {
                assertEquals(0L, file.owned(), file.path());
                assertEquals(0L, file.changed(), file.path());
            }
            if (file.path().equals("/large.bin")) {
                // 700 bytes within two pages at most, of which the child owns all and changed two or three sectors.
                long owned = known(file.content().owned());
                long changed = known(file.content().changed());
                assertTrue(owned >= 8 && owned <= 16, file.toString());
                assertTrue(changed >= 2 && changed <= 3, file.toString());
                assertEquals((1_000_000 + 511) / 512, known(file.content().sectors()));
                assertEquals(
                        1_000_000 / PAGE * 8 + 8 - (1_000_000 + 511) / 512,
                        known(file.slack().sectors()));
            }
            if (file.path().equals("/resident kept.txt")) {
                assertTrue(file.status() == FileOwnership.Status.REWRITTEN
                        || file.status() == FileOwnership.Status.UNTOUCHED);
            }
            return true;
        });
    }

    @Test
    void whatTheChildDeletedOrChangedIsReadThroughTheOlderView() throws IOException {
        Map<String, byte[]> before = new TreeMap<>();
        run((file, systems) -> {
            FileStream stream = file.stream();
            if (file.status() == FileOwnership.Status.DELETED && stream != null) {
                try (RandomAccessSource content = systems.content(file.file(), stream);
                        InputStream in = RandomAccessSources.inputStream(content)) {
                    before.put(file.path(), in.readAllBytes());
                }
            }
            return true;
        });
        assertArrayEquals(bytes(8, 150), before.get("/deleted resident.txt"));
        assertArrayEquals(bytes(9, 300_000), before.get("/deleted.bin"));
    }

    @Test
    void otherDataOfTheLayerIsNamed() throws IOException {
        LayerFilesReport report = run((file, systems) -> true);
        Map<NonFileSectors.Kind, NonFileSectors> held = new TreeMap<>();
        report.held().forEach(data -> held.put(data.kind(), data));
        NonFileSectors freed = held.get(NonFileSectors.Kind.UNALLOCATED);
        assertTrue(
                freed != null && known(freed.sectors()) >= 100_000 / PAGE * 8,
                report.held().toString());
        NonFileSectors temporary = held.get(NonFileSectors.Kind.TEMPORARY);
        assertTrue(
                temporary != null && known(temporary.files()) == 1,
                report.held().toString());
        assertEquals(60_000 / PAGE * 8 + 8, temporary == null ? 0 : known(temporary.sectors()));
    }

    @Test
    void theBaseMadeEverything() throws IOException {
        List<FileOwnership.Status> found = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(child)) {
            LayerFiles.of(disk, 1, chosen()).scan(WalkOptions.defaults(), ScanOptions.defaults(), (file, systems) -> {
                found.add(file.status());
                return true;
            });
        }
        assertTrue(found.size() > 300);
        assertTrue(found.stream().allMatch(status -> status == FileOwnership.Status.NEW));
    }

    private static LayerFilesReport run(LayerFiles.Visitor visitor) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(child)) {
            LayerFilesReport report =
                    LayerFiles.of(disk, 0, chosen()).scan(WalkOptions.defaults(), ScanOptions.defaults(), visitor);
            assertEquals(List.of(), report.problems());
            return report;
        }
    }

    private static String text(Map<String, FileOwnership.Status> statuses) {
        StringBuilder text = new StringBuilder();
        statuses.forEach(
                (path, status) -> text.append(path).append(' ').append(status).append('\n'));
        return text.toString();
    }

    private static long known(@Nullable Long number) {
        return number == null ? Long.MIN_VALUE : number;
    }
}
