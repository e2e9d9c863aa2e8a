package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.BlockCounts;
import io.github.vhdlayers.internal.file.BlockLayout;
import io.github.vhdlayers.internal.file.LocatedFooter;
import io.github.vhdlayers.internal.file.LocatorPath;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.format.vhd.CreatorApplication;
import io.github.vhdlayers.internal.format.vhd.DiskGeometry;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.regions.PartitionOrigin;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.Words;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what there is to say about a disk. Reads every table and bitmap, and the partition table. */
public final class InfoReporter {
    private InfoReporter() {}

    /** What there is to say about a disk as one of its layers left it. */
    public static InfoReport report(DiskFacts facts, String tool) throws IOException {
        MergedSource view = facts.view();
        PartitionTable table = facts.map().table();
        SectorCounts owners = facts.owners();
        List<DiskLayer> chain = view.chain().layers();
        List<InfoReport.LayerInfo> layers = new ArrayList<>();
        for (DiskLayer layer : chain.subList(view.topLayer(), chain.size())) {
            layers.add(layer(layer, owners));
        }
        DiskLayer top = view.chain().layer(view.topLayer());
        MissingParent missing = view.chain().missingParent();
        return new InfoReport(
                tool,
                safe(view.chain().layer(0).file().name()),
                view.topLayer(),
                new InfoReport.DiskInfo(
                        top.file().type().toString(),
                        view.size(),
                        view.sectors(),
                        missing == null,
                        facts.runs(),
                        owners.knownUnwrittenSectors(),
                        owners.unknownSectors(),
                        null),
                layers,
                view.chain().links().stream()
                        .filter(link -> link.childLayer() >= view.topLayer())
                        .map(InfoReporter::link)
                        .toList(),
                missing == null ? null : missing(missing),
                Regions.table(table),
                PartitionReporter.tableId(table),
                PartitionReporter.gptCopies(table, view),
                PartitionReporter.partitions(PartitionOrigin.of(view, table)),
                facts.shadowCopies().stream().map(PartitionReporter::shadowCopy).toList(),
                IntStream.range(0, facts.regions().size())
                        .mapToObj(i -> region(facts.regions().get(i), facts.ownersOf(i), chain.size()))
                        .toList(),
                FindingInfo.of(facts.findings()));
    }

    private static InfoReport.LayerInfo layer(DiskLayer layer, SectorCounts owners) throws IOException {
        LayerFile file = layer.file();
        VhdFile vhd = file instanceof VhdFile one ? one : null;
        DynamicDiskHeader header = vhd == null ? null : vhd.header();
        BlockLayout blocks = vhd == null ? null : vhd.blocks();
        return new InfoReport.LayerInfo(
                layer.index(),
                safe(layer.name()),
                file.format(),
                file.type().toString(),
                file.uniqueId().isNull() ? null : file.uniqueId().toString(),
                file.fileSize(),
                file.sectors(),
                owners.knownSectorsOf(layer.index()),
                owners.isKnown(layer.index()),
                owners.zeroedOf(layer.index()),
                vhd == null ? null : footer(vhd.footer()),
                vhd == null ? List.of() : footersFound(vhd),
                header == null || blocks == null ? null : header(header, blocks),
                vhd == null || header == null || file.type() != DiskType.DIFFERENCING ? null : parent(vhd, header),
                file instanceof VhdxFile vhdx ? VhdxInfo.of(vhdx) : null,
                null);
    }

    private static InfoReport.FooterInfo footer(HardDiskFooter footer) {
        return new InfoReport.FooterInfo(
                hex(footer.cookie(), 16),
                hex(footer.features(), 8),
                footer.isTemporary(),
                version(footer.formatVersion()),
                footer.headerOffset() == HardDiskFooter.NO_HEADER ? null : unsigned(footer.headerOffset()),
                text(footer.created()),
                creator(footer.creator()),
                unsigned(footer.originalSize()),
                unsigned(footer.currentSize()),
                geometry(footer.geometry()),
                footer.diskTypeCode(),
                checksum(footer.storedChecksum(), footer.computedChecksum(), footer.checksumValid()),
                id(footer.uniqueId()),
                footer.savedState(),
                footer.hidden(),
                footer.reservedNonZeroBytes());
    }

    private static List<InfoReport.FooterPlaceInfo> footersFound(VhdFile file) {
        return Stream.of(file.tailFooter(), file.headFooter())
                .flatMap(Stream::ofNullable)
                .map(found ->
                        footerPlace(found, found.place() == file.servedFooter().place()))
                .toList();
    }

    private static InfoReport.FooterPlaceInfo footerPlace(LocatedFooter found, boolean used) {
        HardDiskFooter footer = found.footer();
        return new InfoReport.FooterPlaceInfo(
                name(found.place()),
                found.fileOffset(),
                footer.length(),
                checksum(footer.storedChecksum(), footer.computedChecksum(), footer.checksumValid()),
                used);
    }

