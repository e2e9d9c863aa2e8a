package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.NoFileSystemReaderException;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.history.HistoryEntry;
import io.github.vhdlayers.internal.history.LayerHistory;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.tool.extract.ManyFiles;
import io.github.vhdlayers.tool.extract.SeveralFilesException;
import io.github.vhdlayers.tool.history.HistoryCsv;
import io.github.vhdlayers.tool.history.HistoryReport;
import io.github.vhdlayers.tool.history.HistoryReporter;
import io.github.vhdlayers.tool.history.HistoryText;
import io.github.vhdlayers.tool.history.LayerFileCounts;
import io.github.vhdlayers.tool.history.PathHistory;
import io.github.vhdlayers.tool.history.PathHistoryText;
import io.github.vhdlayers.tool.history.PathVersions;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.FormatOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.ReaderOptions;
import io.github.vhdlayers.tool.options.ZoneOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.JsonDocument;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.output.UsageException;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vhd history}: a chain as a timeline. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd history leaf.vhd --path /Users/ann/plan.docx -o versions"},
        description = {
            "Shows what each layer did, the newest first: when and by which program it was created, how many sectors it owns and "
                    + "how many of them differ from the layer below, by partition, which partitions appeared or disappeared, and how many "
                    + "files it created, changed and deleted.",
            "Reads what all layers but the base own, and walks the files of every layer, which 'files --layer N' lists; --no-files leaves them "
                    + "out. 'cat --as-of N' shows the disk as layer N left it.",
            "With --path it shows one file through time, the oldest version first: in which layer it came, changed, was renamed or went."
        })
