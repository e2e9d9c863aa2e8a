package io.github.vhdlayers.tool.report;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.analysis.files.LayerFilesReport.NonFileSectors;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.NoFileSystemReaderException;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.tool.files.FileGroup;
import io.github.vhdlayers.tool.files.FileTable;
import io.github.vhdlayers.tool.files.WhatHappened;
import io.github.vhdlayers.tool.options.ReaderOptions;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a layer did to files, for the page: bounded lists, whatever the disk holds. */
public final class ReportFiles {
    private static final String UNKNOWN = "unknown";
    private static final int LARGEST = 10;
    private static final int PROBLEMS = 10;

    private final int most;
    private final @Nullable ZoneId zone;
    private final List<Changed> changed = new ArrayList<>();
    private final PriorityQueue<Holder> largest = new PriorityQueue<>(Comparator.comparingLong(Holder::owned));
    private final Map<FileOwnership.Status, Long> counts = new EnumMap<>(FileOwnership.Status.class);
    private long met;
    private long leftOut;
    private long folders;
    private long systemFiles;

    private ReportFiles(int most, @Nullable ZoneId zone) {
        this.most = most;
        this.zone = zone;
    }

    /** A file that the layer changed, and when that was by its own record. */
    private record Changed(@Nullable RecordedTime modified, ReportView.FileRow row) {}

    /** A file, and how many sectors of it the layer owns. */
    private record Holder(long owned, ReportView.FileRow row) {}

    /**
     * Walks the files, if a reader of file systems is there; otherwise says what is missing.
     *
     * @param layer the layer
     * @param title what stands above its files
     * @param zone in which local times are converted to UTC, or null if they are shown as they are recorded
     * @param most how many files are listed
     * @param changes what the layer changed
     * @param progress receives how many files were met
     */
    public static ReportView.Files of(
            VirtualDisk disk,
            int layer,
            String title,
            @Nullable ZoneId zone,
            ReaderOptions readers,
            int most,
            LayerChanges changes,
            ProgressLine progress)
            throws IOException {
        FileSystemReader reader;
        try {
            reader = readers.reader();
        } catch (NoFileSystemReaderException e) {
            return none(title, "The files were not looked at: " + SafeText.escape(String.valueOf(e.getMessage())));
        }
        ReportFiles files = new ReportFiles(most, zone);
        LayerFilesReport report = LayerFiles.of(disk, layer, reader)
                .scan(WalkOptions.defaults().withOrphans(true), changes, (file, systems) -> {
                    progress.accept(++files.met);
                    return !FileGroup.isOfLayer(file)
                            || files.add(file, systems.fileSystems().size() > 1);
                });
        String systems = report.fileSystems().stream().map(FileTable::line).collect(Collectors.joining(". "));
        return files.view(
                title, report, SafeText.escape(reader.description() + (systems.isEmpty() ? "" : " (" + systems + ")")));
    }

    /** No files, and why. */
    public static ReportView.Files none(String title, String why) {
        return new ReportView.Files(
                title, why, List.of(), List.of(), null, null, List.of(), List.of(), List.of(), true);
    }

    private boolean add(FileOwnership file, boolean several) {
        counts.merge(file.status(), 1L, Long::sum);
        RecordedTime modified = (zone == null ? file.times() : file.times().inZone(zone)).modified();
        ReportView.FileRow row = new ReportView.FileRow(
                FileTable.path(file, several),
                file.status() + (file.doubt() == null ? "" : "?"),
                WhatHappened.text(file, several),
                modified == null ? UNKNOWN : modified.toString(),
                file.size() == null ? UNKNOWN : Words.bytes(file.size()),
                number(file.owned()),
                number(file.changed()));
        if (file.status().isChange()) {
            FileGroup group = FileGroup.of(file);
            if (group == FileGroup.FOLDER) {
                folders++;
            } else if (group == FileGroup.SYSTEM) {
                systemFiles++;
            } else if (changed.size() < most) {
                changed.add(new Changed(modified, row));
            } else {
                leftOut++;
            }
        }
        Long owned = file.owned();
        if (owned != null && owned > 0 && !file.former() && !file.isDeletedName()) {
            largest.add(new Holder(owned, row));
            if (largest.size() > LARGEST) {
                largest.remove();
            }
        }
        return true;
    }

    private ReportView.Files view(String title, LayerFilesReport report, String reader) {
        changed.sort(Comparator.comparing(
                        Changed::modified, Comparator.nullsLast(Comparator.comparing(RecordedTime::toString)))
                .thenComparing(one -> one.row().path()));
        List<ReportView.Row> rows = new ArrayList<>();
        counts.forEach((status, count) -> rows.add(new ReportView.Row(status.toString(), Words.number(count))));
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        List<ReportView.FileRow> holders = new ArrayList<>();
        while (!largest.isEmpty()) {
            holders.add(0, largest.remove().row());
        }
        List<ReportView.Row> held = new ArrayList<>();
        for (NonFileSectors data : report.held()) {
            held.add(new ReportView.Row(
                    data.kind().toString(), data.sectors() == null ? UNKNOWN : Words.sectors(data.sectors())));
        }
        List<String> problems =
                report.problems().stream().limit(PROBLEMS).map(SafeText::escape).toList();
        String introduction = "Read with " + reader + ". "
                + (all == 0 && !report.complete()
                        ? "How many files there are is unknown."
                        : Words.number(all) + " files, folders and streams"
                                + (report.complete() ? "." : ", of which not all is known."));
        return new ReportView.Files(
                title,
                introduction,
                rows,
                changed.stream().map(Changed::row).toList(),
                aside(),
                more(),
                holders,
                held,
                problems,
                report.complete());
    }

    private static String number(@Nullable Long number) {
        return number == null ? UNKNOWN : Words.number(number);
    }

    /** What also changed and is no document. */
    private @Nullable String aside() {
        return folders + systemFiles == 0
                ? null
                : "Not listed: " + Words.number(folders) + (folders == 1 ? " folder" : " folders") + " and "
                        + Words.number(systemFiles) + (systemFiles == 1 ? " area" : " areas")
                        + " of the file system itself that changed with these.";
    }

    private @Nullable String more() {
        return leftOut == 0
                ? null
                : Words.number(leftOut)
                        + " more files are not listed here: --list names how many are, and vhd files --changed lists all.";
    }
}
