package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.FileOwnership;
import io.github.vhdlayers.analysis.LayerChanges;
import io.github.vhdlayers.analysis.LayerFiles;
import io.github.vhdlayers.analysis.LayerFilesReport;
import io.github.vhdlayers.analysis.ScanOptions;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd files}: every file of the disk, whose it is, and what a layer did to it. */
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

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(names = "--layer", paramLabel = "N", description = "the layer in question (default: 0, FILE itself)")
    private int layer;

    @Mixin
    private FileChoice choice = new FileChoice();

    @Option(names = "--deleted", description = "also names that were deleted before; the file systems remember some")
    private boolean deleted;

    @Mixin
    private FileFormatOptions format = new FileFormatOptions();

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
        FileSystemReader reader = readers.reader();
        try (VirtualDisk opened = disk.open()) {
            MergedSource view = opened.asOf(disk.layer(opened, layer, "--layer " + layer));
            String name = SafeText.escape(opened.chain().layer(layer).name());
            FileTable table = FileTable.begin(
                    streams.textOut(), format.format(), zone.zone(), "layer " + layer + ", " + Words.fileName(name));
            LayerChanges changes;
            try (ProgressLine progress = quiet.lineBesideText(streams, "audit", view.size())) {
                changes = LayerChanges.of(
                        view, layer, ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress)));
            }
            LayerFilesReport report;
            try (ProgressLine progress = quiet.countBesideText(streams, "files")) {
                long[] told = new long[1];
                WalkOptions walk = WalkOptions.defaults().withDeleted(deleted);
                report = LayerFiles.of(view, layer, reader).run(walk, changes, (file, systems) -> {
                    progress.accept(++told[0]);
                    if (wanted.test(file)) {
                        table.file(file, systems);
                    }
                    return true;
                });
            }
            table.end(report, name, reader.description());
            warn(report.problems(), streams);
            return report.limit() != null ? ExitCode.LIMIT : report.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
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
