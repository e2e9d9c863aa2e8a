package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of NTFS that has alternate streams, and a few names, which are within its record. */
class FolderStreamsTest extends EachReader {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aFolderHasARowBesideThoseOfItsStreams() throws IOException {
        assumeTrue(RandomVolumes.missing("ntfs").isEmpty(), "mkntfs is missing");
        Path before = folder.resolve("before.raw");
        Path after = folder.resolve("after.raw");
        NtfsVolume.format(before, 8 << 20);
        try (NtfsVolume volume = NtfsVolume.open(before)) {
            for (String name : new String[] {"/kept", "/gone", "/moved"}) {
                volume.folder(name);
                volume.stream(name, "a", "of a folder".getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.copy(before, after);
        try (NtfsVolume volume = NtfsVolume.open(after)) {
            volume.delete("/gone");
            volume.rename("/moved", "/under another name");
            volume.stream("/kept", "a", "of another".getBytes(StandardCharsets.UTF_8));
            volume.folder("/new");
            volume.stream("/new", "a", "of a new folder".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, FileOwnership.Status> found = new TreeMap<>();
        try (VirtualDisk disk = VirtualDisk.open(TestLayers.write(folder, before, after, 512))) {
            LayerFiles.of(disk, 0, chosen()).scan(WalkOptions.defaults(), ScanOptions.defaults(), (row, systems) -> {
                if (!row.path().startsWith("/$") && !row.path().equals("/")) {
                    found.put(row.path(), row.status());
                }
                return true;
            });
        }
        assertEquals(
                Map.of(
                        "/kept", FileOwnership.Status.METADATA_CHANGED,
                        "/kept:a", FileOwnership.Status.CONTENT_CHANGED,
                        "/gone", FileOwnership.Status.DELETED,
                        "/gone:a", FileOwnership.Status.DELETED,
                        "/under another name", FileOwnership.Status.METADATA_CHANGED,
                        "/under another name:a", FileOwnership.Status.REWRITTEN,
                        "/new", FileOwnership.Status.NEW,
                        "/new:a", FileOwnership.Status.NEW),
                found);
    }
}
