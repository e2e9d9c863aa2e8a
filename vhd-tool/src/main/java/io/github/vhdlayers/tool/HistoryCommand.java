package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.AuditVerdict;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.history.HistoryEntry;
import io.github.vhdlayers.analysis.history.LayerHistory;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.tool.extract.ManyFiles;
import io.github.vhdlayers.tool.history.HistoryReport;
import io.github.vhdlayers.tool.history.HistoryReporter;
import io.github.vhdlayers.tool.history.HistoryText;
import io.github.vhdlayers.tool.history.PathHistory;
import io.github.vhdlayers.tool.history.PathHistoryText;
import io.github.vhdlayers.tool.history.PathVersions;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.ReaderOptions;
import io.github.vhdlayers.tool.options.ZoneOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.JsonDocument;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
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
                    + "how many of them differ from the layer below, by partition, and which partitions appeared or disappeared.",
            "Reads what all layers but the base own; 'cat --as-of N' shows the disk as layer N left it.",
            "With --path it shows one file through time, the oldest version first: in which layer it came, changed, was renamed or went."
        })
final class HistoryCommand implements Callable<Integer> {
    private static final int SECTOR = 512;

    private final Streams streams;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(names = "--audit-base", description = "read the base too, to tell its zeros from its data")
    private boolean auditBase;

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

    @Option(names = "--json", description = "one JSON document; docs/json.md describes its fields")
    private boolean json;

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
        try (VirtualDisk opened = disk.open()) {
            List<HistoryEntry> history = history(opened);
            HistoryReport report = HistoryReporter.report(opened, history, spec.version()[0]);
            Writer out = streams.textOut();
            out.write(json ? JsonDocument.of("history", report) : HistoryText.of(report));
            out.flush();
            for (HistoryEntry entry : history) {
                AuditReport audit = entry.audit();
                if (audit != null) {
                    String where = "layer " + audit.layer() + ": ";
                    AuditCommand.warn(where, audit.counts().of(AuditVerdict.UNKNOWN), audit.problem(), streams);
                }
            }
            return report.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
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
            }
            Writer out = streams.textOut();
            out.write(json ? JsonDocument.of("path-history", history) : PathHistoryText.of(history));
            out.flush();
            FilesCommand.warn(history.problems(), streams);
            return history.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    private List<HistoryEntry> history(VirtualDisk opened) throws IOException {
        int layers = opened.chain().layers().size();
        int base = opened.chain().missingParent() != null ? -1 : layers - 1;
        IntPredicate audited = layer -> auditBase || layer != base;
        long sectors = IntStream.range(0, layers)
                .filter(audited)
                .mapToLong(layer -> opened.asOf(layer).sectors())
                .sum();
        try (ProgressLine progress = quiet.line(streams, "history", sectors * SECTOR)) {
            return LayerHistory.of(
                    opened, audited, ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress)));
        }
    }
}
