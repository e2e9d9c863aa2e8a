package io.github.vhdlayers.tool;

import io.github.vhdlayers.internal.scan.FolderScan;
import io.github.vhdlayers.internal.scan.ScannedChains;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.JsonDocument;
import io.github.vhdlayers.tool.scan.ScanReport;
import io.github.vhdlayers.tool.scan.ScanText;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vhd scan}: which chains are below some folders. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd scan /evidence"},
        description = {
            "Finds the disks below folders and shows them as chains: bases, checkpoints, branches, leaves, disks with a missing parent, "
                    + "several files with one id, damaged disks, and disks of other formats. It says which command to give next.",
            "Reads only what says that a file is a disk and a disk's own structures, so that thousands of files take seconds; whether a disk "
                    + "is whole, 'vhd info' reports. Names do not matter. Symbolic links are not followed."
        })
final class ScanCommand implements Callable<Integer> {
    private static final long COMPARED_BYTES = 64L << 20;

    /** How the answer is printed. */
    enum Format {
        text,
        json,
        jsonl
    }

    private final Streams streams;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "a folder; all folders below it are searched too")
    private List<Path> folders = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "one of: ${COMPLETION-CANDIDATES} (default: text); jsonl is one JSON document a line for each file")
    private Format format = Format.text;

    @Option(names = "--json", description = "short for --format json; docs/json.md describes its fields")
    private boolean json;

    @Option(names = "--no-compare", description = "do not compare files that have one id with each other")
    private boolean noCompare;

    @Option(
            names = {"-l", "--long"},
            description =
                    "below each disk, when its file was last written and when its parent's was as it records, the program that made it, and its id")
    private boolean isLong;

    @Mixin
    private QuietOption quiet = new QuietOption();

    ScanCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        FolderScan scan;
        try (ProgressLine progress = quiet.count(streams, "files")) {
            scan = FolderScan.of(folders, QuietOption.shownOn(progress));
        }
        ScanReport report = ScanReport.of(folders, scan, ScannedChains.of(scan), this::identical);
        Writer out = streams.textOut(!json && format == Format.text);
        switch (json ? Format.json : format) {
            case json -> out.write(JsonDocument.of("scan", report));
            case jsonl -> {
                for (ScanReport.FileInfo file : report.files()) {
                    out.write(JsonDocument.line(file));
                }
            }
            case text -> out.write(ScanText.of(report, ScanText.Columns.of(streams), isLong));
        }
        out.flush();
        return report.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private @Nullable Boolean identical(Path one, Path other) {
        try {
            return noCompare ? null : FolderScan.identical(one, other, COMPARED_BYTES);
        } catch (IOException e) {
            return null;
        }
    }
}
