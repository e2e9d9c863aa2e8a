package io.github.vhdlayers.tool.info;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.BlockCounts;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataItem;
import io.github.vhdlayers.internal.format.vhdx.VhdxParentLocator;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegion;
import io.github.vhdlayers.tool.output.LowerCaseName;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the structures of a VHDX file say. All text is safe to show. */
public record VhdxInfo(
        String creator,
        @JsonSerialize(using = LowerCaseName.class) VhdxFile.LogState log,
        long logPages,
        @Nullable String dataWriteId,
        @Nullable String virtualDiskId,
        @Nullable String fileWriteId,
        int logicalSectorSize,
        int physicalSectorSize,
        long blockSize,
        BlocksInfo blocks,
        List<HeaderCopyInfo> headers,
        List<RegionInfo> regions,
        List<ItemInfo> metadata,
        @Nullable List<PairInfo> parent) {

    /** Blocks by their state; {@code other} are in a state that no block can have, or have no entry. */
    record BlocksInfo(
            long count,
            long notPresent,
            long undefined,
            long zero,
            long unmapped,
            long full,
            long partial,
            long other,
            long misplaced) {}

    record HeaderCopyInfo(
            long fileOffset,
            boolean used,
            String sequenceNumber,
            InfoReport.ChecksumInfo checksum,
            @Nullable String dataWriteId,
            @Nullable String logId) {}

    record RegionInfo(String name, long fileOffset, long length, boolean required) {}

    record ItemInfo(String name, long length, boolean user, boolean required) {}

    record PairInfo(String key, String value) {}

    static VhdxInfo of(VhdxFile file) throws IOException {
        VhdxHeader used = file.header();
        VhdxParentLocator locator = file.parentLocator();
        return new VhdxInfo(
                SafeText.escape(file.creatorText()),
                file.logState(),
                file.logPages(),
                id(file.uniqueId()),
                id(file.virtualDiskId()),
                id(used.fileWriteGuid()),
                file.logicalSectorBytes(),
                file.physicalSectorBytes(),
                file.layout().blockBytes(),
                blocks(file),
                file.headers().stream().map(header -> header(header, used)).toList(),
                file.regions().stream().map(VhdxInfo::region).toList(),
                file.metadataItems().stream().map(VhdxInfo::item).toList(),
                locator == null
                        ? null
                        : locator.pairs().stream()
                                .map(pair -> new PairInfo(SafeText.escape(pair.key()), SafeText.escape(pair.value())))
                                .toList());
    }

    private static BlocksInfo blocks(VhdxFile file) throws IOException {
        long[] states = file.layout().countStates();
        BlockCounts counts = file.layout().count();
        return new BlocksInfo(
                file.layout().blockCount(),
                states[0],
                states[1],
                states[2],
                states[3],
                states[6],
                states[7],
                states[4] + states[5] + states[8],
                counts.misplaced());
    }

    private static HeaderCopyInfo header(VhdxHeader header, VhdxHeader used) {
        return new HeaderCopyInfo(
                header.fileOffset(),
                header.equals(used),
                Long.toUnsignedString(header.sequenceNumber()),
                InfoReporter.checksum(header.storedChecksum(), header.computedChecksum(), header.checksumValid()),
                id(header.dataWriteGuid()),
                id(header.logGuid()));
    }

    private static RegionInfo region(VhdxRegion region) {
        return new RegionInfo(region.name(), region.fileOffset(), region.length(), region.required());
    }

    private static ItemInfo item(VhdxMetadataItem item) {
        String name = item.name();
        return new ItemInfo(
                name == null ? item.id().toString() : name, item.length(), item.isUser(), item.isRequired());
    }

    private static @Nullable String id(UniqueId id) {
        return id.isNull() ? null : id.toString();
    }
}
