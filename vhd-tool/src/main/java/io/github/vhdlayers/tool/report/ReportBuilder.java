package io.github.vhdlayers.tool.report;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.diag.Finding.Severity;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.RegionCounts;
import io.github.vhdlayers.internal.text.AtLeast;
import io.github.vhdlayers.tool.info.InfoReport;
import io.github.vhdlayers.tool.info.InfoReporter;
import io.github.vhdlayers.tool.info.InfoText;
import io.github.vhdlayers.tool.info.Regions;
import io.github.vhdlayers.tool.info.Strip;
import io.github.vhdlayers.tool.info.VhdxInfo;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.output.ZonedTime;
import java.io.File;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Puts what was found about a disk into the words of the page. */
public final class ReportBuilder {
    private static final int COLUMNS = 800;
    /** More partitions are listed, but not drawn a second time on a strip of their own. */
    private static final int ZOOMED = 12;

    private final VirtualDisk disk;
    private final @Nullable ZoneId zone;
    private final InfoReport info;
    private final List<String> files;
    private final Strip whole;
    private final List<@Nullable Strip> zooms = new ArrayList<>();

    private ReportBuilder(VirtualDisk disk, InfoReporter.Gathered gathered, @Nullable ZoneId zone) {
        this.disk = disk;
        this.zone = zone;
        this.info = gathered.report();
        int layers = info.layers().size();
        this.files = info.layers().stream().map(layer -> name(layer.file())).toList();
        this.whole = new Strip(0, disk.sectors(), COLUMNS, layers);
        int zoomed = 0;
        for (int i = 0; i < info.regions().size(); i++) {
            // What is behind the last written sector of a partition would only make the rest small.
            Strip written = info.regions().get(i).type() == null
                    ? null
                    : gathered.byRegion().get(i).written(COLUMNS);
            zooms.add(written != null && zoomed++ < ZOOMED ? written : null);
        }
    }

    /**
     * What else was found.
     *
     * @param zone in which times are shown beside UTC, or null
     */
    public record Found(
            @Nullable ZoneId zone,
            List<RegionAudit> audits,
            @Nullable String notAudited,
            List<ReportView.Row> record,
            List<ReportView.Files> files,
            List<ReportView.Row> made,
            List<ReportView.Row> hashes,
            @Nullable String notHashed) {}

    /** Goes through the runs of the disk once, and composes the page. */
    public static ReportView build(
            VirtualDisk disk, InfoReporter.Gathered gathered, Found found, LongConsumer sectorsDone)
            throws IOException {
        ReportBuilder builder = new ReportBuilder(disk, gathered, found.zone());
        List<Strip> strips = new ArrayList<>(List.of(builder.whole));
        builder.zooms.stream().filter(Objects::nonNull).forEach(strips::add);
        Strip.fill(strips, disk, sectorsDone);
        return builder.view(found);
    }

    private ReportView view(Found found) {
        return new ReportView(
                name(info.file()),
                info.file(),
                found.record(),
                summary(found),
                figures(),
                legend(),
                OwnerStyle.all().stream().map(ReportView.Style::of).toList(),
                StripView.of(whole, files, info.regions()),
                info.layers().stream().map(this::layer).toList(),
                missing(),
                info.partitionTable(),
                regions(),
                info.shadowCopies().stream()
                        .map(copy -> new ReportView.Row("Partition " + copy.partition(), InfoText.about(copy)))
                        .toList(),
                found.audits().stream().map(this::audit).toList(),
                found.notAudited(),
                info.findings().stream().map(ReportBuilder::finding).toList(),
                found.files(),
                found.made(),
                found.hashes(),
                found.notHashed());
    }

    /** Whether everything that the page is about could be read. */
    public static boolean isComplete(VirtualDisk disk, InfoReport info, Found found) {
        return disk.chain().missingParent() == null
                && info.disk().unknownSectors() == 0
                && found.audits().stream().allMatch(audit -> audit.counts().of(LayerAudit.Verdict.UNKNOWN) == 0)
                && found.files().stream().allMatch(ReportView.Files::complete);
    }

