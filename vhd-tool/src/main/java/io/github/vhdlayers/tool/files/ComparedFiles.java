package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.analysis.FileComparisonReport;
import io.github.vhdlayers.internal.analysis.FileDifference;
import io.github.vhdlayers.internal.analysis.FileDifferenceKind;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.tool.output.RunTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that differ between two disks, for a person and for a program. */
public final class ComparedFiles {
    private static final String LINE = "  %-16s %14s %14s  %s\n";

    private ComparedFiles() {}

    /** The line above the files. */
    public static String header() {
        return "Files that differ\n" + String.format(Locale.ROOT, LINE, "kind", "size_a", "size_b", "path");
    }

    /** Prints a file. */
    public static void print(FileDifference file, RunTable table) throws IOException {
        FileSystemInfo system = file.file().fileSystem();
        String path = (system.partition() == null ? "" : system.label() + ":") + file.printedPath();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", file.kind().toString());
        fields.put("path", path);
        String plain =
                file.stream().isEmpty() ? file.file().path() : file.file().path() + ":" + file.stream();
        fields.put("path_hex", file.printedPath().equals(plain) ? null : PathText.hex(plain));
        fields.put("size_a", file.sizeOnA());
        fields.put("size_b", file.sizeOnB());
        fields.put("modified_a", modified(file.a()));
        fields.put("modified_b", modified(file.b()));
        fields.put("problem", file.problem());
        table.item(
                fields,
                String.format(
                        Locale.ROOT,
                        LINE,
                        file.kind(),
                        size(file.a(), file.sizeOnA(), file.kind() == FileDifferenceKind.ONLY_B),
                        size(file.b(), file.sizeOnB(), file.kind() == FileDifferenceKind.ONLY_A),
                        path));
    }

    private static @Nullable String modified(@Nullable DiskFile file) {
        RecordedTime time = file == null || !file.isRead() ? null : file.times().modified();
        return time == null ? null : time.toString();
    }

    /** A stream may be absent from a file that is there. */
    private static String size(@Nullable DiskFile file, @Nullable Long size, boolean isAbsent) {
        return size != null ? size.toString() : file == null || isAbsent ? "-" : "unknown";
    }

    /** What is behind the files. */
    public static String text(FileComparisonReport report) {
        List<String> counts = new ArrayList<>();
        report.counts().forEach((kind, count) -> {
            if (count != null && count > 0) {
                counts.add(count + " " + kind);
            }
        });
        return (counts.isEmpty() ? "no file is known to differ" : String.join(", ", counts))
                + (report.complete() ? "" : "; incomplete") + "\n";
    }

    /** The sums for a program. */
    public static Map<String, @Nullable Long> counts(FileComparisonReport report) {
        Map<String, @Nullable Long> counts = new LinkedHashMap<>();
        for (FileDifferenceKind kind : FileDifferenceKind.values()) {
            counts.put(kind.toString(), report.counts().get(kind));
        }
        return counts;
    }
}
