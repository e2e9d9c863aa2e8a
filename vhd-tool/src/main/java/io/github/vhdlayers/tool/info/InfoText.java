package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.tool.info.InfoReport.ChecksumInfo;
import io.github.vhdlayers.tool.info.InfoReport.ClustersInfo;
import io.github.vhdlayers.tool.info.InfoReport.DiskInfo;
import io.github.vhdlayers.tool.info.InfoReport.FooterInfo;
import io.github.vhdlayers.tool.info.InfoReport.FooterPlaceInfo;
import io.github.vhdlayers.tool.info.InfoReport.GptCopyInfo;
import io.github.vhdlayers.tool.info.InfoReport.HeaderInfo;
import io.github.vhdlayers.tool.info.InfoReport.IdInfo;
import io.github.vhdlayers.tool.info.InfoReport.LayerInfo;
import io.github.vhdlayers.tool.info.InfoReport.LinkInfo;
import io.github.vhdlayers.tool.info.InfoReport.ListedInfo;
import io.github.vhdlayers.tool.info.InfoReport.LocatorInfo;
import io.github.vhdlayers.tool.info.InfoReport.MissingInfo;
import io.github.vhdlayers.tool.info.InfoReport.ParentInfo;
import io.github.vhdlayers.tool.info.InfoReport.PartitionInfo;
import io.github.vhdlayers.tool.info.InfoReport.RegionInfo;
import io.github.vhdlayers.tool.info.InfoReport.RejectedInfo;
import io.github.vhdlayers.tool.info.InfoReport.VolumeInfo;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report as a person reads it: sections of aligned lines. */
public final class InfoText {
    private static final int LABEL_WIDTH = 20;
    /** Prose is no table: it is broken where it fits the narrowest usual terminal. */
    private static final int PROSE_WIDTH = 78;
    /** What the chain says of its parent already. */
    private static final Set<FindingCode> PARENTS =
            EnumSet.of(FindingCode.PARENT_MISSING, FindingCode.PARENT_NOT_REACHED, FindingCode.PARENT_REFUSED);

    private final StringBuilder text = new StringBuilder();
    private final InfoReport report;
    private final boolean explains;

    private InfoText(InfoReport report, boolean explains) {
        this.report = report;
        this.explains = explains;
    }

    /**
     * The text.
     *
     * @param explains whether each finding comes with what to think of it
     */
    public static String of(InfoReport report, boolean explains) {
        InfoText text = new InfoText(report, explains);
        text.disk();
        LayerInfo leaf = report.layers().get(0);
        FooterInfo footer = leaf.footer();
        if (footer != null) {
            text.footer(leaf, footer);
        }
        VhdxInfo vhdx = leaf.vhdx();
        if (vhdx != null) {
            text.vhdx(vhdx);
        }
        HeaderInfo header = leaf.header();
        if (header != null) {
            text.header(header);
        }
        ParentInfo parent = leaf.parent();
        if (parent != null) {
            text.parent(parent);
        }
        text.chain();
        text.ownership();
        text.partitions();
        text.hashes();
        text.findings();
        return text.text.toString();
    }

    private void disk() {
        DiskInfo disk = report.disk();
        LayerInfo leaf = report.layers().get(0);
        line(report.file());
        row(
                "kind",
                disk.type() + " " + leaf.format().name()
                        + (report.topLayer() == 0
                                ? ""
                                : ", seen as layer " + report.topLayer() + " left it: " + leaf.file()));
        row("disk", bytes(disk.size()) + ", " + disk.sectors() + " sectors");
        row("file", bytes(leaf.fileSize()));
        int layers = report.layers().size();
        row(
                "chain",
                layers + (layers == 1 ? " layer" : " layers") + (disk.complete() ? "" : ", and its parent is missing"));
    }

