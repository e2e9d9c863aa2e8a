package io.github.vhdlayers.tool.info;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.LowerCaseName;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code vhd info} has to say, apart from how it is said. The JSON document has these fields under these names, in lower
 * case with underscores, and always all of them; {@code docs/json.md} describes them. All text is safe to show.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record InfoReport(
        @JsonIgnore String tool,
        String file,
        int topLayer,
        DiskInfo disk,
        List<LayerInfo> layers,
        List<LinkInfo> links,
        @Nullable MissingInfo missingParent,
        String partitionTable,
        @Nullable String tableId,
        List<GptCopyInfo> gptCopies,
        List<ListedInfo> partitions,
        List<ShadowCopyInfo> shadowCopies,
        List<RegionInfo> regions,
        List<FindingInfo> findings) {
    /** The same with hashes: of the merged disk, null where it cannot be read to its end, and of the layers' files. */
    InfoReport withHashes(@Nullable String ofDisk, List<LayerInfo> hashed) {
        return new InfoReport(
                tool,
                file,
                topLayer,
                ofDisk == null ? disk : disk.withSha256(ofDisk),
                hashed,
                links,
                missingParent,
                partitionTable,
                tableId,
                gptCopies,
                partitions,
                shadowCopies,
                regions,
                findings);
    }

    public record DiskInfo(
            String type,
            long size,
            long sectors,
            boolean complete,
            long ownershipRuns,
            @Nullable Long unwrittenSectors,
            long unknownSectors,
            @Nullable String sha256) {
        DiskInfo withSha256(String found) {
            return new DiskInfo(type, size, sectors, complete, ownershipRuns, unwrittenSectors, unknownSectors, found);
        }
    }

    public record LayerInfo(
            int layer,
            String file,
            @JsonSerialize(using = LowerCaseName.class) DiskFormat format,
            String type,
            @Nullable String id,
            long fileSize,
            long sectors,
            @Nullable Long ownedSectors,
            boolean ownedKnown,
            long zeroedSectors,
            @Nullable FooterInfo footer,
            List<FooterPlaceInfo> footersFound,
            @Nullable HeaderInfo header,
            @Nullable ParentInfo parent,
            @Nullable VhdxInfo vhdx,
            @Nullable String sha256) {
        LayerInfo withSha256(String found) {
            return new LayerInfo(
                    layer,
                    file,
                    format,
                    type,
                    id,
                    fileSize,
                    sectors,
                    ownedSectors,
                    ownedKnown,
                    zeroedSectors,
                    footer,
                    footersFound,
                    header,
                    parent,
                    vhdx,
                    found);
        }
    }

    public record FooterInfo(
            String cookie,
            String features,
            boolean temporary,
            String formatVersion,
            @Nullable BigInteger headerOffset,
            @Nullable String created,
            @Nullable CreatorInfo creator,
            BigInteger originalSize,
            BigInteger currentSize,
            GeometryInfo geometry,
            long diskType,
            ChecksumInfo checksum,
            @Nullable IdInfo uniqueId,
            int savedState,
            int hidden,
            int reservedNonZeroBytes) {}

    record FooterPlaceInfo(String place, long fileOffset, int length, ChecksumInfo checksum, boolean used) {}

    public record CreatorInfo(
            String code, String codeHex, @Nullable String description, String version, String host, String hostHex) {}

    record GeometryInfo(int cylinders, int heads, int sectorsPerTrack, long size) {}

    record ChecksumInfo(String stored, String computed, boolean valid) {}

    public record IdInfo(String mixedEndian, String bigEndian) {}

    record HeaderInfo(
            String version,
            BigInteger tableOffset,
            long maxTableEntries,
            long blockSize,
            ChecksumInfo checksum,
            int reservedNonZeroBytes,
            BlocksInfo blocks) {}

    record BlocksInfo(long count, long stored, long misplaced, long bitmapSize) {}

    record ParentInfo(
            @Nullable IdInfo uniqueId,
            @Nullable String modified,
            long timestamp,
            String name,
            List<LocatorInfo> locators) {}

    record LocatorInfo(
            int slot,
            String code,
            String codeHex,
            BigInteger fileOffset,
            long dataSpace,
            long dataLength,
            @Nullable String path) {}

    public record LinkInfo(
            int childLayer, int parentLayer, String id, String time, String size, List<RejectedInfo> rejected) {}

    public record RejectedInfo(String place, String cause, String reason) {}

    public record MissingInfo(int childLayer, String code, String problem, List<RejectedInfo> tried) {}

    record GptCopyInfo(
            String copy,
            String state,
            boolean used,
            long headerSector,
            @Nullable ChecksumInfo headerChecksum,
            @Nullable String detail) {}

    record ListedInfo(@JsonUnwrapped PartitionInfo partition, @Nullable Integer sinceLayer) {}

    /** A shadow copy, or with a problem in its place what is not known of them. */
    public record ShadowCopyInfo(
            int partition,
            @Nullable String id,
            @Nullable String created,
            @Nullable Long recordSector,
            @Nullable Integer layer,
            @Nullable String problem) {}

    public record PartitionInfo(
            int number,
            String kind,
            long firstSector,
            long sectorCount,
            String typeId,
            String type,
            @Nullable String id,
            String label,
            boolean bootable,
            @Nullable Long entrySector,
            @Nullable VolumeInfo volume) {}

    public record VolumeInfo(
            String kind,
            String label,
            String serial,
            @Nullable ClustersInfo clusters,
            @Nullable List<LogicalVolumeInfo> logicalVolumes) {}

    record LogicalVolumeInfo(
            String name,
            String kind,
            long sectorCount,
            List<PieceInfo> pieces,
            @Nullable String unreadable,
            @Nullable String holds,
            @Nullable String label,
            @Nullable String serial) {}

    record PieceInfo(long firstSector, long diskSector, long sectorCount) {}

    record ClustersInfo(
            int sectorBytes,
            long volumeSectors,
            long clusterBytes,
            long firstCluster,
            long clusterCount,
            long firstSector) {}

    public record RegionInfo(
            String kind,
            String name,
            long firstSector,
            long sectorCount,
            @Nullable Integer partition,
            @Nullable String type,
            @Nullable String typeId,
            @Nullable String id,
            @Nullable String label,
            @Nullable String volume,
            @Nullable String volumeLabel,
            @Nullable String volumeSerial,
            List<@Nullable Long> ownedSectors,
            @Nullable Long unwrittenSectors,
            long unknownSectors) {}
}
