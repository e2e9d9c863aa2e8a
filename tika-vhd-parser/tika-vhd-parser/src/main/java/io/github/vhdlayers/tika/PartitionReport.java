package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.PartitionChange;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tika.DiskDivision.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** What is said about the partitions as text. */
final class PartitionReport {
    private static final int MOST_REGIONS = 1_000;

    private final XHTMLContentHandler xhtml;
    private final ReportTable table;
    private final DiskDivision division;
    private final OwnershipTally tally;
    private final @Nullable RegionAudit audit;

    PartitionReport(
            XHTMLContentHandler xhtml, DiskDivision division, OwnershipTally tally, @Nullable RegionAudit audit) {
        this.xhtml = xhtml;
        this.table = new ReportTable(xhtml);
        this.division = division;
        this.tally = tally;
        this.audit = audit;
    }

    void write() throws SAXException {
        xhtml.element("h2", "Partitions");
        xhtml.element("p", tableSentence());
        writePartitions();
        if (tally.complete()) {
            writeRegions();
        }
    }

    private String tableSentence() {
        return switch (division.tableKind()) {
            case "mbr" -> "The disk has a master boot record.";
            case "gpt" -> "The disk has a GPT.";
            case "file-system" -> "The disk has no partition table; a file system begins in its first sector.";
            case "empty" -> "The disk's first sector holds zeros.";
            case "unreadable" -> "The disk's first sector cannot be read.";
            default -> "The disk's first sector is neither a partition table nor the start of a known file system.";
        };
    }

    private void writePartitions() throws SAXException {
        List<Part> parts = division.parts();
        if (!parts.isEmpty()) {
            table.start("number", "kind", "type", "holds", "name", "first sector", "sectors", "since the layer below");
            for (Part part : parts.subList(0, Math.min(parts.size(), PartitionMetadata.MOST_PARTITIONS))) {
                writePartition(part.partition());
            }
            table.end();
        }
        int more = parts.size() - PartitionMetadata.MOST_PARTITIONS;
        if (more > 0) {
            xhtml.element("p", more + " more partitions are not listed.");
        }
        for (Partition removed : division.removed()) {
            xhtml.element("p", "Only the disk below the leaf has " + PartitionMetadata.sentence(removed) + ".");
        }
    }

    private void writePartition(Partition partition) throws SAXException {
        Volume volume = partition.volume();
        PartitionChange.Kind change = division.changeOf(partition);
        table.row(
                Integer.toString(partition.number()),
                partition.kind().toString(),
                partition.type().description(),
                volume == null ? "" : volume.kind().toString(),
                SafeText.escape(partition.name().isBlank() && volume != null ? volume.label() : partition.name()),
                Long.toString(partition.firstSector()),
                Long.toString(partition.sectorCount()),
                change == null ? "" : change.toString());
    }

    private void writeRegions() throws SAXException {
        List<Region> regions = division.regions().regions();
        table.start("part of the disk", "first sector", "sectors", "owners", "the leaf's that changed");
        int listed = Math.min(regions.size(), MOST_REGIONS);
        for (int i = 0; i < listed; i++) {
            Region region = regions.get(i);
            table.row(
                    region.name(),
                    Long.toString(region.firstSector()),
                    Long.toString(region.sectorCount()),
                    owners(tally.ofRegion(i)),
                    audit == null ? "" : changed(audit.byRegion().get(i).counts()));
        }
        table.end();
        if (listed < regions.size()) {
            xhtml.element("p", (regions.size() - listed) + " more parts are not listed.");
        }
    }

    private static String changed(KindCounts<LayerAudit.Verdict> counts) {
        return KnownCounts.inWords(counts, PartitionMetadata.CHANGES);
    }

    private String owners(SectorCounts owners) {
        List<String> some = new ArrayList<>();
        for (int layer = 0; layer < tally.layers(); layer++) {
            String owned = KnownCounts.ownedInWords(owners, layer);
            if (!owned.equals("0")) {
                some.add("layer " + layer + ": " + owned);
            }
        }
        addIfAny(some, owners.unknownSectors() > 0 ? "unwritten, at least" : "unwritten", owners.unwrittenSectors());
        addIfAny(some, "unknown", owners.unknownSectors());
        return String.join(", ", some);
    }

    private static void addIfAny(List<String> some, String owner, long sectors) {
        if (sectors > 0) {
            some.add(String.format(Locale.ROOT, "%s: %d", owner, sectors));
        }
    }
}