    private void vhdx(VhdxInfo vhdx) {
        section("VHDX");
        row("creator", vhdx.creator().isEmpty() ? Words.NOT_RECORDED : "'" + vhdx.creator() + "'");
        row("created", "the format records no time");
        row("data write id", Objects.requireNonNullElse(vhdx.dataWriteId(), "none"));
        row("virtual disk id", Objects.requireNonNullElse(vhdx.virtualDiskId(), "none"));
        row("file write id", Objects.requireNonNullElse(vhdx.fileWriteId(), "none"));
        for (VhdxInfo.HeaderCopyInfo header : vhdx.headers()) {
            row(
                    header.used() ? "header, used" : "header",
                    "file offset " + header.fileOffset() + ", number " + header.sequenceNumber() + ", checksum "
                            + checksum(header.checksum()));
        }
        row(
                "log",
                switch (vhdx.log()) {
                    case REPLAYED ->
                        "replayed in memory: " + vhdx.logPages() + (vhdx.logPages() == 1 ? " page" : " pages")
                                + "; the file is unchanged";
                    case IGNORED -> "IGNORED on request: the disk is shown without its last changes";
                    case EMPTY -> "empty";
                });
        row(
                "sectors of",
                vhdx.logicalSectorSize() + " bytes"
                        + (vhdx.physicalSectorSize() == 0 ? "" : ", " + vhdx.physicalSectorSize() + " inside"));
        VhdxInfo.BlocksInfo blocks = vhdx.blocks();
        row("block size", bytes(vhdx.blockSize()));
        row(
                "blocks",
                blocks.count() + ": " + blocks.full() + " stored, " + blocks.partial() + " in part, "
                        + blocks.notPresent()
                        + " not present, " + blocks.zero() + " zeros, " + blocks.unmapped() + " trimmed, "
                        + blocks.undefined() + " undefined"
                        + (blocks.misplaced() == 0 ? "" : "; " + blocks.misplaced() + " cannot be read"));
        for (VhdxInfo.RegionInfo region : vhdx.regions()) {
            row("region", region.name() + ", " + region.length() + " bytes at file offset " + region.fileOffset());
        }
        List<VhdxInfo.PairInfo> parent = vhdx.parent();
        if (parent != null) {
            section("Parent, as recorded");
            for (VhdxInfo.PairInfo pair : parent) {
                row(pair.key(), "'" + pair.value() + "'");
            }
        }
    }

    private void footer(LayerInfo leaf, FooterInfo footer) {
        section("Footer");
        for (FooterPlaceInfo found : leaf.footersFound()) {
            row(
                    found.used() ? "found, used" : "found",
                    words(found.place()) + " at file offset " + found.fileOffset() + ", " + found.length()
                            + " bytes, checksum " + checksum(found.checksum()));
        }
        id("unique id", footer.uniqueId());
        InfoReport.CreatorInfo creator = footer.creator();
        if (creator == null) {
            row("creator", Words.NOT_RECORDED);
        } else {
            String made = creator.description() == null ? "not a known program" : creator.description();
            row(
                    "creator",
                    "'" + creator.code() + "' (" + creator.codeHex() + ") " + made + ", version " + creator.version());
            row("host", "'" + creator.host() + "' (" + creator.hostHex() + ")");
        }
        row("created", Words.created(footer.created()));
        row("current size", bytes(footer.currentSize()));
        row("original size", bytes(footer.originalSize()));
        row(
                "geometry",
                footer.geometry().cylinders() + "/" + footer.geometry().heads() + "/"
                        + footer.geometry().sectorsPerTrack() + " (C/H/S), "
                        + bytes(footer.geometry().size()));
        row("disk type", footer.diskType() + " (" + leaf.type() + ")");
        row("features", footer.features() + (footer.temporary() ? " (temporary)" : ""));
        row("format version", footer.formatVersion());
        row("header at", footer.headerOffset() == null ? "none" : "file offset " + footer.headerOffset());
        row("saved state", footer.savedState() == 0 ? "no" : "yes (" + footer.savedState() + ")");
        if (footer.hidden() != 0) {
            row("hidden", Integer.toString(footer.hidden()));
        }
        if (footer.reservedNonZeroBytes() != 0) {
            row("reserved", footer.reservedNonZeroBytes() + " bytes are not zero");
        }
    }

    private void header(HeaderInfo header) {
        section("Dynamic header");
        row("version", header.version());
        row("checksum", checksum(header.checksum()));
        row(
                "block size",
                bytes(header.blockSize()) + ", bitmap " + header.blocks().bitmapSize() + " bytes");
        row(
                "blocks",
                header.blocks().count() + ", of which " + header.blocks().stored() + " are in the file"
                        + (header.blocks().misplaced() == 0
                                ? ""
                                : " and " + header.blocks().misplaced()
                                        + " cannot be read: listed in impossible places, or behind the end of the"
                                        + " table or the file"));
        row("table (BAT)", "file offset " + header.tableOffset() + ", " + header.maxTableEntries() + " entries");
        if (header.reservedNonZeroBytes() != 0) {
            row("reserved", header.reservedNonZeroBytes() + " bytes are not zero");
        }
    }

    private void parent(ParentInfo parent) {
        section("Parent, as recorded");
        id("unique id", parent.uniqueId());
        row("file changed", parent.modified() == null ? "not recorded" : parent.modified());
        row("name", parent.name().isEmpty() ? "none" : "'" + parent.name() + "'");
        for (LocatorInfo locator : parent.locators()) {
            row(
                    "locator " + locator.slot(),
                    locator.code() + " '" + (locator.path() == null ? "" : locator.path()) + "'"
                            + (locator.path() == null ? " (not a path that is read)" : "") + ", " + locator.dataLength()
                            + " bytes at file offset " + locator.fileOffset());
        }
    }

