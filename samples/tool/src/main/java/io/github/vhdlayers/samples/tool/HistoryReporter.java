package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.AuditReport;
import io.github.vhdlayers.analysis.HistoryEntry;
import io.github.vhdlayers.analysis.PartitionChange;
import io.github.vhdlayers.analysis.Region;
import io.github.vhdlayers.analysis.RegionOwnership;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.VhdFile;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a history into the words of a report. */
final class HistoryReporter {
    private HistoryReporter() {}

    static HistoryReport report(VirtualDisk disk, List<HistoryEntry> history, String tool) {
        return new HistoryReport(
                tool,
                SafeText.escape(disk.name()),
                disk.chain().missingParent() == null,
                history.stream().map(HistoryReporter::layer).toList());
    }

    private static HistoryReport.LayerInfo layer(HistoryEntry entry) {
        VhdFile file = entry.layer().file();
        AuditReport audit = entry.audit();
        PartitionTable table = entry.attribution().regions().table();
        return new HistoryReport.LayerInfo(
                entry.layer().index(),
                SafeText.escape(entry.layer().name()),
                file.type().toString(),
                InfoReporter.id(file.footer().uniqueId()),
                entry.created().toString(),
                InfoReporter.creator(entry.creator()),
                file.sectors(),
                entry.ownedSectors(),
                entry.visibleSectors(),
                audit == null ? null : new HistoryReport.AuditInfo(audit.bytesRead(), Regions.counts(audit.counts())),
                Regions.table(table),
                PartitionReporter.tableId(table),
                regions(entry),
                entry.partitionChanges().stream().map(HistoryReporter::change).toList());
    }

    private static List<HistoryReport.RegionInfo> regions(HistoryEntry entry) {
        AuditReport audit = entry.audit();
        List<HistoryReport.RegionInfo> all = new ArrayList<>();
        for (RegionOwnership owned : entry.attribution().byRegion()) {
            Region region = owned.region();
            Partition partition = region.partition();
            all.add(new HistoryReport.RegionInfo(
                    region.kind().toString(),
                    Regions.title(region),
                    partition == null ? null : partition.number(),
                    region.firstSector(),
                    region.sectorCount(),
                    owned.owners().sectorsOf(entry.layer().index()),
                    // An audit counts for the same regions, in the same order.
                    audit == null
                            ? null
                            : Regions.counts(audit.byRegion().get(all.size()).counts())));
        }
        return all;
    }

    private static HistoryReport.ChangeInfo change(PartitionChange change) {
        return new HistoryReport.ChangeInfo(
                change.kind().toString(), change.isReformatted(), partition(change.newer()), partition(change.older()));
    }

    private static InfoReport.@Nullable PartitionInfo partition(@Nullable Partition partition) {
        return partition == null ? null : PartitionReporter.partition(partition);
    }
}
