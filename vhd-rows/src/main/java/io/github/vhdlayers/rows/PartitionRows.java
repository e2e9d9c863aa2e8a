package io.github.vhdlayers.rows;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.internal.regions.OwnedRegion;
import io.github.vhdlayers.internal.regions.OwnedRegions;
import io.github.vhdlayers.internal.regions.PartitionChange;
import io.github.vhdlayers.internal.regions.PartitionChanges;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The partitions of a disk, the parts of its table and the gaps between, and last the partitions that the leaf removed. For one thread. */
final class PartitionRows {
    private final LayerChain chain;
    private final VirtualDisk disk;
    private final RowRequest request;

    PartitionRows(LayerChain chain, VirtualDisk disk, RowRequest request) {
        this.chain = chain;
        this.disk = disk;
        this.request = request;
    }

    void write(RowSink sink) throws IOException {
        PartitionTable table = PartitionTable.read(disk);
        RegionMap map = RegionMap.of(table);
        List<PartitionChange> changes = chain.keys().size() == 1
                ? List.of()
                : PartitionChanges.between(table, PartitionTable.read(disk.asOf(1)));
        LayerChanges audit = request.wantsAny("changed_sectors")
                ? LayerChanges.of(disk, 0, new ScanOptions(1, (done, total, read) -> !Thread.currentThread()
                        .isInterrupted()))
                : null;
        if (request.wantsAny("owners", "owned_sectors")) {
            for (OwnedRegion region : OwnedRegions.of(disk, map).byRegion()) {
                sink.add(row(region.region(), region.owners(), changes, audit));
            }
        } else {
            for (Region region : map.regions()) {
                sink.add(row(region, null, changes, audit));
            }
        }
        for (PartitionChange change : changes) {
            Partition gone = change.older();
            if (change.newer() == null && gone != null && gone.kind() != Partition.Kind.EXTENDED) {
                Row row = described("partition", gone, gone.firstSector(), gone.sectorCount());
                sink.add(finished(row, change.kind().toString(), null, null));
            }
        }
    }

    private Row row(
            Region region, @Nullable SectorCounts owners, List<PartitionChange> changes, @Nullable LayerChanges audit) {
        Partition partition = region.partition();
        Row row = described(region.kind().toString(), partition, region.firstSector(), region.sectorCount());
        Long changed = null;
        if (audit != null && audit.unknown(region.firstSector(), region.sectorCount()) == 0) {
            changed = audit.changed(region.firstSector(), region.sectorCount());
        }
        return finished(row, change(partition, changes), owners, changed);
    }

    private static @Nullable String change(@Nullable Partition partition, List<PartitionChange> changes) {
        for (PartitionChange change : changes) {
            if (partition != null && partition.equals(change.newer())) {
                return change.isReformatted() ? "reformatted" : change.kind().toString();
            }
        }
        return null;
    }

    private Row described(String region, @Nullable Partition partition, long first, long sectors) {
        Volume volume = partition == null ? null : partition.volume();
        boolean known = volume != null && volume.kind() != Volume.Kind.UNREADABLE;
        return new Row()
                .with("leaf_key", chain.leaf())
                .with("region", region)
                .with("number", partition == null ? null : Long.valueOf(partition.number()))
                .with("kind", partition == null ? null : partition.kind().toString())
                .with("type", partition == null ? null : partition.type().id())
                .with(
                        "file_system",
                        volume == null || !known ? null : volume.kind().toString())
                .with("label", volume == null || volume.label().isEmpty() ? null : volume.label())
                .with("first_sector", first)
                .with("sectors", sectors);
    }

    private Row finished(
            Row row, @Nullable String change, @Nullable SectorCounts owners, @Nullable Long changedSectors) {
        return row.with("change", change)
                .with("owners", owners == null ? null : byKey(owners))
                .with("owned_sectors", owners == null || !owners.isKnown(0) ? null : Long.valueOf(owners.sectorsOf(0)))
                .with("changed_sectors", changedSectors)
                .with(RowTable.ERROR_CODE, null)
                .with(RowTable.ERROR, null);
    }

    private Map<String, Long> byKey(SectorCounts owners) {
        Map<String, Long> sectors = new LinkedHashMap<>();
        owners.sectorsByLayer()
                .forEach((layer, count) -> sectors.merge(chain.keys().get(layer), count, Long::sum));
        if (owners.unwrittenSectors() > 0) {
            sectors.put("unwritten", owners.unwrittenSectors());
        }
        if (owners.unknownSectors() > 0) {
            sectors.put("unknown", owners.unknownSectors());
        }
        return sectors;
    }
}