    private List<String> summary(Found found) {
        List<String> sentences = new ArrayList<>();
        int parents = info.layers().size() - 1;
        String size = Words.bytes(info.disk().size());
        String chain = parents == 0
                ? ""
                : ", read together with its " + (parents == 1 ? "parent" : Words.number(parents) + " parents");
        sentences.add(name(info.file()) + " is a " + info.disk().type() + " VHD: a disk of " + size + chain + ".");
        if (info.missingParent() != null) {
            sentences.add("A parent is missing" + (isDamaged() ? ", and a file is damaged. " : ". ") + unknown());
        } else if (info.disk().unknownSectors() > 0) {
            sentences.add((isDamaged() ? "A file is damaged. " : "") + unknown());
        }
        if (info.missingParent() == null && parents > 0) {
            boolean proven = disk.chain().links().stream().allMatch(link -> link.id() == IdVerdict.MATCHES);
            sentences.add(
                    proven
                            ? "Every parent was found and bears the id that its child records."
                            : "Not every parent is proven by its id: what is read through such a parent is not proven"
                                    + " either.");
        }
        if (parents > 0) {
            InfoReport.LayerInfo newest = info.layers().get(0);
            sentences.add("The newest file holds " + owned(newest) + share(newest, ", ", " of the disk") + ".");
        }
        if (!found.audits().isEmpty() && found.audits().get(0).report().layer() == 0 && parents > 0) {
            RegionAudit audit = found.audits().get(0);
            sentences.add(compared(audit.counts()));
        }
        sentences.add(findingsInShort());
        long doubtful =
                found.files().stream().filter(files -> !files.complete()).count();
        if (doubtful > 0) {
            sentences.add("Not all that is said of files is certain: in " + Words.number(doubtful) + " of "
                    + Words.number(found.files().size())
                    + " layers something is unknown or in doubt. Below the files of such a layer stands why, and doubtful"
                    + " rows have a question mark.");
        }
        if (!isComplete(disk, info, found)) {
            sentences.add("This page is incomplete: it says below what is unknown, and why.");
        }
        return sentences;
    }

    private static String compared(KindCounts<LayerAudit.Verdict> counts) {
        long fresh = counts.of(LayerAudit.Verdict.CHANGED) + counts.of(LayerAudit.Verdict.ZEROED);
        long same = counts.of(LayerAudit.Verdict.SAME);
        long unknown = counts.of(LayerAudit.Verdict.UNKNOWN);
        if (unknown > 0 && fresh + same == 0) {
            return "How many of these differ from the disk below is unknown: " + Words.number(unknown)
                    + " could not be compared.";
        }
        return "Of these, " + least(fresh, unknown) + " differ from the disk below, and " + least(same, unknown)
                + " were stored again, equal to the layer below"
                + (unknown == 0 ? "." : "; " + Words.number(unknown) + " could not be compared.");
    }

    private static String least(long known, long unknown) {
        return AtLeast.text(known, unknown > 0, "an unknown number", Words::number);
    }

    private boolean isDamaged() {
        return info.layers().stream().anyMatch(layer -> !layer.ownedKnown());
    }

    private String unknown() {
        return Words.sectors(info.disk().unknownSectors()) + " are unknown ("
                + share(info.disk().unknownSectors()) + " of the disk); nothing on this page takes them for zeros.";
    }

    private String findingsInShort() {
        if (info.findings().isEmpty()) {
            return "Nothing odd was found about the disk files or the partition table.";
        }
        long errors = count(Severity.ERROR);
        long warnings = count(Severity.WARNING);
        long rest = info.findings().size() - errors - warnings;
        List<String> parts = new ArrayList<>();
        plural(parts, errors, "error", "errors");
        plural(parts, warnings, "warning", "warnings");
        plural(parts, rest, "remark", "remarks");
        return "Findings: " + String.join(", ", parts) + ".";
    }