final class HistoryCommand implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DiskOptions disk = new DiskOptions();

    /** Where each layer changed what is kept for one layer at a time. */
    private static final long MOST_CHANGES_BYTES = Runtime.getRuntime().maxMemory() / 3;

    private static final String TOO_MANY_CHANGES =
            "the places that the layer changed do not fit into Java's heap: give Java more with VHD_JAVA_OPTS=-Xmx2g";

    @Option(names = "--audit-base", description = "read the base too, to tell its zeros from its data")
    private boolean auditBase;

    @Option(names = "--no-files", description = "do not count the files that each layer created, changed and deleted")
    private boolean noFiles;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "the file to follow, as 'files' prints its path in the newest layer that has it")
    private @Nullable String path;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "with --path, save each version into this folder, which must be empty or not there")
    private @Nullable Path folder;

    @Mixin
    private ReaderOptions readers = new ReaderOptions();

    @Mixin
    private ZoneOption zone = new ZoneOption();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private QuietOption quiet = new QuietOption();

    HistoryCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (path != null) {
            return ofPath(path);
        }
        if (folder != null) {
            throw new ParameterException(spec.commandLine(), "-o needs --path: only versions of a file are saved");
        }
        FileSystemReader reader = null;
        String noReader = null;
        try {
            reader = noFiles ? null : readers.reader();
        } catch (NoFileSystemReaderException e) {
            noReader = String.valueOf(e.getMessage());
        }
        try (VirtualDisk opened = disk.open()) {
            List<HistoryEntry> history = new ArrayList<>();
            List<HistoryReport.FilesInfo> files = new ArrayList<>();
            for (HistoryEntry entry : LayerHistory.of(opened)) {
                int layer = entry.layer().index();
                boolean hasFiles = reader != null && hasFiles(opened, layer, reader);
                LayerChanges.Collector kept = new LayerChanges.Collector(hasFiles ? MOST_CHANGES_BYTES : 0);
                RegionAudit audit = isAudited(opened, layer) ? audit(opened, entry, kept) : null;
                history.add(
                        audit == null
                                ? entry
                                : new HistoryEntry(
                                        entry.layer(),
                                        entry.owners(),
                                        entry.ownedSectors(),
                                        entry.visibleSectors(),
                                        entry.partitionChanges(),
                                        audit));
                if (reader != null) {
                    if (audit == null && hasFiles) {
                        kept.addOwned(opened.asOf(layer), layer);
                    }
                    files.add(
                            kept.isWhole() || !hasFiles
                                    ? files(opened, layer, reader, kept.changes())
                                    : LayerFileCounts.unknown(TOO_MANY_CHANGES));
                } else if (noReader != null) {
                    files.add(LayerFileCounts.unknown(noReader));
                }
            }
            HistoryReport report = HistoryReporter.report(opened, history, files, spec.version()[0]);
            Writer out = streams.textOut(format.format() == RunFormat.text);
            switch (format.format()) {
                case text -> out.write(HistoryText.of(report, zone.zone()));
                case csv -> HistoryCsv.print(report, out);
                case json -> out.write(JsonDocument.of("history", doubts(), report));
            }
            out.flush();
            for (HistoryEntry entry : history) {
                RegionAudit audit = entry.audit();
                if (audit != null) {
                    String where = "layer " + entry.layer().index() + ": ";
                    AuditCommand.warn(
                            where,
                            audit.counts().of(LayerAudit.Verdict.UNKNOWN),
                            audit.report().problem(),
                            streams);
                }
            }
            return report.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    /** Whether there is a file system in what the layer left or in what was below, for the files of which changed sectors are counted. */
    private static boolean hasFiles(VirtualDisk opened, int layer, FileSystemReader reader) throws IOException {
        int layers = opened.chain().layers().size();
        for (int each = layer; each <= layer + 1 && each < layers; each++) {
            MergedSource view = opened.asOf(each);
            try (DiskFileSystems systems =
                    reader.open(RandomAccessSources.readAhead(view), PartitionTable.read(view))) {
                if (!systems.fileSystems().isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private int ofPath(String asked) throws IOException {
        if (folder != null) {
            ManyFiles.requireNew(folder);
        }
        FileSystemReader reader = readers.reader();
        try (VirtualDisk opened = disk.open()) {
            PathHistory history;
            try (ProgressLine progress = quiet.count(streams, "files")) {
                long[] passed = new long[1];
                history = new PathVersions(opened, reader, zone.zone(), folder, streams)
                        .of(asked, String.valueOf(disk.file()), () -> progress.accept(++passed[0]));
            } catch (SeveralFilesException e) {
                throw new UsageException(spec.commandLine(), String.valueOf(e.getMessage()));
            }
            Writer out = streams.textOut(format.format() == RunFormat.text);
            switch (format.format()) {
                case text -> out.write(PathHistoryText.of(history, zone.zone()));
                case csv -> HistoryCsv.print(history, out);
                case json -> out.write(JsonDocument.of("path-history", doubts(), history));
            }
            out.flush();
            FilesCommand.warn(history.problems(), streams);
            return history.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    private Map<String, ?> doubts() {
        return Map.of(Listing.DOUBTS, FindingInfo.of(disk.doubts()));
    }

    /** Of a base all is new, so that an audit of it says little. */
    private boolean isAudited(VirtualDisk opened, int layer) {
        boolean isBase = opened.chain().missingParent() == null
                && layer == opened.chain().layers().size() - 1;
        return auditBase || !isBase;
    }

    private RegionAudit audit(VirtualDisk opened, HistoryEntry entry, LayerChanges.Collector kept) throws IOException {
        int layer = entry.layer().index();
        MergedSource view = opened.asOf(layer);
        try (ProgressLine progress = quiet.line(streams, "audit layer " + layer, view.size())) {
            return RegionAudit.scan(
                    view,
                    entry.owners().regions(),
                    ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress)),
                    kept::add);
        }
    }

    private HistoryReport.FilesInfo files(VirtualDisk opened, int layer, FileSystemReader reader, LayerChanges changes)
            throws IOException {
        try (ProgressLine progress = quiet.count(streams, "files of layer " + layer)) {
            long[] passed = new long[1];
            return LayerFileCounts.of(opened, layer, reader, changes, () -> progress.accept(++passed[0]));
        }
    }
}
