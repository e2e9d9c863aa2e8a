package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.tool.history.HistoryReport.AuditInfo;
import io.github.vhdlayers.tool.history.HistoryReport.ChangeInfo;
import io.github.vhdlayers.tool.history.HistoryReport.FilesInfo;
import io.github.vhdlayers.tool.history.HistoryReport.LayerInfo;
import io.github.vhdlayers.tool.history.HistoryReport.RegionInfo;
import io.github.vhdlayers.tool.info.InfoReport;
import io.github.vhdlayers.tool.info.InfoReport.PartitionInfo;
import io.github.vhdlayers.tool.info.InfoReport.VolumeInfo;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.output.ZonedTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history as a person reads it: a section for each layer. */
public final class HistoryText {
    private static final String CHANGED = "changed";
    private static final String NONE = "none created, changed or deleted";
    private static final Set<String> NO_CHANGE =
            Set.of(FileOwnership.Status.REWRITTEN.toString(), FileOwnership.Status.UNTOUCHED.toString());

    private final StringBuilder text = new StringBuilder();
    /** Why not all is known, and the layer at which that is written. */
    private final Map<String, Integer> problems = new HashMap<>();

    private final @Nullable ZoneId zone;

    private HistoryText(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The text.
     *
     * @param zone in which times are shown beside UTC, or null
     */
    public static String of(HistoryReport report, @Nullable ZoneId zone) {
        HistoryText text = new HistoryText(zone);
        List<LayerInfo> layers = report.layers();
        for (int i = 0; i < layers.size(); i++) {
            text.layer(layers.get(i), i + 1 < layers.size() ? layers.get(i + 1) : null);
        }
        return text.text.toString();
    }

    private void layer(LayerInfo layer, @Nullable LayerInfo below) {
        text.append("layer ")
                .append(layer.layer())
                .append("  ")
                .append(layer.file())
                .append('\n');
        boolean vhdx = layer.format() == DiskFormat.VHDX;
        row("created", vhdx ? "the VHDX format records no time" : Words.created(ZonedTime.text(layer.created(), zone)));
        row("span", layer.span().text(zone));
        InfoReport.CreatorInfo creator = layer.creator();
        row(
                "creator",
                creator == null
                        ? Objects.requireNonNullElse(layer.creatorText(), Words.NOT_RECORDED)
                        : "'" + creator.code() + "' "
                                + Objects.requireNonNullElse(creator.description(), "not a known program")
                                + ", version " + creator.version());
        row(
                "owned",
                Words.atLeast(layer.ownedSectors(), !layer.ownedKnown()) + " sectors, "
                        + Words.atLeast(layer.visibleSectors(), !layer.visibleKnown()) + " of them still shown");
        AuditInfo audit = layer.audit();
        row("audit", audit == null ? "not read: it is the base" : verdicts(audit));
        for (RegionInfo region : layer.regions()) {
            if (region.ownedSectors() == null || region.ownedSectors() > 0) {
                row(
                        "",
                        String.format(
                                Locale.ROOT,
                                "%-28s owned %12s  differ %12s",
                                region.name(),
                                Words.atLeast(region.ownedSectors(), !region.ownedKnown()),
                                region.counts() == null ? "-" : differing(region.differingSectors(), region.counts())));
            }
        }
        if (layer.files() != null) {
            files(layer.files(), layer.layer());
        }
        if (below != null && !below.partitionTable().equals(layer.partitionTable())) {
            row("table", layer.partitionTable() + "; below it was " + below.partitionTable());
        }
        layer.partitionChanges().forEach(this::change);
        text.append('\n');
    }

    private void files(FilesInfo files, int layer) {
        row("files", files(files.documents(), files.complete()));
        counts("streams", files.streams());
        counts("folders", files.folders());
        counts("system", files.system());
        if (files.problem() != null) {
            Integer first = problems.putIfAbsent(files.problem(), layer);
            row("", "not all is known" + (first == null ? ": " + files.problem() : ", as of layer " + first));
        }
    }

    private void counts(String label, Map<String, @Nullable Long> counts) {
        String text = files(counts, true);
        if (!text.equals(NONE)) {
            row(label, text);
        }
    }

    /** The counts that say that something happened. */
    private static String files(Map<String, @Nullable Long> counts, boolean isComplete) {
        List<String> parts = new ArrayList<>();
        counts.forEach((status, count) -> {
            if (count != null && count > 0 && !NO_CHANGE.contains(status)) {
                parts.add(count + " " + status);
            }
        });
        return !parts.isEmpty() ? String.join(", ", parts) : isComplete ? NONE : "unknown";
    }

    private void change(ChangeInfo change) {
        PartitionInfo newer = change.newer();
        PartitionInfo older = change.older();
        if (newer != null && older != null) {
            if (change.change().equals(CHANGED)) {
                row(CHANGED, describe(newer));
                row("", "before: " + describe(older));
            }
            if (change.reformatted()) {
                row(
                        "formatted",
                        "partition " + newer.number() + " anew: it holds " + describe(newer.volume()) + ", before "
                                + describe(older.volume()));
            }
        } else if (newer != null) {
            row(change.change(), describe(newer));
        } else if (older != null) {
            row(change.change(), describe(older));
        }
    }

    private static String describe(PartitionInfo partition) {
        return "partition " + partition.number() + " at sector " + partition.firstSector() + ", "
                + partition.sectorCount() + " sectors, " + partition.type()
                + (partition.volume() == null
                        ? ""
                        : ", holds " + partition.volume().kind());
    }

    private static String describe(@Nullable VolumeInfo volume) {
        return volume == null ? "nothing" : (volume.kind() + " " + volume.serial()).strip();
    }

    /** How many sectors differ from what was below, and what was found of all that the layer holds. */
    private static String verdicts(AuditInfo audit) {
        List<String> verdicts = new ArrayList<>();
        for (Map.Entry<String, @Nullable Long> count : audit.counts().entrySet()) {
            Long sectors = count.getValue();
            if (sectors != null && sectors > 0) {
                verdicts.add(count.getKey() + " " + sectors);
            }
        }
        return verdicts.isEmpty()
                ? "it owns nothing"
                : "differ " + differing(audit.differingSectors(), audit.counts()) + ": " + String.join(", ", verdicts);
    }

    private static String differing(@Nullable Long known, Map<String, @Nullable Long> counts) {
        if (known != null) {
            return known.toString();
        }
        long least = 0;
        for (LayerAudit.Verdict verdict : List.of(LayerAudit.Verdict.CHANGED, LayerAudit.Verdict.ZEROED)) {
            Long sectors = counts.get(verdict.toString());
            least += sectors == null ? 0 : sectors;
        }
        return Words.atLeast(least, true);
    }

    private void row(String label, String value) {
        text.append(String.format(Locale.ROOT, "  %-10s %s\n", label, value));
    }
}
