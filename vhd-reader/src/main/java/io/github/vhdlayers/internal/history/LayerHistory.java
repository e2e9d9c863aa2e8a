package io.github.vhdlayers.internal.history;

import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.regions.OwnedRegions;
import io.github.vhdlayers.internal.regions.PartitionChange;
import io.github.vhdlayers.internal.regions.PartitionChanges;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A chain as a timeline: what each layer did. Immutable.
 *
 * <p>Without audits nothing is read but tables, bitmaps and partition tables. An audit reads what its layer owns, which for a
 * base is often the whole disk, and says little there: whatever is not zeros is new.
 */
public final class LayerHistory {
    private LayerHistory() {}

    /**
     * The history of a disk without audits.
     *
     * @param disk the disk or a view; newer layers than the one it starts from are left out
     * @return one entry for each layer, the newest first
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static List<HistoryEntry> of(MergedSource disk) throws IOException {
        return of(disk, layer -> false, ScanOptions.defaults());
    }

    /**
     * The history of a disk.
     *
     * @param disk the disk or a view; newer layers than the one it starts from are left out
     * @param audited which layers are audited, by their numbers
     * @param options how audits work; their progress is one for the whole history: sectors of all audited layers' views
     *     together that are done, and all bytes that were read
     * @return one entry for each layer, the newest first
     * @throws java.util.concurrent.CancellationException if the options' progress ends an audit
     * @throws IOException if a table, a bitmap or the machine fails
     */
    public static List<HistoryEntry> of(MergedSource disk, IntPredicate audited, ScanOptions options)
            throws IOException {
        int layers = disk.chain().layers().size();
        HistoryProgress progress = new HistoryProgress(disk, audited, options.progress());
        List<HistoryEntry> entries = new ArrayList<>();
        MergedSource view = disk.asOf(disk.topLayer());
        OwnedRegions owners = owners(view, null, progress);
        SectorCounts visible = owners.total();
        for (int layer = disk.topLayer(); layer < layers; layer++) {
            MergedSource below = layer + 1 < layers ? disk.asOf(layer + 1) : null;
            OwnedRegions older = below == null ? null : owners(below, owners.regions(), progress);
            RegionAudit audit = null;
            if (audited.test(layer)) {
                audit = RegionAudit.scan(view, owners.regions(), options.withProgress(progress.ofAudit()), run -> {});
                progress.audited(view, audit.report());
            }
            entries.add(new HistoryEntry(
                    disk.chain().layer(layer),
                    owners,
                    owners.total().sectorsOf(layer),
                    visible.sectorsOf(layer),
                    changes(owners, older, disk),
                    audit));
            if (below != null && older != null) {
                view = below;
                owners = older;
            }
        }
        return List.copyOf(entries);
    }

    /** Layers with equal tables share one map of the regions: a disk may have a thousand partitions, and many layers. */
    private static OwnedRegions owners(MergedSource view, @Nullable RegionMap newer, HistoryProgress progress)
            throws IOException {
        PartitionTable table = PartitionTable.read(view);
        RegionMap regions = newer != null && newer.table().equals(table) ? newer : RegionMap.of(table);
        return OwnedRegions.of(view, regions, progress.ofMaps());
    }

    private static List<PartitionChange> changes(OwnedRegions newer, @Nullable OwnedRegions older, MergedSource disk) {
        PartitionTable table = newer.regions().table();
        if (older != null) {
            return PartitionChanges.between(table, older.regions().table());
        }
        PartitionChange.Kind kind =
                disk.chain().missingParent() == null ? PartitionChange.Kind.ADDED : PartitionChange.Kind.NOT_KNOWN;
        return table.partitions().stream()
                .map(partition -> new PartitionChange(kind, partition, null))
                .toList();
    }
}
