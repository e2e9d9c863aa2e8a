package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.AuditReport;
import io.github.vhdlayers.analysis.AuditVerdict;
import io.github.vhdlayers.analysis.HistoryEntry;
import io.github.vhdlayers.analysis.LayerHistory;
import io.github.vhdlayers.analysis.PartitionChange;
import io.github.vhdlayers.analysis.RegionOwnership;
import io.github.vhdlayers.analysis.ScanOptions;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.partition.Partition;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd history}: a chain as a timeline. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd history leaf.vhd"},
        description = {
            "Shows what each layer did, the newest first: when it was begun and by which program, how many sectors it owns and "
                    + "how many of them really changed, by partition, and which partitions came and went.",
            "Reads what the layers own, but for the base; 'cat --as-of N' shows the disk as layer N left it."
        })
final class HistoryCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Option(names = "--audit-base", description = "read the base too, to tell its zeros from its data")
    private boolean auditBase;

    @Mixin
    private QuietOption quiet = new QuietOption();

    HistoryCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.open()) {
            int base = opened.chain().missingParent() != null
                    ? -1
                    : opened.chain().layers().size() - 1;
            List<HistoryEntry> history;
            try (ProgressLine progress = quiet.line(streams, "audit", opened.size())) {
                history = LayerHistory.of(
                        opened,
                        layer -> auditBase || layer != base,
                        ScanOptions.defaults().withProgress(QuietOption.ofSectors(progress)));
            }
            Writer out = streams.textOut();
            for (HistoryEntry entry : history) {
                out.write(text(entry));
            }
            out.flush();
        }
        return ExitCode.OK;
    }

    private static String text(HistoryEntry entry) {
        int layer = entry.layer().index();
        InfoReport.CreatorInfo creator = InfoReporter.creator(entry.creator());
        AuditReport audit = entry.audit();
        StringBuilder text = new StringBuilder();
        text.append("layer ")
                .append(layer)
                .append("  ")
                .append(SafeText.escape(entry.layer().name()))
                .append('\n');
        row(text, "created", entry.created() + " by its maker's clock");
        row(
                text,
                "creator",
                "'" + creator.code() + "' " + Objects.requireNonNullElse(creator.description(), "not a known program")
                        + ", version " + creator.version());
        row(text, "owned", entry.ownedSectors() + " sectors, " + entry.visibleSectors() + " of them still shown");
        row(text, "audit", audit == null ? "not read: it is the base" : verdicts(audit));
        for (RegionOwnership region : entry.attribution().byRegion()) {
            long owned = region.owners().sectorsOf(layer);
            if (owned > 0) {
                row(
                        text,
                        "",
                        String.format(
                                Locale.ROOT,
                                "%-28s owned %12d  changed %12s",
                                Regions.title(region.region()),
                                owned,
                                changed(audit, region)));
            }
        }
        for (PartitionChange change : entry.partitionChanges()) {
            Partition partition = change.newer() != null ? change.newer() : change.older();
            if (partition != null && change.kind() != PartitionChange.Kind.SAME) {
                row(
                        text,
                        change.kind().toString(),
                        "partition " + partition.number() + " at sector " + partition.firstSector() + ", "
                                + partition.sectorCount() + " sectors, "
                                + SafeText.escape(partition.type().description()));
            }
        }
        return text.append('\n').toString();
    }

    private static String verdicts(AuditReport audit) {
        return audit.counts().asMap().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String changed(@Nullable AuditReport audit, RegionOwnership region) {
        if (audit == null) {
            return "-";
        }
        return audit.byRegion().stream()
                .filter(counts -> counts.region().equals(region.region()))
                .map(counts -> Long.toString(counts.counts().of(AuditVerdict.CHANGED)
                        + counts.counts().of(AuditVerdict.ZEROED)))
                .findFirst()
                .orElse("0");
    }

    private static void row(StringBuilder text, String label, String value) {
        text.append(String.format(Locale.ROOT, "  %-10s %s\n", label, value));
    }
}
