package io.github.vhdlayers.tool.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.tool.info.InfoReport;
import io.github.vhdlayers.tool.output.LowerCaseName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code vhd history} has to say, apart from how it is said; as {@link InfoReport} is for {@code vhd info}. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HistoryReport(@JsonIgnore String tool, String file, boolean complete, List<LayerInfo> layers) {

    record LayerInfo(
            int layer,
            String file,
            String type,
            InfoReport.@Nullable IdInfo uniqueId,
            @Nullable String created,
            InfoReport.@Nullable CreatorInfo creator,
            @Nullable String creatorText,
            @JsonSerialize(using = LowerCaseName.class) DiskFormat format,
            long sectors,
            @Nullable Long ownedSectors,
            boolean ownedKnown,
            @Nullable Long visibleSectors,
            boolean visibleKnown,
            LayerSpan span,
            @Nullable AuditInfo audit,
            @Nullable FilesInfo files,
            String partitionTable,
            @Nullable String tableId,
            List<RegionInfo> regions,
            List<ChangeInfo> partitionChanges) {}

    /**
     * How many files a layer created, changed and deleted, by status.
     *
     * @param complete whether every count is known
     * @param problem the first thing that could not be read or is in doubt, or null
     * @param documents what people and programs keep there
     * @param system what the file system keeps for itself
     */
    public record FilesInfo(
            boolean complete,
            @Nullable String problem,
            Map<String, @Nullable Long> documents,
            Map<String, @Nullable Long> streams,
            Map<String, @Nullable Long> folders,
            Map<String, @Nullable Long> system) {}

    record AuditInfo(long bytesRead, @Nullable Long differingSectors, Map<String, @Nullable Long> counts) {}

    record RegionInfo(
            String kind,
            String name,
            @Nullable Integer partition,
            long firstSector,
            long sectorCount,
            @Nullable Long ownedSectors,
            boolean ownedKnown,
            @Nullable Long differingSectors,
            @Nullable Map<String, @Nullable Long> counts) {}

    record ChangeInfo(
            String change,
            boolean reformatted,
            InfoReport.@Nullable PartitionInfo newer,
            InfoReport.@Nullable PartitionInfo older) {}
}