    private long count(Severity severity) {
        return info.findings().stream()
                .filter(one -> one.severity() == severity)
                .count();
    }

    private static void plural(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(Words.number(count) + " " + (count == 1 ? one : many));
        }
    }

    private List<ReportView.Row> figures() {
        InfoReport.DiskInfo about = info.disk();
        return List.of(
                new ReportView.Row("Size", Words.bytes(about.size())),
                new ReportView.Row("Sectors of 512 bytes", Words.number(about.sectors())),
                new ReportView.Row(
                        "Files in the chain", Words.number(info.layers().size())),
                new ReportView.Row("Unwritten, stored in no layer", unwritten()),
                new ReportView.Row("Unknown", share(about.unknownSectors())),
                new ReportView.Row("Partition table", info.partitionTable()));
    }

    /** The part of the disk that is unwritten, as far as that is known. */
    private String unwritten() {
        Long known = info.disk().unwrittenSectors();
        return AtLeast.text(known == null ? 0 : known, info.disk().unknownSectors() > 0, "unknown", this::share);
    }

    private List<ReportView.Legend> legend() {
        List<ReportView.Legend> legend = new ArrayList<>();
        for (InfoReport.LayerInfo layer : info.layers()) {
            legend.add(new ReportView.Legend(
                    OwnerStyle.ofLayer(layer.layer()).id(),
                    "layer " + layer.layer() + ": " + name(layer.file()),
                    layer.ownedSectors() == null ? "unknown" : share(layer, "", "")));
        }
        legend.add(new ReportView.Legend("on", "unwritten: not stored in this chain, reads as zeros", unwritten()));
        if (info.disk().unknownSectors() > 0) {
            legend.add(new ReportView.Legend(
                    "ou", "unknown: not zeros", share(info.disk().unknownSectors())));
        }
        return legend;
    }

    private ReportView.Layer layer(InfoReport.LayerInfo layer) {
        List<ReportView.Row> facts = new ArrayList<>();
        InfoReport.FooterInfo footer = layer.footer();
        if (footer != null) {
            facts.addAll(footer(footer));
        }
        VhdxInfo vhdx = layer.vhdx();
        if (vhdx != null) {
            facts.addAll(vhdx(vhdx));
        }
        facts.add(new ReportView.Row("File", Words.bytes(layer.fileSize())));
        ChainLink link = null;
        for (ChainLink one : disk.chain().links()) {
            link = one.childLayer() == layer.layer() ? one : link;
        }
        return new ReportView.Layer(
                layer.layer(),
                OwnerStyle.ofLayer(layer.layer()).id(),
                layer.file(),
                layer.type(),
                facts,
                owned(layer),
                share(layer, ", ", ""),
                link == null ? null : fits(link),
                link == null ? List.of() : doubts(link),
                layer.layer() == info.layers().size() - 1);
    }

    private List<ReportView.Row> footer(InfoReport.FooterInfo footer) {
        InfoReport.CreatorInfo creator = footer.creator();
        return List.of(
                new ReportView.Row("Id", id(footer.uniqueId())),
                new ReportView.Row(
                        "Created",
                        footer.created() == null
                                ? Words.NOT_RECORDED
                                : ZonedTime.text(footer.created(), zone) + ", by its maker’s clock"),
                new ReportView.Row(
                        "Made by",
                        creator == null
                                ? Words.NOT_RECORDED
                                : Objects.requireNonNullElse(creator.description(), "not a known program") + " ("
                                        + creator.code() + " " + creator.version() + ")"));
    }

    private static List<ReportView.Row> vhdx(VhdxInfo vhdx) {
        return List.of(
                new ReportView.Row("Data write id", Objects.requireNonNullElse(vhdx.dataWriteId(), Words.NOT_RECORDED)),
                new ReportView.Row("Created", "the VHDX format records no time"),
                new ReportView.Row("Made by", vhdx.creator().isEmpty() ? Words.NOT_RECORDED : vhdx.creator()),
                new ReportView.Row(
                        "Log",
                        switch (vhdx.log()) {
                            case "replayed" ->
                                "replayed in memory, " + vhdx.logPages() + (vhdx.logPages() == 1 ? " page" : " pages");
                            case "ignored" -> "left out on request";
                            default -> "empty";
                        }));
    }

    private static String fits(ChainLink link) {
        return switch (link.id()) {
            case MATCHES -> "The file below is its parent: it bears the id that is recorded here.";
            case MISMATCH_FORCED -> "The file below was forced to be its parent; its id is not the recorded one.";
            case CHANGED_SINCE_FORCED ->
                "The file below was forced to be its parent; it is the same disk, changed since this layer was"
                        + " created.";
            case RAW -> "A raw file was named as its parent; nothing in it can prove that.";
        };
    }

    private static List<String> doubts(ChainLink link) {
        List<String> doubts = new ArrayList<>();
        switch (link.time()) {
            case MATCHES -> doubts.add("The parent’s file time is the recorded one.");
            case WHOLE_HOURS_APART ->
                doubts.add("The file times are whole hours apart, as after a change of time zone.");
            case DIFFERS ->
                doubts.add(
                        "The parent’s file time is not the recorded one: it was copied, or changed after the child was"
                                + " made.");
            case NOT_RECORDED, NOT_TESTABLE -> {
                // Nothing to compare, and so nothing to say.
            }
        }
        switch (link.size()) {
            case EQUAL -> {
                // As it should be.
            }
            case PARENT_SHORTER -> doubts.add("The parent’s disk is shorter than this one.");
            case PARENT_LONGER ->
                doubts.add("The parent’s disk is longer than this one; its end is not part of the disk.");
        }
        return doubts;
    }

    private ReportView.@Nullable Missing missing() {
        InfoReport.MissingInfo missing = info.missingParent();
        if (missing == null) {
            return null;
        }
        List<ReportView.Row> tried = missing.tried().stream()
                .map(one -> new ReportView.Row(one.place(), one.reason()))
                .toList();
        return new ReportView.Missing(missing.problem(), tried, tried.isEmpty());
    }

    private List<ReportView.RegionView> regions() {
        List<ReportView.RegionView> regions = new ArrayList<>();
        for (int i = 0; i < info.regions().size(); i++) {
            InfoReport.RegionInfo region = info.regions().get(i);
            Strip zoom = zooms.get(i);
            regions.add(new ReportView.RegionView(
                    region.name(),
                    InfoText.about(region),
                    region.sectorCount() == 0
                            ? "no sector of it is on the disk"
                            : "sectors " + Words.number(region.firstSector()) + " to "
                                    + Words.number(region.firstSector() + region.sectorCount() - 1),
                    Words.sectors(region.sectorCount()),
                    shares(region),
                    zoom == null ? null : StripView.of(zoom, files, List.of()),
                    zoom == null || zoom.sectorCount() == region.sectorCount()
                            ? ""
                            : "Drawn is the part from the first to the last sector that was ever written."));
        }
        return regions;
    }

    private static List<ReportView.Share> shares(InfoReport.RegionInfo region) {
        List<ReportView.Share> shares = new ArrayList<>();
        for (int layer = 0; layer < region.ownedSectors().size(); layer++) {
            Long owned = region.ownedSectors().get(layer);
            if (owned != null) {
                add(shares, OwnerStyle.ofLayer(layer).id(), "layer " + layer, owned, region.sectorCount());
            }
        }
        Long unwritten = region.unwrittenSectors();
        String name = region.unknownSectors() > 0 ? "unwritten, at least" : "unwritten";
        add(shares, "on", name, unwritten == null ? 0 : unwritten, region.sectorCount());
        add(shares, "ou", "unknown", region.unknownSectors(), region.sectorCount());
        return shares;
    }

    private static void add(List<ReportView.Share> shares, String style, String name, long part, long whole) {
        if (part > 0) {
            shares.add(new ReportView.Share(style, name, Words.number(part), Words.percent(part, whole)));
        }
    }

    private static String owned(InfoReport.LayerInfo layer) {
        return owned(Objects.requireNonNullElse(layer.ownedSectors(), 0L), !layer.ownedKnown());
    }

    /** The part of the disk that a layer is known to own, between two texts; empty if none is known. */
    private String share(InfoReport.LayerInfo layer, String before, String after) {
        Long owned = layer.ownedSectors();
        return owned == null ? "" : before + AtLeast.text(owned, !layer.ownedKnown(), "", this::share) + after;
    }

    /** How many sectors a layer owns, where it may own more. */
    private static String owned(long known, boolean more) {
        return AtLeast.text(known, more, "an unknown number of sectors", Words::sectors);
    }

    private ReportView.AuditView audit(RegionAudit audit) {
        AuditReport report = audit.report();
        List<ReportView.Share> verdicts = new ArrayList<>();
        long total = report.sectors();
        audit.counts()
                .asMap()
                .forEach((verdict, sectors) -> add(verdicts, "a-" + verdict, inWords(verdict), sectors, total));
        List<ReportView.AuditRow> rows = new ArrayList<>();
        for (RegionCounts<LayerAudit.Verdict> region : audit.byRegion()) {
            if (region.counts().total() > 0) {
                rows.add(new ReportView.AuditRow(
                        Regions.title(region.region()),
                        Regions.counts(region.counts()).values().stream()
                                .map(sectors -> sectors == null ? "unknown" : Words.number(sectors))
                                .toList()));
            }
        }
        return new ReportView.AuditView(
                report.layer(),
                name(info.layers().get(report.layer()).file()),
                owned(report.ownedSectors(), report.unknownOwners() > 0),
                verdicts,
                rows,
                report.problem() == null
                        ? null
                        : SafeText.escape(report.problem().message()));
    }

    private static String inWords(LayerAudit.Verdict verdict) {
        return switch (verdict) {
            case CHANGED -> "changed: other bytes than below";
            case SAME -> "same: stored again, equal to the layer below";
            case ZEROED -> "zeroed: zeros over data";
            case ZERO_OVER_NONE -> "zero-over-none: zeros where nothing was";
            case UNKNOWN -> "unknown: cannot be compared";
        };
    }

    private static ReportView.FindingView finding(InfoReport.FindingInfo finding) {
        Severity severity = finding.severity();
        String offset = finding.fileOffset() == null ? null : Words.number(finding.fileOffset());
        return new ReportView.FindingView(
                severity == Severity.INFO ? "remark" : severity.name().toLowerCase(Locale.ROOT),
                switch (severity) {
                    case ERROR -> "■";
                    case WARNING -> "▲";
                    case INFO -> "●";
                },
                severity.name().toLowerCase(Locale.ROOT),
                finding.meaning(),
                finding.advice(),
                finding.code(),
                name(finding.file()),
                finding.structure(),
                finding.detail(),
                offset);
    }

    private String share(long sectors) {
        return Words.percent(sectors, info.disk().sectors());
    }

    /**
     * The last part of a path.
     *
     * @param path as {@link SafeText} shows it, where a backslash that is not the system's separator begins an escape
     */
    public static String name(String path) {
        return path.substring(path.lastIndexOf(File.separatorChar) + 1);
    }

    /** An id as Windows prints it. */
    private static String id(InfoReport.@Nullable IdInfo id) {
        return id == null ? "id not recorded" : id.mixedEndian();
    }
}
