package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tool.info.DiskFacts;
import io.github.vhdlayers.tool.info.InfoHashes;
import io.github.vhdlayers.tool.info.InfoReport;
import io.github.vhdlayers.tool.info.InfoReporter;
import io.github.vhdlayers.tool.info.InfoText;
import io.github.vhdlayers.tool.options.AsOfOption;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.Failures;
import io.github.vhdlayers.tool.output.JsonDocument;
import io.github.vhdlayers.tool.output.JsonEnvelope;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd info}: what a file is, what chain it belongs to, and what is odd about both. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd info leaf.vhd --parents ../bases"},
        description = {
            "Shows what FILE is, its chain, how many sectors each layer owns, its partitions, and what is unusual.",
            "If a parent is missing, it shows what is known and then fails, unless --orphan is given."
        })
final class InfoCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DiskOptions disk;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    @Option(
            names = "--hash",
            description =
                    "also the SHA-256 of each layer's file and of the merged disk, which reads all of them; a disk of"
                            + " which a part is unknown has no hash")
    private boolean hash;

    @Option(names = "--explain", description = "under each finding what to think of it and what to do")
    private boolean explain;

    @Option(names = "--json", description = "one JSON document; docs/json.md describes its fields")
    private boolean json;

    @Mixin
    private QuietOption quiet = new QuietOption();

    InfoCommand(Streams streams) {
        this(streams, new DiskOptions());
    }

    /** For a file without options. */
    InfoCommand(Streams streams, DiskOptions disk) {
        this.streams = streams;
        this.disk = disk;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.openEvenIfOrphan()) {
            MergedSource view = asOf.of(disk, opened);
            InfoReport report;
            try (ProgressLine progress = quiet.line(streams, "info", view.size())) {
                report = InfoReporter.report(DiskFacts.of(opened, view, progress), "vhd " + JsonEnvelope.version());
            }
            if (hash) {
                report = new InfoHashes(streams, quiet).addTo(report, view);
            }
            Writer out = streams.textOut(!json);
            out.write(json ? JsonDocument.of("info", report) : InfoText.of(report, explain));
            out.flush();
            MissingParent missing = opened.chain().missingParent();
            if (missing != null && !disk.orphan()) {
                if (json) {
                    throw missing.problem();
                }
                streams.message(Failures.saidAlready(missing.problem()));
                return ExitCode.PARENT;
            }
        }
        return ExitCode.OK;
    }
}
