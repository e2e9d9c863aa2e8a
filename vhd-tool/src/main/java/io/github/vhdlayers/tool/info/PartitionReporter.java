package io.github.vhdlayers.tool.info;

import static io.github.vhdlayers.tool.info.InfoReporter.name;
import static io.github.vhdlayers.tool.info.InfoReporter.safe;

import io.github.vhdlayers.internal.partition.ShadowCopy;
import io.github.vhdlayers.internal.regions.PartitionOrigin;
import io.github.vhdlayers.internal.table.GptCopies;
import io.github.vhdlayers.internal.table.GptCopy;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.ClusterGeometry;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What there is to say about partitions, for a report. */
public final class PartitionReporter {
    private PartitionReporter() {}

    /** The id that a table gives its disk, or null if it gives none. */
    public static @Nullable String tableId(PartitionTable table) {
        if (table instanceof PartitionTable.Gpt gpt) {
            return gpt.diskId().toString();
        }
        return table instanceof PartitionTable.Mbr mbr ? InfoReporter.hex(mbr.diskSignature(), 8) : null;
    }

    /** The two copies of a disk's GPT, or nothing. */
    static List<InfoReport.GptCopyInfo> gptCopies(PartitionTable table, RandomAccessData disk) throws IOException {
        if (!(table instanceof PartitionTable.Gpt)) {
            return List.of();
        }
        GptCopies copies = GptCopies.read(disk);
        GptCopy.Place used = copies.best().place();
        return Stream.of(copies.primary(), copies.backup())
                .map(copy -> copy(copy, copy.place() == used))
                .toList();
    }

    private static InfoReport.GptCopyInfo copy(GptCopy copy, boolean used) {
        GptCopy.Header header = copy.header();
        return new InfoReport.GptCopyInfo(
                copy.place().toString(),
                name(copy.state()),
                used,
                copy.headerSector(),
                header == null || header.computedChecksum() < 0
                        ? null
                        : InfoReporter.checksum(
                                header.storedChecksum(),
                                header.computedChecksum(),
                                header.storedChecksum() == header.computedChecksum()),
                copy.detail().isEmpty() ? null : safe(copy.detail()));
    }

    static List<InfoReport.ListedInfo> partitions(List<PartitionOrigin> origins) {
        return origins.stream()
                .map(origin -> new InfoReport.ListedInfo(partition(origin.partition()), origin.layer()))
                .toList();
    }

    static InfoReport.ShadowCopyInfo shadowCopy(RecordedCopy recorded) {
        ShadowCopy copy = recorded.copy();
        return copy == null
                ? new InfoReport.ShadowCopyInfo(recorded.partition(), null, null, null, null, RecordedCopy.NOT_KNOWN)
                : new InfoReport.ShadowCopyInfo(
                        recorded.partition(),
                        copy.id().toString(),
                        InfoReporter.text(copy.created()),
                        copy.diskSector(),
                        recorded.layer(),
                        null);
    }

    public static InfoReport.PartitionInfo partition(Partition partition) {
        Volume volume = partition.volume();
        return new InfoReport.PartitionInfo(
                partition.number(),
                partition.kind().toString(),
                partition.firstSector(),
                partition.sectorCount(),
                partition.type().id(),
                safe(partition.type().description()),
                partition.id() == null ? null : partition.id().toString(),
                safe(partition.name()),
                partition.isBootable(),
                partition.entrySector() < 0 ? null : partition.entrySector(),
                volume == null ? null : volume(volume));
    }

    private static InfoReport.VolumeInfo volume(Volume volume) {
        ClusterGeometry clusters = volume.clusters();
        return new InfoReport.VolumeInfo(
                volume.kind().toString(),
                safe(volume.label()),
                safe(volume.serial()),
                clusters == null
                        ? null
                        : new InfoReport.ClustersInfo(
                                clusters.sectorBytes(),
                                clusters.volumeSectors(),
                                clusters.clusterBytes(),
                                clusters.firstCluster(),
                                clusters.clusterCount(),
                                clusters.firstSector()),
                volume.group() == null ? null : logicalVolumes(volume.group()));
    }

    private static List<InfoReport.LogicalVolumeInfo> logicalVolumes(Volume.Group group) {
        return group.volumes().stream()
                .map(one -> {
                    Volume inside = one.volume();
                    return new InfoReport.LogicalVolumeInfo(
                            safe(one.name()),
                            safe(one.kind()),
                            one.sectorCount(),
                            one.pieces().stream()
                                    .map(piece -> new InfoReport.PieceInfo(
                                            piece.firstSector(), piece.diskSector(), piece.sectorCount()))
                                    .toList(),
                            one.unreadable() == null ? null : safe(one.unreadable()),
                            inside == null ? null : inside.kind().toString(),
                            inside == null ? null : safe(inside.label()),
                            inside == null ? null : safe(inside.serial()));
                })
                .toList();
    }
}
