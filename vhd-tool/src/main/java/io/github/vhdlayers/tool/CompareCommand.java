package io.github.vhdlayers.tool;

import io.github.vhdlayers.analysis.compare.ComparisonReport;
import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.analysis.DifferingSectors;
import io.github.vhdlayers.internal.analysis.FileComparison;
import io.github.vhdlayers.internal.analysis.FileComparisonReport;
import io.github.vhdlayers.internal.analysis.FileDifference;
import io.github.vhdlayers.internal.analysis.RegionComparison;
import io.github.vhdlayers.internal.analysis.RunHashes;
import io.github.vhdlayers.tool.files.ComparedFiles;
import io.github.vhdlayers.tool.info.Regions;
import io.github.vhdlayers.tool.options.FormatOptions;
import io.github.vhdlayers.tool.options.ParentOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.ReaderOptions;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.output.Table;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.StandardOutput;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vhd compare}: in which sectors two disks differ. */
@Command(
        name = CompareCommand.NAME,
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd compare leaf.vhd leaf.vhd@1 --format csv --hash"},
        description = {
            "Prints in which sectors two disks differ, as runs, with sums by partition; then which files differ (not"
                    + " with --format csv): 'only-a', 'only-b', 'content-differs', 'metadata-differs' or 'unknown'.",
            "A disk is a VHD with its parents, its layer N's view as FILE@N, or a raw file. The kind is 'changed',"
                    + " 'only-a' or 'only-b' (data on one side, nothing on the other), or 'unknown' (one side cannot be"
                    + " read or is not known). A file called .vhd, .avhd, .vud, .vhdx or .avhdx that is no VHD is refused,"
                    + " not read as a raw disk."
        })
final class CompareCommand implements Callable<Integer> {
    static final String NAME = "compare";

    private static final List<Column<Difference>> COLUMNS = List.of(
            Column.<Difference>number("first_sector", one -> one.run().firstSector())
                    .right(14),
            Column.<Difference>number("sector_count", one -> one.run().sectorCount())
                    .right(14)
                    .behind(" "),
            Column.<Difference>word("kind", one -> one.run().kind()).behind("  "));
    private static final List<Column<Difference>> WITH_HASHES = Stream.concat(
                    COLUMNS.stream(),
                    Stream.of(
                            Column.<Difference>word(
                                            "sha256_a", one -> one.hashes().a())
                                    .behind("  "),
                            Column.<Difference>word(
                                            "sha256_b", one -> one.hashes().b())
                                    .behind("  ")))
            .toList();

    /** A run in which the disks differ, and what it sums up to on both sides if that was asked for. */
    private record Difference(DiskComparison.Run run, RunHashes hashes) {}

    private final Streams streams;

    @Mixin
    private ParentOptions parents = new ParentOptions();

    @Parameters(index = "0", arity = "1", paramLabel = "A", description = "one disk")
    private String a = "";

    @Parameters(index = "1", arity = "1", paramLabel = "B", description = "the other")
    private String b = "";

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Option(
            names = "--log-b",
            paramLabel = "RULE",
            description =
                    "'replay' or 'ignore': as --log, for B alone; 'vhd compare A A --log-b ignore' shows what the log"
                            + " changed")
    private ParentOptions.@Nullable LogChoice logOfB;

    @Option(names = "--no-files", description = "do not look for the files that differ")
    private boolean noFiles;

    @Mixin
    private ReaderOptions readers = new ReaderOptions();

    @Option(names = "--hash", description = "add the SHA-256 of every run, on both sides")
    private boolean hash;

    @Mixin
    private QuietOption quiet = new QuietOption();

    CompareCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (ComparedDisk first = ComparedDisk.open(a, parents, null);
                ComparedDisk second = ComparedDisk.open(b, parents, logOfB)) {
            return compare(first, second);
        } catch (StandardOutput.ClosedByReaderException e) {
            // A user who has seen enough ends it quietly, but a comparison that was not finished has not found the
            // disks
            // equal.
            return ExitCode.DIFFERENT;
        }
    }

    private int compare(ComparedDisk first, ComparedDisk second) throws IOException {
        // A document has the same fields whatever was asked for.
        List<Column<Difference>> columns = hash || format.format() == RunFormat.json ? WITH_HASHES : COLUMNS;
        Listing listing = Listing.begin(streams.textOut(format.format() == RunFormat.text), format.format(), NAME);
        // Views of one chain have the same.
        List<Finding> doubts = Stream.concat(first.doubts().stream(), second.doubts().stream())
                .distinct()
                .toList();
        listing.field(Listing.DOUBTS, FindingInfo.of(doubts));
        Table<Difference> table = listing.table("runs", columns);
        FileSystemReader reader = noFiles || listing.isRowsOnly() ? null : readers.reader();
        DifferingSectors sectors = new DifferingSectors();
        RegionComparison comparison;
        long larger = Math.max(first.size(), second.size());
        try (ProgressLine progress = quiet.lineBesideText(streams, NAME, larger)) {
            ScanOptions options = ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress));
            comparison = RegionComparison.scan(first.source(), second.source(), options, run -> {
                sectors.add(run);
                table.row(new Difference(
                        run, hash ? RunHashes.of(first.source(), second.source(), run) : RunHashes.NONE));
            });
        }
        ComparisonReport report = comparison.report();
        boolean equal = report.isEqual() && first.size() == second.size();
        String text = text(comparison, first, second, equal);
        // Disks that are equal have equal files, and are not asked for them.
        FileComparisonReport files = null;
        FileSystemReader asked = equal ? null : reader;
        if (asked == null) {
            listing.noTable("files");
        } else {
            listing.text("\n" + text + "\n");
            files = files(first, second, asked, sectors, ComparedFiles.begin(listing));
            text = ComparedFiles.text(files);
        }
        listing.end(text, fields(comparison, first, second, files, equal || files != null));
        long unknown = report.sectorsOf(DiskComparison.Difference.UNKNOWN);
        AuditCommand.warn("", unknown, report.problem(), streams);
        if (files != null) {
            FilesCommand.warn(files.problems(), streams);
            if (files.limit() != null) {
                return ExitCode.LIMIT;
            }
        }
        boolean complete = unknown == 0 && (files == null || files.complete());
        return !complete ? ExitCode.INCOMPLETE : equal ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private FileComparisonReport files(
            ComparedDisk first,
            ComparedDisk second,
            FileSystemReader reader,
            DifferingSectors sectors,
            Table<FileDifference> table)
            throws IOException {
        try (ProgressLine progress = quiet.countBesideText(streams, "files")) {
            long[] passed = new long[1];
            return FileComparison.of(first.source(), second.source(), reader)
                    .scan(WalkOptions.defaults(), sectors, file -> {
                        progress.accept(++passed[0]);
                        table.row(file);
                    });
        }
    }

    private String text(RegionComparison comparison, ComparedDisk first, ComparedDisk second, boolean equal) {
        return "A: " + first + "\nB: " + second + "\n"
                + (equal
                        ? "equal\n"
                        : first.size() == second.size()
                                ? ""
                                : "the sizes differ; zeros behind the shorter disk are no difference\n")
                + comparison.report().bytesRead() + " bytes read\n\nBy the partitions of A\n"
                + Regions.text(comparison.byRegionOfA(), comparison.counts(), streams::fits)
                + "\nBy the partitions of B\n"
                + Regions.text(comparison.byRegionOfB(), comparison.counts(), streams::fits);
    }

    private static Map<String, @Nullable Object> fields(
            RegionComparison comparison,
            ComparedDisk first,
            ComparedDisk second,
            @Nullable FileComparisonReport files,
            boolean filesKnown) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        ComparisonReport report = comparison.report();
        long unknown = report.sectorsOf(DiskComparison.Difference.UNKNOWN);
        boolean differs = first.size() != second.size() || report.sectors() > unknown;
        // Disks without a known difference may still differ in what is unknown.
        fields.put("equal", differs ? Boolean.FALSE : unknown == 0 ? Boolean.TRUE : null);
        fields.put("complete", unknown == 0 && (files == null || files.complete()));
        fields.put("a", first.fields());
        fields.put("b", second.fields());
        fields.put("bytes_read", report.bytesRead());
        fields.put("counts", Regions.counts(comparison.counts()));
        fields.put("regions_of_a", Regions.fields(comparison.byRegionOfA()));
        fields.put("regions_of_b", Regions.fields(comparison.byRegionOfB()));
        fields.put("files_compared", filesKnown);
        fields.put("file_counts", files == null ? null : ComparedFiles.counts(files));
        fields.put("file_problems", files == null ? List.of() : files.problems());
        return fields;
    }
}
