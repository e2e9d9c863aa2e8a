package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** What is said about a disk as text: for a person to read, and for an index to find. */
final class DiskReport {
    private final XHTMLContentHandler xhtml;
    private final ReportTable table;
    private final DiskChain chain;
    private final DiskDivision division;
    private final ShadowCopies shadows;
    private final OwnershipTally tally;
    private final @Nullable RegionAudit audit;
    private final Findings findings;

    DiskReport(
            XHTMLContentHandler xhtml,
            DiskChain chain,
            DiskDivision division,
            ShadowCopies shadows,
            OwnershipTally tally,
            @Nullable RegionAudit audit,
            Findings findings) {
        this.xhtml = xhtml;
        this.table = new ReportTable(xhtml);
        this.chain = chain;
        this.division = division;
        this.shadows = shadows;
        this.tally = tally;
        this.audit = audit;
        this.findings = findings;
    }

    /**
     * Writes everything between the document's start and what is attached.
     *
     * @param leftOut what is not attached although it was asked for, and why
     */
    void write(List<String> leftOut) throws SAXException {
        LayerFile leaf = chain.leaf().file();
        xhtml.element("h1", SafeText.escape(leaf.name()));
        xhtml.element("p", summary(leaf));
        writeChain();
        writeOwners();
        new PartitionReport(xhtml, division, tally, audit).write();
        shadows.write(xhtml);
        writeAudit();
        writeFindings();
        writeRuns();
        for (String attachment : leftOut) {
            xhtml.element("p", "Not attached: " + attachment + ".");
        }
    }

    private static String summary(LayerFile leaf) {
        String type = leaf.type().toString();
        String created = FileMetadata.time(leaf.created());
        return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + " " + leaf.format() + " of "
                + leaf.sectors() * MergedSource.SECTOR_BYTES + " bytes (" + leaf.sectors() + " sectors), made by "
                + SafeText.escape(FileMetadata.creatorTool(leaf))
                + (created == null ? "" : " at " + created) + ", id " + FileMetadata.id(leaf.uniqueId()) + ".";
    }

    private void writeChain() throws SAXException {
        xhtml.element("h2", "Chain");
        table.start("layer", "file", "type", "id", "made", "parent by id", "by time", "by size");
        for (DiskLayer layer : chain.layers()) {
            LayerFile file = layer.file();
            ChainMetadata.LinkVerdicts verdicts = ChainMetadata.LinkVerdicts.of(chain, layer.index());
            table.row(
                    Integer.toString(layer.index()),
                    ChainMetadata.nameOf(layer),
                    file.type().toString(),
                    FileMetadata.id(file.uniqueId()),
                    Objects.requireNonNullElse(FileMetadata.time(file.created()), ChainMetadata.NONE),
                    verdicts.id(),
                    verdicts.time(),
                    verdicts.size());
        }
        table.end();
        MissingParent missing = chain.missingParent();
        if (missing != null) {
            xhtml.element(
                    "p",
                    "The chain breaks off: the parent of layer " + missing.childLayer() + ", id "
                            + missing.reference().parentId() + ", " + missing.inWords() + " ("
                            + SafeText.escape(
                                    String.join(", ", missing.reference().baseNames()))
                            + "). What only it could tell is unknown, and not zeros.");
        }
    }

    private void writeOwners() throws SAXException {
        xhtml.element("h2", "Owners");
        if (!tally.complete()) {
            xhtml.element(
                    "p",
                    "Counting stopped after " + tally.runs() + " runs: these are the first " + tally.sectorsExamined()
                            + " of " + chain.leaf().file().sectors() + " sectors.");
        }
        table.start("owner", "sectors", "bytes");
        for (DiskLayer layer : chain.layers()) {
            owner(
                    "layer " + layer.index() + ": " + ChainMetadata.nameOf(layer),
                    tally.total().sectorsOf(layer.index()),
                    !tally.total().isKnown(layer.index()));
        }
        owner(
                "unwritten: not stored in this chain, reads as zeros",
                tally.total().unwrittenSectors(),
                tally.total().unknownSectors() > 0);
        owner("unknown: belongs to what is missing or damaged", tally.total().unknownSectors(), false);
        table.end();
    }

    private void owner(String owner, long sectors, boolean more) throws SAXException {
        table.row(
                owner,
                KnownCounts.inWords(sectors, more),
                KnownCounts.inWords(sectors * MergedSource.SECTOR_BYTES, more));
    }

    private void writeAudit() throws SAXException {
        if (audit == null) {
            return;
        }
        xhtml.element("h2", "What the leaf changed");
        table.start("sectors of the leaf", "number");
        for (Map.Entry<LayerAudit.Verdict, Long> entry : audit.counts().asMap().entrySet()) {
            table.row(entry.getKey().toString(), KnownCounts.inWords(audit.counts(), List.of(entry.getKey())));
        }
        table.end();
    }

    private void writeFindings() throws SAXException {
        xhtml.element("h2", "Findings");
        if (findings.count() == 0) {
            xhtml.element("p", "None.");
            return;
        }
        xhtml.startElement("ul");
        for (Finding finding : findings.kept()) {
            xhtml.element("li", ChainMetadata.sentence(finding));
        }
        xhtml.endElement("ul");
        int more = findings.count() - findings.kept().size();
        if (more > 0) {
            xhtml.element("p", more + " more findings are not listed.");
        }
    }

    private void writeRuns() throws SAXException {
        xhtml.element("h2", "Ownership");
        table.start("first sector", "sectors", "owner", "file offset");
        for (OwnershipRun run : tally.firstRuns()) {
            table.row(
                    Long.toString(run.firstSector()),
                    Long.toString(run.sectorCount()),
                    ownerOf(run),
                    run instanceof OwnershipRun.Stored stored ? Long.toString(stored.fileOffset()) : "");
        }
        table.end();
        long leftOut = tally.runs() - tally.firstRuns().size();
        if (leftOut > 0 || !tally.complete()) {
            xhtml.element("p", leftOut + (tally.complete() ? "" : " or more") + " more runs are not listed.");
        }
    }

    private static String ownerOf(OwnershipRun run) {
        return run.owner() instanceof Owner.Layer layer
                ? "layer " + layer.index()
                : run.owner() == Owner.Unowned.UNWRITTEN ? "unwritten" : "unknown";
    }
}
