package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What the chosen reader reports of a leaf's files, each path once, and what each file reads as. */
final class ChangedRows {
    private static final Set<FileChange.Reason> EXPECTED_ANYWAY =
            EnumSet.of(FileChange.Reason.TIMES, FileChange.Reason.ACCESSED, FileChange.Reason.METADATA);

    private final Map<String, FileOwnership> rows = new TreeMap<>();
    private final Map<String, byte[]> contents = new TreeMap<>();
    private final LayerFilesReport report;

    private ChangedRows(VirtualDisk disk) throws IOException {
        report = LayerFiles.of(disk, 0, EachReader.chosen())
                .scan(WalkOptions.defaults(), ScanOptions.defaults(), (row, systems) -> {
                    assertNull(rows.put(row.path(), row), row.path());
                    FileStream stream = row.stream();
                    if (stream != null && isRead(row)) {
                        try (RandomAccessSource source = systems.content(row.file(), stream);
                                InputStream in = RandomAccessSources.inputStream(source)) {
                            contents.put(row.path(), in.readAllBytes());
                        }
                    }
                    return true;
                });
    }

    /** libtsk has no list of blocks of some of a file system's own files. */
    private static boolean isRead(FileOwnership row) {
        DiskFile.Kind kind = row.file().kind();
        return isStream(row) || (row.problem() == null && (kind == DiskFile.Kind.FILE || kind == DiskFile.Kind.LINK));
    }

    /** Whether it is an alternate stream, also of a folder. */
    private static boolean isStream(FileOwnership row) {
        FileStream stream = row.stream();
        return stream != null && !stream.name().isEmpty() && row.file().kind() != DiskFile.Kind.SYSTEM;
    }

    static ChangedRows of(Path leaf) throws IOException {
        return of(leaf, VhdOptions.defaults());
    }

    static ChangedRows of(Path leaf, VhdOptions options) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            return new ChangedRows(disk);
        }
    }

    LayerFilesReport report() {
        return report;
    }

    FileOwnership row(String path) {
        return Objects.requireNonNull(rows.get(path), path + " in " + rows.keySet());
    }

    byte[] content(String path) {
        return Objects.requireNonNull(contents.get(path), path);
    }

    /** A row's status, its reasons other than times, and its former path: {@code content-changed, content renamed, from /a}. */
    String line(String path) {
        FileOwnership row = row(path);
        StringBuilder line = new StringBuilder(row.status().toString());
        FileChange change = row.change();
        if (change != null) {
            Set<FileChange.Reason> reasons = EnumSet.noneOf(FileChange.Reason.class);
            reasons.addAll(change.reasons());
            reasons.removeAll(EXPECTED_ANYWAY);
            reasons.forEach(reason -> line.append(' ').append(reason));
        }
        String former = row.printedFormerPath();
        return former == null
                ? line.toString()
                : line.append(" from ").append(former).toString();
    }

    /** The lines of all files and their streams, without those of the file system itself and without its first folder. */
    Map<String, String> lines() {
        Map<String, String> lines = new TreeMap<>();
        rows.forEach((path, row) -> {
            DiskFile.Kind kind = row.file().kind();
            boolean own = kind == DiskFile.Kind.VIRTUAL
                    || kind == DiskFile.Kind.SYSTEM
                    || path.equals("/")
                    || path.equals("/lost+found")
                    || path.startsWith("/$Extend");
            if (!own) {
                lines.put(path, line(path));
            }
        });
        return lines;
    }
}
