package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.text.AtLeast;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tool.info.Regions;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.FormatOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.output.Table;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd audit}: what of a layer is really new. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd audit leaf.vhd --layer 1 --format csv"},
        description = {
            "Compares each sector stored in a layer with the disk below it, and totals the result per partition.",
            "The verdict is 'changed', 'same' (stored again, equal to the layer below), 'zeroed' (zeros over data), "
                    + "'zero-over-none' (zeros where nothing was), or 'unknown' (cannot be read, or the parent is missing)."
        })
final class AuditCommand implements Callable<Integer> {
    private static final List<Column<LayerAudit.Run>> COLUMNS = List.of(
            Column.<LayerAudit.Run>number("first_sector", LayerAudit.Run::firstSector)
                    .right(14),
            Column.<LayerAudit.Run>number("sector_count", LayerAudit.Run::sectorCount)
                    .right(14)
                    .behind(" "),
            Column.<LayerAudit.Run>word("verdict", LayerAudit.Run::verdict).behind("  "));

    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(names = "--layer", paramLabel = "N", description = "the layer to audit (default: 0, FILE itself)")
    private int layer;

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Mixin
    private QuietOption quiet = new QuietOption();

    AuditCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.open()) {
            MergedSource view = opened.asOf(disk.layer(opened, layer, "--layer " + layer));
            Listing listing =
                    Listing.begin(streams.textOut(format.format() == RunFormat.text), format.format(), "audit");
            listing.field(Listing.DOUBTS, FindingInfo.of(disk.doubts()));
            Table<LayerAudit.Run> table = listing.table("runs", COLUMNS);
            RegionAudit audit;
            try (ProgressLine progress = quiet.lineBesideText(streams, "audit", view.size())) {
                ScanOptions options = ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress));
                audit = RegionAudit.scan(view, options, table::row);
            }
            AuditReport report = audit.report();
            String name = SafeText.escape(opened.chain().layer(layer).name());
            listing.end(
                    "Layer " + layer + ", " + name + ": "
                            + AtLeast.text(
                                    report.ownedSectors(),
                                    report.unknownOwners() > 0,
                                    "an unknown number of",
                                    Long::toString)
                            + " sectors owned"
                            + ", " + report.bytesRead() + " bytes read\n"
                            + Regions.text(audit.byRegion(), audit.counts(), streams::fits),
                    fields(audit, name));
            long unknown = report.sectorsOf(LayerAudit.Verdict.UNKNOWN);
            warn("", unknown, report.problem(), streams);
            return unknown == 0 ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    /**
     * Says that, and why, some sectors are neither one nor the other.
     *
     * @param where begins the warning, if there is more than one place that it may be about
     */
    static void warn(String where, long unknown, @Nullable Problem problem, Streams streams) {
        if (unknown > 0) {
            streams.message("warning: " + where + unknown + " sectors are unknown"
                    + (problem == null ? ", because a parent is missing" : ": " + SafeText.escape(problem.message())));
        }
    }

    private static Map<String, Object> fields(RegionAudit audit, String name) {
        AuditReport report = audit.report();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("layer", report.layer());
        fields.put("complete", report.sectorsOf(LayerAudit.Verdict.UNKNOWN) == 0);
        fields.put("file", name);
        fields.put("bytes_read", report.bytesRead());
        fields.put("counts", Regions.counts(audit.counts()));
        fields.put("regions", Regions.fields(audit.byRegion()));
        return fields;
    }
}
