package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.tool.files.FileGroup;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many files a layer created, changed and deleted, what the file system keeps for itself apart. For one thread. */
public final class LayerFileCounts {
    private final Map<FileGroup, Map<FileOwnership.Status, Long>> counts = new EnumMap<>(FileGroup.class);

    private LayerFileCounts() {}

    /**
     * Walks the files of a layer.
     *
     * @param changes what the layer changed
     * @param passing called for each file
     * @throws IOException as {@link LayerFiles#scan(WalkOptions, LayerChanges, LayerFiles.Visitor)} says
     */
    public static HistoryReport.FilesInfo of(
            VirtualDisk disk, int layer, FileSystemReader reader, LayerChanges changes, Runnable passing)
            throws IOException {
        LayerFileCounts files = new LayerFileCounts();
        LayerFilesReport report = LayerFiles.of(disk, layer, reader)
                .scan(WalkOptions.defaults().withOrphans(true), changes, (file, systems) -> {
                    passing.run();
                    files.add(file);
                    return true;
                });
        return new HistoryReport.FilesInfo(
                report.complete(),
                problem(report),
                files.counts(FileGroup.DOCUMENT, report.complete()),
                files.counts(FileGroup.STREAM, report.complete()),
                files.counts(FileGroup.FOLDER, report.complete()),
                files.counts(FileGroup.SYSTEM, report.complete()));
    }

    /** Files that were not looked at, and why. */
    public static HistoryReport.FilesInfo unknown(String why) {
        LayerFileCounts none = new LayerFileCounts();
        Map<String, @Nullable Long> counts = none.counts(FileGroup.DOCUMENT, false);
        return new HistoryReport.FilesInfo(false, SafeText.escape(why), counts, counts, counts, counts);
    }

    private static @Nullable String problem(LayerFilesReport report) {
        if (report.limit() != null) {
            return report.limit();
        }
        int more = report.problems().size() - 1;
        return more < 0
                ? null
                : SafeText.escape(report.problems().get(0))
                        + (more == 0 ? "" : "; and " + more + " more, which 'vhd files --layer' lists");
    }

    private void add(FileOwnership file) {
        if (FileGroup.isOfLayer(file)) {
            counts.computeIfAbsent(FileGroup.of(file), group -> new EnumMap<>(FileOwnership.Status.class))
                    .merge(file.status(), 1L, Long::sum);
        }
    }

    /** The counts of a group; null for what was not met, if not everything could be. */
    private Map<String, @Nullable Long> counts(FileGroup group, boolean isComplete) {
        Map<FileOwnership.Status, Long> met = counts.getOrDefault(group, Map.of());
        Map<String, @Nullable Long> all = new LinkedHashMap<>();
        for (FileOwnership.Status status : FileOwnership.Status.values()) {
            if (status != FileOwnership.Status.DELETED_NAME) {
                Long count = met.get(status);
                all.put(status.toString(), count != null ? count : isComplete ? Long.valueOf(0) : null);
            }
        }
        return all;
    }
}
