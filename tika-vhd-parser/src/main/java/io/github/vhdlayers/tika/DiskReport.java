package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.VhdFile;
import io.github.vhdlayers.format.VhdConstants;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.SAXException;

/** What is told about a disk as text: for a person to read, and for an index to find. */
final class DiskReport {
    private static final int MOST_FINDINGS = 1_000;

    private final XHTMLContentHandler xhtml;
    private final DiskChain chain;
    private final OwnershipTally tally;
    private final List<String> leftOut;

    DiskReport(XHTMLContentHandler xhtml, DiskChain chain, OwnershipTally tally, List<String> leftOut) {
        this.xhtml = xhtml;
        this.chain = chain;
        this.tally = tally;
        this.leftOut = leftOut;
    }

    /** Writes everything between the document's start and its end. */
    void write() throws SAXException {
        VhdFile leaf = chain.leaf().file();
        xhtml.element("h1", SafeText.escape(leaf.name()));
        xhtml.element("p", summary(leaf));
        writeChain();
        writeOwners();
        writeFindings();
        writeRuns();
        for (String attachment : leftOut) {
            xhtml.element("p", "Not attached: " + attachment + ".");
        }
    }

    private static String summary(VhdFile leaf) {
        String type = leaf.type().toString();
        String created = FileMetadata.created(leaf.footer());
        return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1) + " VHD of "
                + leaf.sectors() * VhdConstants.SECTOR_BYTES + " bytes (" + leaf.sectors() + " sectors), made by "
                + SafeText.escape(FileMetadata.creatorTool(leaf.footer().creator()))
                + (created == null ? "" : " at " + created) + ", id " + leaf.uniqueId() + ".";
    }

    private void writeChain() throws SAXException {
        xhtml.element("h2", "Chain");
        startTable("layer", "file", "type", "id", "made", "parent by id", "by time", "by size");
        for (DiskLayer layer : chain.layers()) {
            VhdFile file = layer.file();
            ChainMetadata.LinkVerdicts verdicts = ChainMetadata.LinkVerdicts.of(chain, layer.index());
            row(
                    Integer.toString(layer.index()),
                    ChainMetadata.nameOf(layer),
                    file.type().toString(),
                    file.uniqueId().toString(),
                    Objects.requireNonNullElse(FileMetadata.created(file.footer()), ChainMetadata.NONE),
                    verdicts.id(),
                    verdicts.time(),
                    verdicts.size());
        }
        endTable();
        MissingParent missing = chain.missingParent();
        if (missing != null) {
            xhtml.element(
                    "p",
                    "The chain breaks off: the parent of layer " + missing.childLayer() + ", id "
                            + missing.reference().parentId() + ", is missing ("
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
        startTable("owner", "sectors", "bytes");
        for (DiskLayer layer : chain.layers()) {
            owner(
                    "layer " + layer.index() + ": " + ChainMetadata.nameOf(layer),
                    tally.sectorsByLayer().get(layer.index()));
        }
        owner("nobody: never written, reads as zeros", tally.nobodySectors());
        owner("unknown: belongs to what is missing", tally.unknownSectors());
        endTable();
    }

    private void owner(String owner, long sectors) throws SAXException {
        row(owner, Long.toString(sectors), Long.toString(sectors * VhdConstants.SECTOR_BYTES));
    }

    private void writeFindings() throws SAXException {
        xhtml.element("h2", "Findings");
        List<Finding> findings = chain.findings();
        if (findings.isEmpty()) {
            xhtml.element("p", "None.");
            return;
        }
        int listed = Math.min(findings.size(), MOST_FINDINGS);
        xhtml.startElement("ul");
        for (Finding finding : findings.subList(0, listed)) {
            xhtml.element("li", ChainMetadata.sentence(finding));
        }
        xhtml.endElement("ul");
        if (listed < findings.size()) {
            xhtml.element("p", (findings.size() - listed) + " more findings are not listed.");
        }
    }

    private void writeRuns() throws SAXException {
        xhtml.element("h2", "Ownership");
        startTable("first sector", "sectors", "owner", "file offset");
        for (OwnershipRun run : tally.firstRuns()) {
            row(
                    Long.toString(run.firstSector()),
                    Long.toString(run.sectorCount()),
                    ownerOf(run),
                    run.fileOffset() < 0 ? "" : Long.toString(run.fileOffset()));
        }
        endTable();
        long leftOut = tally.runs() - tally.firstRuns().size();
        if (leftOut > 0 || !tally.complete()) {
            xhtml.element("p", leftOut + (tally.complete() ? "" : " or more") + " more runs are not listed.");
        }
    }

    private static String ownerOf(OwnershipRun run) {
        return run.owner() instanceof Owner.Layer layer
                ? "layer " + layer.index()
                : run.owner() == Owner.Unowned.NOBODY ? "nobody" : "unknown";
    }

    private void startTable(String... headings) throws SAXException {
        xhtml.startElement("table");
        xhtml.startElement("tr");
        for (String heading : headings) {
            xhtml.element("th", heading);
        }
        xhtml.endElement("tr");
    }

    private void row(String... cells) throws SAXException {
        xhtml.startElement("tr");
        for (String cell : cells) {
            xhtml.element("td", cell);
        }
        xhtml.endElement("tr");
    }

    private void endTable() throws SAXException {
        xhtml.endElement("table");
    }
}
