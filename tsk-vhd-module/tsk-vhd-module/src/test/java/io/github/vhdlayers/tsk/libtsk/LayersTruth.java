package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what is reported of two states of a volume with what was done between them, and contents against {@code icat}'s. */
final class LayersTruth {
    private LayersTruth() {}

    /**
     * Makes a chain of the two states and looks at its child, with libtsk and with the readers that find each other.
     *
     * @param page how many bytes are written at once
     * @param done what was done, by path; what is not in it was left alone
     * @return every file that there is now, by path, as it was read; and those that were deleted, as they were
     */
    static Map<String, byte[]> check(
            Path folder, Path before, Path after, int page, Map<String, FileOwnership.Status> done) throws IOException {
        Path child = TestLayers.write(folder, before, after, page);
        FileSystemReader both = FileSystemReaders.find();
        check(folder, before, after, child, done, FileSystemReaders.named("tsk"));
        return check(folder, before, after, child, done, both);
    }

    /** Looks at the child of a chain with one reader. */
    private static Map<String, byte[]> check(
            Path folder,
            Path before,
            Path after,
            Path child,
            Map<String, FileOwnership.Status> done,
            FileSystemReader reader)
            throws IOException {
        Map<String, FileOwnership.Status> found = new TreeMap<>();
        Map<String, byte[]> contents = new TreeMap<>();
        try (VirtualDisk disk = VirtualDisk.open(child)) {
            LayerFilesReport report = LayerFiles.of(disk, 0, reader)
                    .scan(WalkOptions.defaults(), ScanOptions.defaults(), (file, systems) -> {
                        if (file.status().isChange() && !isKept(file.file().kind())) {
                            found.put(file.path(), file.status());
                        }
                        FileStream stream = file.stream();
                        if (stream != null && file.file().kind() == DiskFile.Kind.FILE) {
                            byte[] content;
                            try (RandomAccessSource source = systems.content(file.file(), stream);
                                    InputStream in = RandomAccessSources.inputStream(source)) {
                                content = in.readAllBytes();
                            }
                            // Many are alike, and each call of a program takes time.
                            if (!file.path().startsWith("/many/")
                                    || file.status().isChange()) {
                                assertArrayEquals(icat(folder, before, after, file), content, file.path());
                            }
                            contents.put(file.path(), content);
                        }
                        return true;
                    });
            assertEquals(List.of(), report.problems());
        }
        assertEquals(done.toString(), found.toString());
        return contents;
    }

    /** Whether it is the file system's own. */
    private static boolean isKept(DiskFile.Kind kind) {
        return kind == DiskFile.Kind.VIRTUAL || kind == DiskFile.Kind.SYSTEM;
    }

    private static byte[] icat(Path folder, Path before, Path after, FileOwnership file) throws IOException {
        // The raw state that the content must be of.
        Path raw = file.status() == FileOwnership.Status.DELETED ? before : after;
        FileStream stream = file.stream();
        String address = Long.toString(file.file().name().address());
        String attribute = stream == null || stream.name().isEmpty() ? "" : "-" + stream.type() + "-" + stream.id();
        return InteropTools.run(folder, "icat", raw.toString(), address + attribute)
                .requireSuccess()
                .output();
    }
}
