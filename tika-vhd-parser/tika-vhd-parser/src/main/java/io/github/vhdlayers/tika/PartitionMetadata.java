package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.PartitionChange;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.internal.regions.RegionKind;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.ClusterGeometry;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.tika.DiskDivision.Part;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;

/** What the partition table says, and the owners of the partitions' sectors, as metadata. */
final class PartitionMetadata {
    /** As many as Windows makes room for. */
    static final int MOST_PARTITIONS = 128;

    /** What makes a sector one that the leaf changed. */
    static final List<LayerAudit.Verdict> CHANGES = List.of(LayerAudit.Verdict.CHANGED, LayerAudit.Verdict.ZEROED);

    private PartitionMetadata() {}

    /** Sets what the table says. */
    static void set(DiskDivision division, Metadata metadata) {
        metadata.set(VhdProperties.PARTITION_TABLE, division.tableKind());
        List<Part> parts = division.parts();
        metadata.set(VhdProperties.PARTITIONS, parts.size());
        for (Part part : first(parts)) {
            add(division, part, metadata);
        }
        for (Partition removed : division.removed()) {
            metadata.add(VhdProperties.PARTITION_REMOVED, sentence(removed));
        }
    }

    /** Adds the row of one partition: to the disk's metadata, or as the only one to those of its image. */
    static void add(DiskDivision division, Part part, Metadata metadata) {
        Partition partition = part.partition();
        metadata.add(VhdProperties.PARTITION_NUMBER, Integer.toString(partition.number()));
        metadata.add(VhdProperties.PARTITION_KIND, FileMetadata.word(partition.kind()));
        text(metadata, VhdProperties.PARTITION_TYPE, partition.type().id());
        text(metadata, VhdProperties.PARTITION_TYPE_NAME, partition.type().description());
        text(
                metadata,
                VhdProperties.PARTITION_ID,
                partition.id() == null ? "" : partition.id().toString());
        text(metadata, VhdProperties.PARTITION_NAME, partition.name());
        Volume volume = partition.volume();
        ClusterGeometry clusters = volume == null ? null : volume.clusters();
        text(
                metadata,
                VhdProperties.PARTITION_FILE_SYSTEM,
                volume == null ? "" : volume.kind().toString());
        text(metadata, VhdProperties.PARTITION_LABEL, volume == null ? "" : volume.label());
        text(metadata, VhdProperties.PARTITION_SERIAL, volume == null ? "" : volume.serial());
        text(
                metadata,
                VhdProperties.PARTITION_CLUSTER_SIZE,
                clusters == null ? "" : Long.toString(clusters.clusterBytes()));
        metadata.add(VhdProperties.PARTITION_FIRST_SECTOR, Long.toString(partition.firstSector()));
        metadata.add(VhdProperties.PARTITION_SECTORS, Long.toString(partition.sectorCount()));
        PartitionChange.Kind change = division.changeOf(partition);
        text(metadata, VhdProperties.PARTITION_CHANGE, change == null ? "" : FileMetadata.word(change));
    }

    /** Sets the owners of the partitions' sectors, if all were counted. */
    static void set(DiskDivision division, OwnershipTally tally, Metadata metadata) {
        if (!tally.complete()) {
            return;
        }
        for (Part part : first(division.parts())) {
            SectorCounts owners = tally.ofRegion(part.index());
            metadata.add(
                    VhdProperties.PARTITION_SECTORS_OWNED,
                    IntStream.range(0, tally.layers())
                            .mapToObj(layer -> KnownCounts.owned(owners, layer))
                            .collect(Collectors.joining(" ")));
            metadata.add(VhdProperties.PARTITION_SECTORS_UNWRITTEN, KnownCounts.unwritten(owners));
            metadata.add(VhdProperties.PARTITION_SECTORS_UNKNOWN, Long.toString(owners.unknownSectors()));
        }
        int layers = tally.layers();
        for (int layer = 0; layer < layers; layer++) {
            metadata.add(VhdProperties.LAYER_SECTORS_IN_TABLES, owned(division, tally, RegionKind.TABLE, layer));
            metadata.add(VhdProperties.LAYER_SECTORS_IN_GAPS, owned(division, tally, RegionKind.GAP, layer));
        }
    }

    private static String owned(DiskDivision division, OwnershipTally tally, RegionKind kind, int layer) {
        List<Region> regions = division.regions().regions();
        long sum = 0;
        boolean mayBeMore = false;
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).kind() == kind) {
                sum += tally.ofRegion(i).sectorsOf(layer);
                mayBeMore |= !tally.ofRegion(i).isKnown(layer);
            }
        }
        return KnownCounts.text(sum, mayBeMore);
    }

    /** Sets what of the leaf is really new. */
    static void set(DiskDivision division, RegionAudit audit, Metadata metadata) {
        KindCounts<LayerAudit.Verdict> counts = audit.counts();
        metadata.set(VhdProperties.LEAF_SECTORS_CHANGED, KnownCounts.of(counts, List.of(LayerAudit.Verdict.CHANGED)));
        metadata.set(VhdProperties.LEAF_SECTORS_SAME, KnownCounts.of(counts, List.of(LayerAudit.Verdict.SAME)));
        metadata.set(VhdProperties.LEAF_SECTORS_ZEROED, KnownCounts.of(counts, List.of(LayerAudit.Verdict.ZEROED)));
        metadata.set(
                VhdProperties.LEAF_SECTORS_ZERO_OVER_NONE,
                KnownCounts.of(counts, List.of(LayerAudit.Verdict.ZERO_OVER_NONE)));
        metadata.set(VhdProperties.LEAF_SECTORS_UNKNOWN, Long.toString(counts.of(LayerAudit.Verdict.UNKNOWN)));
        for (Part part : first(division.parts())) {
            KindCounts<LayerAudit.Verdict> own =
                    audit.byRegion().get(part.index()).counts();
            metadata.add(VhdProperties.PARTITION_SECTORS_CHANGED, KnownCounts.of(own, CHANGES));
            metadata.add(
                    VhdProperties.PARTITION_SECTORS_NOT_COMPARED, Long.toString(own.of(LayerAudit.Verdict.UNKNOWN)));
        }
    }

    /** A partition in a few words. */
    static String sentence(Partition partition) {
        return "partition " + partition.number() + ", " + partition.type().description() + ", sectors "
                + partition.firstSector() + " to " + partition.lastSector();
    }

    private static List<Part> first(List<Part> parts) {
        return parts.subList(0, Math.min(parts.size(), MOST_PARTITIONS));
    }

    private static void text(Metadata metadata, Property key, String text) {
        metadata.add(key, text.isBlank() ? ChainMetadata.NONE : SafeText.escape(text));
    }
}
