package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FilesSince;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tool.files.FileChoice;
import io.github.vhdlayers.tool.files.FileFormatOptions;
import io.github.vhdlayers.tool.files.FileHashOptions;
import io.github.vhdlayers.tool.files.FileHashing;
import io.github.vhdlayers.tool.files.FileOrder;
import io.github.vhdlayers.tool.files.FileRow;
import io.github.vhdlayers.tool.files.FileRows;
import io.github.vhdlayers.tool.files.SortedFiles;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.ReaderOptions;
import io.github.vhdlayers.tool.options.ZoneOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vhd files}: every file of the disk, its layers, and what a layer did to it. */
@Command(
        name = "files",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd files leaf.vhd --changed --format csv"},
        description = {
            "Lists every file of the disk's file systems with the layers its sectors come from, and how the chosen"
                    + " layer changed it: 'new', 'content-changed', 'metadata-changed', 'deleted', 'rewritten' (stored"
                    + " again, equal to the layer below), 'untouched', or 'unknown' (cannot be read). With --deleted also"
                    + " 'deleted-name': a name that was deleted before and that the file system still holds.",
            "It then reports what else the layer stores: freed data, page files, temporary files.",
            "NTFS, FAT, exFAT and ext are read in Java; other file systems by The Sleuth Kit's library, libtsk, if it"
                    + " is there."
        })
final class FilesCommand implements Callable<Integer> {
    private static final int SHOWN_PROBLEMS = 20;

    private final Streams streams;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(names = "--layer", paramLabel = "N", description = "the layer in question (default: 0, FILE itself)")
    private int layer;

    @Option(
            names = "--since",
            paramLabel = "N",
            description =
                    "everything that happened after layer N, with files that came and went in between; N is a layer below --layer")
    private @Nullable Integer since;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description =
                    "one of: ${COMPLETION-CANDIDATES}; 'time' is the last change, oldest first, 'size' largest first")
    private @Nullable FileOrder order;

    @Mixin
    private FileChoice choice = new FileChoice();

    @Option(names = "--deleted", description = "also names that were deleted before; the file systems remember some")
    private boolean deleted;

    @Mixin
    private FileFormatOptions format = new FileFormatOptions();

    @Mixin
    private FileHashOptions hashes = new FileHashOptions();

    @Mixin
    private ReaderOptions readers = new ReaderOptions();

    @Mixin
    private ZoneOption zone = new ZoneOption();

    @Mixin
    private QuietOption quiet = new QuietOption();

    FilesCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Predicate<FileOwnership> wanted = choice.wanted();
        if (since != null && since <= layer) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since " + since + " is not below layer " + layer + ": parents have higher numbers");
        }
        FileSystemReader reader = readers.reader();
        try (VirtualDisk opened = disk.open()) {
            MergedSource view = opened.asOf(disk.layer(opened, layer, "--layer " + layer));
            String name = SafeText.escape(opened.chain().layer(layer).name());
            FileHashing hashing = hashes.hashing(view.size());
            FileRows table = FileRows.begin(
                    streams,
                    format.format(),
                    SafeText.escape(disk.file().toString()),
                    zone.zone(),
                    layers(layer, since) + ", " + LastPart.of(name),
                    disk.doubts());
            boolean hasDetails = order != null || format.format().hasDetails();
            SortedFiles sorted = order == null ? null : new SortedFiles(order);
            LayerFilesReport report = files(opened, view, reader, (file, systems) -> {
                if (!wanted.test(file)) {
                    return true;
                }
                if (sorted != null && sorted.isFull()) {
                    return false;
                }
                FileRow row = FileRow.of(file, systems, zone.zone(), hasDetails, hashing);
                if (sorted == null) {
                    table.file(row);
                } else {
                    sorted.add(row);
                }
                return true;
            });
            if (sorted != null && !sorted.print(table)) {
                streams.message("limit: --sort keeps at most " + Words.number(SortedFiles.MOST)
                        + " files; choose some with --changed, --status or --path");
                return ExitCode.LIMIT;
            }
            table.end(report, since, name, reader.description());
            warn(report.problems(), streams);
            warn(hashing.problems(), streams);
            boolean complete = report.complete() && hashing.failures() == 0;
            return report.limit() != null ? ExitCode.LIMIT : complete ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    /** What the rows are about: a layer, or several with their newest one last. */
    private static String layers(int newest, @Nullable Integer since) {
        return since == null || since == newest + 1 ? "layer " + newest : "layers " + (since - 1) + " to " + newest;
    }

    private LayerFilesReport files(
            VirtualDisk opened, MergedSource view, FileSystemReader reader, LayerFiles.Visitor visitor)
            throws IOException {
        Integer below = since == null ? null : disk.layer(opened, since, "--since " + since);
        WalkOptions walk = WalkOptions.defaults().withDeleted(deleted);
        long[] met = new long[1];
        if (below != null) {
            try (ProgressLine progress = quiet.lineBesideText(streams, "files", view.size())) {
                return FilesSince.of(opened, layer, below, reader)
                        .scan(walk, ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress)), visitor);
            }
        }
        LayerChanges changes;
        try (ProgressLine progress = quiet.lineBesideText(streams, "audit", view.size())) {
            changes =
                    LayerChanges.of(view, layer, ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress)));
        }
        try (ProgressLine progress = quiet.countBesideText(streams, "files")) {
            return LayerFiles.of(view, layer, reader).scan(walk, changes, (file, systems) -> {
                progress.accept(++met[0]);
                return visitor.visit(file, systems);
            });
        }
    }

    /** Warns of what could not be read, the first few of it. */
    static void warn(List<String> problems, Streams streams) {
        for (String problem : problems.subList(0, Math.min(SHOWN_PROBLEMS, problems.size()))) {
            streams.message("warning: " + SafeText.escape(problem));
        }
        if (problems.size() > SHOWN_PROBLEMS) {
            streams.message("warning: " + (problems.size() - SHOWN_PROBLEMS) + " more; --format json lists them");
        }
    }
}
