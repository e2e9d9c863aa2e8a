package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.tool.history.LayerSpan;
import io.github.vhdlayers.tool.info.DiskFacts;
import io.github.vhdlayers.tool.info.InfoHashes;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.ReaderOptions;
import io.github.vhdlayers.tool.options.ZoneOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.Failures;
import io.github.vhdlayers.tool.report.CaseOptions;
import io.github.vhdlayers.tool.report.ReportBuilder;
import io.github.vhdlayers.tool.report.ReportFiles;
import io.github.vhdlayers.tool.report.ReportPage;
import io.github.vhdlayers.tool.report.ReportView;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vhd report}: all that is known about a disk, as one page for people. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd report leaf.vhd -o report.html"},
        description = {
            "Writes one page of HTML with pictures: the chain, which layer each part of the disk comes from, what changed, what is "
                    + "unusual, and how the page was created. It needs no network and no script, and can be printed.",
            "Reads what all layers but the base own, and hashes every file; --no-audit and --no-hash leave that out. "
                    + "OUT must not exist. Of a disk with a missing parent the page shows what is known."
        })
final class ReportCommand implements Callable<Integer> {
    private static final int SECTOR = 512;
    private static final int MOST_LISTED = 10_000;

    private final Streams streams;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "the page to write")
    private Path out = Path.of("");

    @Option(names = "--no-audit", description = "do not read data to tell what was really changed")
    private boolean noAudit;

    @Option(names = "--no-hash", description = "do not read the files whole to hash them")
    private boolean noHash;

    @Option(
            names = "--hash-disk",
            description =
                    "hash the merged disk too, as 'vhd export' writes it: reads all of its bytes, also unwritten ones")
    private boolean hashDisk;

    @Option(
            names = "--list",
            paramLabel = "N",
            description =
                    "how many files are listed of each layer, up to " + MOST_LISTED + " (default: ${DEFAULT-VALUE})")
    private int list = 100;

    @Mixin
    private CaseOptions record = new CaseOptions();

    @Mixin
    private ZoneOption zone = new ZoneOption();

    @Mixin
    private ReaderOptions readers = new ReaderOptions();

    @Mixin
    private QuietOption quiet = new QuietOption();

    ReportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (list < 0 || list > MOST_LISTED) {
            throw new ParameterException(spec.commandLine(), "--list takes 0 to " + MOST_LISTED + " files");
        }
        try (VirtualDisk opened = disk.openEvenIfOrphan();
                PartialFile file = disk.output(opened, out, streams)) {
            DiskFacts facts;
            try (ProgressLine progress = quiet.line(streams, "owners", opened.size())) {
                facts = DiskFacts.of(opened, opened, progress);
            }
            List<LayerChanges> changes = new ArrayList<>();
            List<RegionAudit> audits = noAudit ? List.of() : audits(opened, changes);
            List<ReportView.Files> files = files(opened, changes);
            ReportBuilder.Found found = new ReportBuilder.Found(
                    zone.zone(),
                    audits,
                    noAudit ? "Not read, because of --no-audit." : null,
                    record.rows(),
                    files,
                    made(),
                    hashes(opened, facts.owners().unknownSectors() == 0),
                    noHash ? "The files were not hashed, because of --no-hash." : null);
            ReportView view;
            try (ProgressLine progress = quiet.line(streams, "map", opened.size())) {
                view = ReportBuilder.build(facts, found, sectors -> progress.accept(sectors * SECTOR));
            }
            MessageDigest digest = HashAlgorithm.SHA256.digest();
            OutputStream bytes = new DigestOutputStream(Channels.newOutputStream(file.channel()), digest);
            try (Writer page = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
                ReportPage.write(view, page);
                page.flush();
                file.complete();
            }
            streams.textOut(true)
                    .append(HexFormat.of().formatHex(digest.digest()))
                    .append("  ")
                    .append(SafeText.escape(out.toString()))
                    .append('\n')
                    .flush();
            if (ReportBuilder.isComplete(facts, found)) {
                return ExitCode.OK;
            }
            streams.message("warning: the page is incomplete: it says what is unknown, and why");
            MissingParent missing = opened.chain().missingParent();
            if (missing != null && !disk.orphan()) {
                Failures.report(missing.problem(), streams);
            }
            return ExitCode.INCOMPLETE;
        }
    }

    /** Of every layer but a base, because all sectors of a base are new; what each changed is kept for its files. */
    private List<RegionAudit> audits(VirtualDisk opened, List<LayerChanges> changes) throws IOException {
        int layers = opened.chain().layers().size();
        boolean orphan = opened.chain().missingParent() != null;
        List<RegionAudit> audits = new ArrayList<>();
        for (int layer = 0; layer < (orphan ? layers : layers - 1); layer++) {
            LayerChanges.Collector kept = new LayerChanges.Collector();
            try (ProgressLine progress = quiet.line(streams, "audit layer " + layer, opened.size())) {
                audits.add(RegionAudit.scan(
                        opened.asOf(layer),
                        ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress)),
                        kept::add));
            }
            changes.add(kept.changes());
        }
        return audits;
    }

    private List<ReportView.Files> files(VirtualDisk opened, List<LayerChanges> changes) throws IOException {
        if (noAudit) {
            return List.of(ReportFiles.none("", "Not looked at, because of --no-audit."));
        } else if (changes.isEmpty()) {
            return List.of(ReportFiles.none("", "There is no layer above a parent, and so nothing to compare."));
        }
        List<ReportView.Files> all = new ArrayList<>();
        for (int layer = 0; layer < changes.size(); layer++) {
            try (ProgressLine progress = quiet.count(streams, "files of layer " + layer)) {
                all.add(ReportFiles.of(
                        opened,
                        layer,
                        title(opened, layer, zone.zone()),
                        zone.zone(),
                        readers,
                        list,
                        changes.get(layer),
                        progress));
            }
        }
        return all;
    }

    /** A layer by its number, its file and id, and the time of which it holds the changes. */
    private static String title(VirtualDisk opened, int layer, @Nullable ZoneId zone) {
        DiskLayer one = opened.chain().layer(layer);
        return "Layer " + layer + ", " + LastPart.of(SafeText.escape(one.name())) + ", id "
                + one.file().uniqueId() + ", " + LayerSpan.of(opened, layer).text(zone);
    }

    private List<ReportView.Row> hashes(VirtualDisk opened, boolean allKnown) throws IOException {
        InfoHashes found = new InfoHashes(streams, quiet);
        List<ReportView.Row> hashes = new ArrayList<>();
        if (!noHash) {
            for (DiskLayer layer : opened.chain().layers()) {
                hashes.add(new ReportView.Row(SafeText.escape(layer.name()), found.ofFile(layer)));
            }
        }
        if (hashDisk) {
            hashes.add(new ReportView.Row(
                    "The merged disk, as 'vhd export' writes it",
                    allKnown ? found.ofDisk(opened) : "none, because some of its sectors are unknown"));
        }
        return hashes;
    }

    private List<ReportView.Row> made() {
        return List.of(
                new ReportView.Row(
                        "Made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                new ReportView.Row("Program", spec.version()[0] + program()),
                new ReportView.Row("Command", command()),
                new ReportView.Row(
                        "Java",
                        System.getProperty("java.version") + " on " + System.getProperty("os.name") + " "
                                + System.getProperty("os.arch")));
    }

    /** A version may be built more than once; the jar's hash says which one it was. */
    private static String program() {
        CodeSource source = ReportCommand.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = source == null ? null : Path.of(source.getLocation().toURI());
            if (jar == null || !Files.isRegularFile(jar)) {
                return "";
            }
            return ", SHA-256 of " + SafeText.escape(String.valueOf(jar.getFileName())) + ": "
                    + HexFormat.of().formatHex(HashAlgorithm.SHA256.digest().digest(Files.readAllBytes(jar)));
        } catch (URISyntaxException | IOException | FileSystemNotFoundException e) {
            return "";
        }
    }

    /** As it was given, so that somebody else can give it again. */
    private String command() {
        return "vhd "
                + SafeText.escape(String.join(
                        " ", spec.root().commandLine().getParseResult().originalArgs()));
    }
}