    private void chain() {
        section("Chain, leaf to base");
        for (LayerInfo layer : report.layers()) {
            row(
                    "layer " + layer.layer(),
                    layer.file() + " (" + layer.type() + ", " + Objects.requireNonNullElse(layer.id(), "no id") + ")");
            for (LinkInfo link : report.links()) {
                if (link.childLayer() == layer.layer()) {
                    row(
                            "  its parent",
                            "id " + words(link.id()) + ", time " + words(link.time()) + ", size " + words(link.size()));
                    rejected(link.rejected());
                }
            }
        }
        MissingInfo missing = report.missingParent();
        if (missing != null) {
            boolean isMissing =
                    report.findings().stream().anyMatch(finding -> finding.code() == FindingCode.PARENT_MISSING);
            row("  its parent", (isMissing ? "MISSING: " : "NOT READ: ") + missing.problem());
            rejected(missing.tried());
        }
    }

    private void rejected(List<RejectedInfo> rejected) {
        for (RejectedInfo one : rejected) {
            row("  rejected", one.place() + ": " + one.reason());
        }
    }

    private void ownership() {
        section("Sectors owned");
        for (LayerInfo layer : report.layers()) {
            String label = "layer " + layer.layer();
            Long owned = layer.ownedSectors();
            if (owned == null) {
                row(label, String.format(Words.LOCALE, "%14s", "unknown"));
            } else {
                owned(layer.ownedKnown() ? label : label + ", at least", owned);
            }
            if (layer.zeroedSectors() > 0) {
                owned("  of them zeroed", layer.zeroedSectors());
            }
        }
        unwritten(report.disk().unwrittenSectors(), report.disk().unknownSectors() > 0);
        owned("unknown", report.disk().unknownSectors());
        row(
                "in all",
                String.format(
                        Words.LOCALE,
                        "%14d sectors, runs: %d",
                        report.disk().sectors(),
                        report.disk().ownershipRuns()));
    }

    private void unwritten(@Nullable Long known, boolean more) {
        if (known == null) {
            row("unwritten", String.format(Words.LOCALE, "%14s", "unknown"));
        } else {
            owned(more ? "unwritten, at least" : "unwritten", known);
        }
    }

    private void owned(String label, long sectors) {
        double share = 100.0 * sectors / Math.max(1, report.disk().sectors());
        row(label, String.format(Words.LOCALE, "%14d %6.2f %%", sectors, share));
    }

    private void partitions() {
        section("Partitions, and sectors owned in each");
        row("table", report.partitionTable() + (report.tableId() == null ? "" : ", " + report.tableId()));
        for (GptCopyInfo copy : report.gptCopies()) {
            row(
                    copy.copy() + " copy",
                    words(copy.state()) + ", header in sector " + copy.headerSector() + (copy.used() ? ", used" : "")
                            + (copy.detail() == null ? "" : ": " + copy.detail()));
        }
        for (ListedInfo listed : report.partitions()) {
            PartitionInfo partition = listed.partition();
            if (partition.volume() == null) {
                row(
                        "partition " + partition.number(),
                        sectors(partition.firstSector(), partition.sectorCount()) + ", " + partition.type() + " ("
                                + partition.typeId() + ")");
            }
        }
        for (RegionInfo region : report.regions()) {
            Optional<ListedInfo> listed = report.partitions().stream()
                    .filter(one -> Objects.equals(one.partition().number(), region.partition()))
                    .findFirst();
            row(
                    region.name(),
                    sectors(region.firstSector(), region.sectorCount())
                            + about(region)
                            + (listed.isPresent() && listed.get().partition().bootable() ? ", bootable" : ""));
            listed.ifPresent(this::details);
            List<String> owners = new ArrayList<>();
            for (int layer = 0; layer < region.ownedSectors().size(); layer++) {
                Long owned = region.ownedSectors().get(layer);
                if (owned == null) {
                    owners.add("layer " + layer + ": unknown");
                } else {
                    count(owners, "layer " + layer, owned);
                }
            }
            Long unwritten = region.unwrittenSectors();
            if (unwritten != null && unwritten > 0) {
                owners.add("unwritten: " + Words.atLeast(unwritten, region.unknownSectors() > 0));
            }
            count(owners, "unknown", region.unknownSectors());
            row("", String.join(", ", owners));
        }
    }

