package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.analysis.FileComparisonReport;
import io.github.vhdlayers.internal.analysis.FileDifference;
import io.github.vhdlayers.internal.analysis.FileDifferenceKind;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that differ between two disks, for a person and for a program. */
public final class ComparedFiles {
    private static final List<Column<FileDifference>> SEEN = List.of(
            Column.<FileDifference>word("kind", FileDifference::kind).left(16).behind("  "),
            Column.<FileDifference>word(
                            "size_a", file -> size(file.a(), file.sizeOnA(), file.kind() == FileDifferenceKind.ONLY_B))
                    .right(14)
                    .behind(" "),
            Column.<FileDifference>word(
                            "size_b", file -> size(file.b(), file.sizeOnB(), file.kind() == FileDifferenceKind.ONLY_A))
                    .right(14)
                    .behind(" "),
            Column.<FileDifference>text("path", ComparedFiles::path).behind("  "));
    private static final List<Column<FileDifference>> READ = List.of(
            Column.word("kind", FileDifference::kind),
            Column.text("path", ComparedFiles::path),
            Column.word("path_hex", ComparedFiles::hex),
            Column.number("size_a", FileDifference::sizeOnA),
            Column.number("size_b", FileDifference::sizeOnB),
            Column.word("modified_a", file -> modified(file.a())),
            Column.word("modified_b", file -> modified(file.b())),
            Column.text("problem", FileDifference::problem));

    private ComparedFiles() {}

    /** Begins the table of files. */
    public static Table<FileDifference> begin(Listing listing) throws IOException {
        listing.text("Files that differ\n");
        return listing.table("files", SEEN, READ);
    }

    private static String path(FileDifference file) {
        FileSystemInfo system = file.file().fileSystem();
        return (system.partition() == null ? "" : system.label() + ":") + file.printedPath();
    }

    private static @Nullable String hex(FileDifference file) {
        String plain =
                file.stream().isEmpty() ? file.file().path() : file.file().path() + ":" + file.stream();
        return file.printedPath().equals(plain) ? null : PathText.hex(plain);
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
