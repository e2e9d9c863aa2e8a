package io.github.vhdlayers.tool.report;

import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Finding.Severity;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.format.vhd.CreatorApplication;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.internal.regions.RegionCounts;
import io.github.vhdlayers.internal.text.AtLeast;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.tool.info.DiskFacts;
import io.github.vhdlayers.tool.info.InfoReporter;
import io.github.vhdlayers.tool.info.PartitionWords;
import io.github.vhdlayers.tool.info.Regions;
import io.github.vhdlayers.tool.info.Strip;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.output.ZonedTime;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
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

    private final DiskFacts facts;
    private final MergedSource disk;
    private final SectorCounts owners;
    private final List<DiskLayer> layers;
    private final @Nullable ZoneId zone;
    private final List<String> files;
    private final Strip whole;
    private final List<@Nullable Strip> zooms = new ArrayList<>();

    private ReportBuilder(DiskFacts facts, @Nullable ZoneId zone) {
        this.facts = facts;
        this.disk = facts.view();
        this.owners = facts.owners();
        this.layers = disk.chain().layers();
        this.zone = zone;
        this.files = layers.stream().map(ReportBuilder::fileName).toList();
        this.whole = new Strip(0, disk.sectors(), COLUMNS, layers.size());
        int zoomed = 0;
        for (int i = 0; i < facts.regions().size(); i++) {
            // What is behind the last written sector of a partition would only make the rest small.
            Strip written = facts.regions().get(i).partition() == null
                    ? null
                    : facts.strips().get(i).written(COLUMNS);
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
    public static ReportView build(DiskFacts facts, Found found, LongConsumer sectorsDone) throws IOException {
        ReportBuilder builder = new ReportBuilder(facts, found.zone());
        List<Strip> strips = new ArrayList<>(List.of(builder.whole));
        builder.zooms.stream().filter(Objects::nonNull).forEach(strips::add);
        Strip.fill(strips, facts.view(), sectorsDone);
        return builder.view(found);
    }

    private ReportView view(Found found) {
        return new ReportView(
                name(SafeText.escape(disk.name())),
                SafeText.escape(disk.name()),
                found.record(),
                summary(found),
                figures(),
                legend(),
                OwnerStyle.all().stream().map(ReportView.Style::of).toList(),
                StripView.of(whole, files, facts.regions()),
                layers.stream().map(this::layer).toList(),
                missing(),
                Regions.table(facts.map().table()),
                regions(),
                facts.shadowCopies().stream()
                        .map(copy -> new ReportView.Row("Partition " + copy.partition(), copy.sentence()))
                        .toList(),
                found.audits().stream().map(this::audit).toList(),
                found.notAudited(),
                facts.findings().stream().map(ReportBuilder::finding).toList(),
                found.files(),
                found.made(),
                found.hashes(),
                found.notHashed());
    }

    /** Whether everything that the page is about could be read. */
    public static boolean isComplete(DiskFacts facts, Found found) {
        return facts.view().chain().missingParent() == null
                && facts.owners().unknownSectors() == 0
                && found.audits().stream().allMatch(audit -> audit.counts().of(LayerAudit.Verdict.UNKNOWN) == 0)
                && found.files().stream().allMatch(ReportView.Files::complete);
    }

    private List<String> summary(Found found) {
        List<String> sentences = new ArrayList<>();
        int parents = layers.size() - 1;
        String size = Words.bytes(disk.size());
        String chain = parents == 0
                ? ""
                : ", read together with its " + (parents == 1 ? "parent" : Words.number(parents) + " parents");
        sentences.add(name(SafeText.escape(disk.name())) + " is a "
                + layers.get(0).file().type() + " VHD: a disk of " + size + chain + ".");
        MissingParent missing = disk.chain().missingParent();
        if (missing != null) {
            sentences.add(
                    "A parent " + missing.inWords() + (isDamaged() ? ", and a file is damaged. " : ". ") + unknown());
        } else if (owners.unknownSectors() > 0) {
            sentences.add((isDamaged() ? "A file is damaged. " : "") + unknown());
        }
        if (missing == null && parents > 0) {
            boolean proven = disk.chain().links().stream().allMatch(link -> link.id() == IdVerdict.MATCHES);
            sentences.add(
                    proven
                            ? "Every parent was found and bears the id that its child records."
                            : "Not every parent is proven by its id: what is read through such a parent is not proven"
                                    + " either.");
        }
        if (parents > 0) {
            sentences.add("The newest file holds " + owned(0) + share(0, ", ", " of the disk") + ".");
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
        if (!isComplete(facts, found)) {
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
        return layers.stream().anyMatch(layer -> !owners.isKnown(layer.index()));
    }

    private String unknown() {
        return Words.sectors(owners.unknownSectors()) + " are unknown (" + share(owners.unknownSectors())
                + " of the disk); nothing on this page takes them for zeros.";
    }

    private String findingsInShort() {
        if (facts.findings().isEmpty()) {
            return "Nothing odd was found about the disk files or the partition table.";
        }
        long errors = count(Severity.ERROR);
        long warnings = count(Severity.WARNING);
        long rest = facts.findings().size() - errors - warnings;
        List<String> parts = new ArrayList<>();
        plural(parts, errors, "error", "errors");
        plural(parts, warnings, "warning", "warnings");
        plural(parts, rest, "remark", "remarks");
        return "Findings: " + String.join(", ", parts) + ".";
    }

    private long count(Severity severity) {
        return facts.findings().stream()
                .filter(one -> one.severity() == severity)
                .count();
    }

    private static void plural(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(Words.number(count) + " " + (count == 1 ? one : many));
        }
    }

    private List<ReportView.Row> figures() {
        return List.of(
                new ReportView.Row("Size", Words.bytes(disk.size())),
                new ReportView.Row("Sectors of 512 bytes", Words.number(disk.sectors())),
                new ReportView.Row("Files in the chain", Words.number(layers.size())),
                new ReportView.Row("Unwritten, stored in no layer", unwritten()),
                new ReportView.Row("Unknown", share(owners.unknownSectors())),
                new ReportView.Row("Partition table", Regions.table(facts.map().table())));
    }

    /** The part of the disk that is unwritten, as far as that is known. */
    private String unwritten() {
        Long known = owners.knownUnwrittenSectors();
        return AtLeast.text(known == null ? 0 : known, owners.unknownSectors() > 0, "unknown", this::share);
    }

    private List<ReportView.Legend> legend() {
        List<ReportView.Legend> legend = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            legend.add(new ReportView.Legend(
                    OwnerStyle.ofLayer(layer).id(),
                    "layer " + layer + ": " + files.get(layer),
                    owners.knownSectorsOf(layer) == null ? "unknown" : share(layer, "", "")));
        }
        legend.add(new ReportView.Legend("on", "unwritten: not stored in this chain, reads as zeros", unwritten()));
        if (owners.unknownSectors() > 0) {
            legend.add(new ReportView.Legend("ou", "unknown: not zeros", share(owners.unknownSectors())));
        }
        return legend;
    }

    private ReportView.Layer layer(DiskLayer layer) {
        List<ReportView.Row> facts = new ArrayList<>();
        LayerFile file = layer.file();
        if (file instanceof VhdFile vhd) {
            facts.addAll(footer(vhd.footer()));
        } else if (file instanceof VhdxFile vhdx) {
            facts.addAll(vhdx(vhdx));
        }
        facts.add(new ReportView.Row("File", Words.bytes(file.fileSize())));
        ChainLink link = null;
        for (ChainLink one : disk.chain().links()) {
            link = one.childLayer() == layer.index() ? one : link;
        }
        return new ReportView.Layer(
                layer.index(),
                OwnerStyle.ofLayer(layer.index()).id(),
                SafeText.escape(layer.name()),
                file.type().toString(),
                facts,
                owned(layer.index()),
                share(layer.index(), ", ", ""),
                link == null ? null : fits(link),
                link == null ? List.of() : doubts(link),
                layer.index() == layers.size() - 1);
    }

    private List<ReportView.Row> footer(HardDiskFooter footer) {
        CreatorApplication creator = footer.creator();
        Instant created = footer.created();
        return List.of(
                new ReportView.Row(
                        "Id",
                        footer.uniqueId().isNull()
                                ? "id not recorded"
                                : footer.uniqueId().toMixedEndianString()),
                new ReportView.Row(
                        "Created",
                        created == null
                                ? Words.NOT_RECORDED
                                : ZonedTime.text(created.toString(), zone) + ", by its maker’s clock"),
                new ReportView.Row(
                        "Made by", InfoReporter.isRecorded(creator) ? program(creator) : Words.NOT_RECORDED));
    }

    private static String program(CreatorApplication creator) {
        return Objects.requireNonNullElse(creator.description(), "not a known program") + " (" + creator.name() + " "
                + creator.version() + ")";
    }

    private static List<ReportView.Row> vhdx(VhdxFile vhdx) {
        String maker = SafeText.escape(vhdx.creatorText());
        return List.of(
                new ReportView.Row(
                        "Data write id",
                        vhdx.uniqueId().isNull()
                                ? Words.NOT_RECORDED
                                : vhdx.uniqueId().toString()),
                new ReportView.Row("Created", "the VHDX format records no time"),
                new ReportView.Row("Made by", maker.isEmpty() ? Words.NOT_RECORDED : maker),
                new ReportView.Row(
                        "Log",
                        switch (vhdx.logState()) {
                            case REPLAYED ->
                                "replayed in memory, " + vhdx.logPages() + (vhdx.logPages() == 1 ? " page" : " pages");
                            case IGNORED -> "left out on request";
                            case EMPTY -> "empty";
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
        MissingParent missing = disk.chain().missingParent();
        if (missing == null) {
            return null;
        }
        ParentException problem = missing.problem();
        List<ReportView.Row> tried = problem.tried().stream()
                .map(one -> new ReportView.Row(SafeText.escape(one.place()), SafeText.escape(one.reason())))
                .toList();
        return new ReportView.Missing(
                missing.inWords(), SafeText.escape(problem.problem().message()), tried, tried.isEmpty());
    }

    private List<ReportView.RegionView> regions() {
        List<ReportView.RegionView> regions = new ArrayList<>();
        for (int i = 0; i < facts.regions().size(); i++) {
            Region region = facts.regions().get(i);
            Strip zoom = zooms.get(i);
            regions.add(new ReportView.RegionView(
                    SafeText.escape(region.name()),
                    PartitionWords.about(region.partition()),
                    region.sectorCount() == 0
                            ? "no sector of it is on the disk"
                            : "sectors " + Words.number(region.firstSector()) + " to "
                                    + Words.number(region.firstSector() + region.sectorCount() - 1),
                    Words.sectors(region.sectorCount()),
                    shares(region, facts.ownersOf(i)),
                    zoom == null ? null : StripView.of(zoom, files, List.of()),
                    zoom == null || zoom.sectorCount() == region.sectorCount()
                            ? ""
                            : "Drawn is the part from the first to the last sector that was ever written."));
        }
        return regions;
    }

    private List<ReportView.Share> shares(Region region, SectorCounts counts) {
        List<ReportView.Share> shares = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            Long owned = counts.knownSectorsOf(layer);
            if (owned != null) {
                add(shares, OwnerStyle.ofLayer(layer).id(), "layer " + layer, owned, region.sectorCount());
            }
        }
        Long unwritten = counts.knownUnwrittenSectors();
        String name = counts.unknownSectors() > 0 ? "unwritten, at least" : "unwritten";
        add(shares, "on", name, unwritten == null ? 0 : unwritten, region.sectorCount());
        add(shares, "ou", "unknown", counts.unknownSectors(), region.sectorCount());
        return shares;
    }

    private static void add(List<ReportView.Share> shares, String style, String name, long part, long whole) {
        if (part > 0) {
            shares.add(new ReportView.Share(style, name, Words.number(part), Words.percent(part, whole)));
        }
    }

    private String owned(int layer) {
        return owned(Objects.requireNonNullElse(owners.knownSectorsOf(layer), 0L), !owners.isKnown(layer));
    }

    /** The part of the disk that a layer is known to own, between two texts; empty if none is known. */
    private String share(int layer, String before, String after) {
        Long owned = owners.knownSectorsOf(layer);
        return owned == null ? "" : before + AtLeast.text(owned, !owners.isKnown(layer), "", this::share) + after;
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
                files.get(report.layer()),
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

    private static ReportView.FindingView finding(Finding finding) {
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
                finding.code().meaning(),
                finding.code().advice(),
                finding.code().name(),
                name(SafeText.escape(finding.source())),
                SafeText.escape(finding.structure()),
                SafeText.escape(finding.detail()),
                offset);
    }

    private String share(long sectors) {
        return Words.percent(sectors, disk.sectors());
    }

    /**
     * The last part of a path.
     *
     * @param path as {@link SafeText} shows it, where a backslash that is not the system's separator begins an escape
     */
    public static String name(String path) {
        return path.substring(path.lastIndexOf(File.separatorChar) + 1);
    }

    private static String fileName(DiskLayer layer) {
        return name(SafeText.escape(layer.name()));
    }
}