    private static InfoReport.RegionInfo region(Region region, SectorCounts owners, int layers) {
        Partition partition = region.partition();
        Volume volume = partition == null ? null : partition.volume();
        return new InfoReport.RegionInfo(
                region.kind().toString(),
                safe(region.name()),
                region.firstSector(),
                region.sectorCount(),
                partition == null ? null : partition.number(),
                partition == null ? null : safe(partition.type().description()),
                partition == null ? null : partition.type().id(),
                partition == null || partition.id() == null
                        ? null
                        : partition.id().toString(),
                partition == null ? null : safe(partition.name()),
                volume == null ? null : volume.kind().toString(),
                volume == null ? null : safe(volume.label()),
                volume == null ? null : safe(volume.serial()),
                IntStream.range(0, layers).mapToObj(owners::knownSectorsOf).toList(),
                owners.knownUnwrittenSectors(),
                owners.unknownSectors());
    }

    /** A time, or null if none is recorded. */
    public static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** The program that made a file, or null if it records none. */
    public static InfoReport.@Nullable CreatorInfo creator(@Nullable CreatorApplication creator) {
        if (creator == null || !isRecorded(creator)) {
            return null;
        }
        return new InfoReport.CreatorInfo(
                creator.name(),
                hex(creator.code() & 0xFFFF_FFFFL, 8),
                creator.description(),
                creator.version(),
                creator.hostName(),
                hex(creator.hostCode() & 0xFFFF_FFFFL, 8));
    }

    /** Whether a file records the program that made it. */
    public static boolean isRecorded(CreatorApplication creator) {
        return creator.code() != 0 || creator.hostCode() != 0;
    }

    private static InfoReport.GeometryInfo geometry(DiskGeometry geometry) {
        return new InfoReport.GeometryInfo(
                geometry.cylinders(), geometry.heads(), geometry.sectorsPerTrack(), geometry.capacityBytes());
    }

    private static InfoReport.HeaderInfo header(DynamicDiskHeader header, BlockLayout blocks) throws IOException {
        BlockCounts counts = blocks.count();
        return new InfoReport.HeaderInfo(
                version(header.headerVersion()),
                unsigned(header.tableOffset()),
                header.maxTableEntries(),
                header.blockBytes(),
                checksum(header.storedChecksum(), header.computedChecksum(), header.checksumValid()),
                header.reservedNonZeroBytes(),
                new InfoReport.BlocksInfo(
                        blocks.blockCount(), counts.stored(), counts.misplaced(), blocks.bitmapBytes()));
    }

    private static InfoReport.ParentInfo parent(VhdFile file, DynamicDiskHeader header) {
        Instant modified = ParentReference.of(file).parentTime();
        return new InfoReport.ParentInfo(
                id(header.parentUniqueId()),
                modified == null ? null : modified.toString(),
                header.parentTimestamp(),
                safe(header.parentName()),
                header.locators().stream()
                        .filter(ParentLocator::isUsed)
                        .map(locator -> locator(locator, path(file, locator)))
                        .toList());
    }

    private static @Nullable String path(VhdFile file, ParentLocator locator) {
        for (LocatorPath path : file.locatorPaths()) {
            if (path.locator().slot() == locator.slot()) {
                return safe(path.text());
            }
        }
        return null;
    }

    private static InfoReport.LocatorInfo locator(ParentLocator locator, @Nullable String path) {
        return new InfoReport.LocatorInfo(
                locator.slot(),
                locator.codeText(),
                hex(locator.code() & 0xFFFF_FFFFL, 8),
                unsigned(locator.dataOffset()),
                locator.dataSpace(),
                locator.dataLength(),
                path);
    }

    private static InfoReport.LinkInfo link(ChainLink link) {
        return new InfoReport.LinkInfo(
                link.childLayer(),
                link.parentLayer(),
                name(link.id()),
                name(link.time()),
                name(link.size()),
                rejected(link.rejected()));
    }

    private static InfoReport.MissingInfo missing(MissingParent missing) {
        return new InfoReport.MissingInfo(
                missing.childLayer(),
                missing.problem().code().name(),
                safe(missing.problem().problem().message()),
                rejected(missing.problem().tried()));
    }

    private static List<InfoReport.RejectedInfo> rejected(List<RejectedParent> rejected) {
        return rejected.stream()
                .map(one -> new InfoReport.RejectedInfo(safe(one.place()), name(one.cause()), safe(one.reason())))
                .toList();
    }

    static InfoReport.ChecksumInfo checksum(long stored, long computed, boolean valid) {
        return new InfoReport.ChecksumInfo(hex(stored, 8), hex(computed, 8), valid);
    }

    public static InfoReport.@Nullable IdInfo id(UniqueId id) {
        return id.isNull() ? null : new InfoReport.IdInfo(id.toMixedEndianString(), id.toBigEndianString());
    }

    private static String version(long majorAndMinor) {
        return (majorAndMinor >>> 16) + "." + (majorAndMinor & 0xFFFF);
    }

    static String hex(long value, int digits) {
        return "0x" + String.format(Words.LOCALE, "%0" + digits + "x", value);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String safe(String text) {
        return SafeText.escape(text);
    }
}