    private void details(ListedInfo listed) {
        VolumeInfo volume = listed.partition().volume();
        ClustersInfo clusters = volume == null ? null : volume.clusters();
        if (clusters != null) {
            row(
                    "",
                    "clusters of " + clusters.clusterBytes() + " bytes, " + clusters.firstCluster() + " to "
                            + (clusters.firstCluster() + clusters.clusterCount() - 1) + ", the first at sector "
                            + clusters.firstSector());
        }
        if (volume != null && volume.logicalVolumes() != null) {
            volume.logicalVolumes().forEach(this::logicalVolume);
        }
        report.shadowCopies().stream()
                .filter(copy -> copy.partition() == listed.partition().number())
                .forEach(this::shadowCopy);
        Integer since = listed.sinceLayer();
        if (since == null) {
            row("", "not known since which layer");
        } else if (since < report.topLayer() + report.layers().size() - 1) {
            row("", "only since layer " + since + "; the layers below have no such partition");
        }
    }

    private void shadowCopy(InfoReport.ShadowCopyInfo copy) {
        row(
                "",
                copy.problem() != null
                        ? copy.problem()
                        : RecordedCopy.sentence(copy.id(), copy.created(), copy.layer()));
    }

    private void logicalVolume(InfoReport.LogicalVolumeInfo volume) {
        String serial = volume.serial();
        row(
                "",
                "logical volume " + volume.name() + ", " + volume.kind() + ", " + volume.sectorCount() + " sectors"
                        + (volume.unreadable() != null
                                ? ": " + volume.unreadable()
                                : ", pieces: " + volume.pieces().size() + ", holds " + volume.holds()
                                        + PartitionWords.quoted(volume.label())
                                        + (serial == null || serial.isEmpty() ? "" : ", serial " + serial)));
    }

    private static String sectors(long first, long count) {
        return count == 0
                ? "no sectors on this disk"
                : "sectors " + first + " to " + (first + count - 1) + " (" + count + ")";
    }

    private static void count(List<String> owners, String owner, long sectors) {
        if (sectors > 0) {
            owners.add(owner + ": " + sectors);
        }
    }

    private static String about(RegionInfo region) {
        return region.type() == null
                ? ""
                : PartitionWords.about(
                        region.type(),
                        region.typeId(),
                        region.label(),
                        region.volume(),
                        region.volumeLabel(),
                        region.volumeSerial());
    }

    private void hashes() {
        if (report.layers().stream().noneMatch(layer -> layer.sha256() != null)) {
            return;
        }
        section("SHA-256");
        for (LayerInfo layer : report.layers()) {
            row("file of layer " + layer.layer(), Objects.requireNonNullElse(layer.sha256(), "not taken"));
        }
        String ofDisk = report.disk().sha256();
        row(
                "merged disk",
                ofDisk == null ? "none: " + report.disk().unknownSectors() + " sectors are unknown" : ofDisk);
    }

    /** Why there is no parent stands in the chain. */
    private boolean isSaidAlready(FindingInfo finding) {
        return report.missingParent() != null && PARENTS.contains(finding.code());
    }

    private void findings() {
        section("Findings");
        if (report.findings().isEmpty()) {
            line("  none");
        }
        for (FindingInfo finding : report.findings()) {
            line("  " + finding.severity() + " " + finding.code() + ": " + finding.meaning());
            line("    " + finding.place() + ", " + finding.structure() + ": "
                    + (isSaidAlready(finding) ? "the chain above says where it was looked for" : finding.detail())
                    + (finding.fileOffset() == null ? "" : " (file offset " + finding.fileOffset() + ")"));
            if (explains) {
                prose("    ", finding.advice());
            }
        }
    }

    private void id(String label, @Nullable IdInfo id) {
        if (id == null) {
            row(label, Words.NOT_RECORDED + " (all zeros)");
            return;
        }
        row(label, id.mixedEndian() + " (as Windows prints it)");
        row("", id.bigEndian() + " (bytes as stored)");
    }

    private void section(String title) {
        text.append('\n').append(title).append('\n');
    }

    private void row(String label, String value) {
        text.append("  ").append(label).append(" ".repeat(Math.max(1, LABEL_WIDTH - label.length())));
        line(value);
    }

    private void prose(String indent, String sentences) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : sentences.split(" ", -1)) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > PROSE_WIDTH) {
                line(line.toString());
                line.setLength(indent.length());
            }
            line.append(line.length() == indent.length() ? "" : " ").append(word);
        }
        line(line.toString());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String checksum(ChecksumInfo checksum) {
        return checksum.valid()
                ? checksum.stored() + " valid"
                : checksum.stored() + " INVALID, computed " + checksum.computed();
    }

    private static String words(String name) {
        return name.replace('_', ' ');
    }

    private static String bytes(BigInteger bytes) {
        return bytes.bitLength() < Long.SIZE ? bytes(bytes.longValueExact()) : bytes + " bytes";
    }

    private static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < 4) {
            value /= 1024;
            unit++;
        }
        String exact = bytes + " bytes";
        return unit == 0
                ? exact
                : exact
                        + String.format(
                                Words.LOCALE,
                                " (%.1f %s)",
                                value,
                                List.of("KiB", "MiB", "GiB", "TiB").get(unit - 1));
    }
}
