package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.history.HistoryEntry;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.OwnedRegion;
import io.github.vhdlayers.internal.regions.PartitionChange;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.tool.info.InfoReport;
import io.github.vhdlayers.tool.info.InfoReporter;
import io.github.vhdlayers.tool.info.PartitionReporter;
import io.github.vhdlayers.tool.info.Regions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a history into the words of a report. */
public final class HistoryReporter {
    private HistoryReporter() {}

    /**
     * The report.
     *
     * @param files what each layer did to files, in the order of the layers; empty if that was not asked
     */
    public static HistoryReport report(
            VirtualDisk disk, List<HistoryEntry> history, List<HistoryReport.FilesInfo> files, String tool) {
        List<HistoryReport.LayerInfo> layers = new ArrayList<>();
        for (HistoryEntry entry : history) {
            layers.add(layer(
                    disk, entry, history.get(0).owners().total(), files.isEmpty() ? null : files.get(layers.size())));
        }
        return new HistoryReport(
                tool,
                SafeText.escape(disk.name()),
                isComplete(disk, history) && files.stream().allMatch(HistoryReport.FilesInfo::complete),
                layers);
    }

    /** Whether all of it is known: every parent, every partition table, and every sector that was audited. */
    static boolean isComplete(VirtualDisk disk, List<HistoryEntry> history) {
        return disk.chain().missingParent() == null && history.stream().allMatch(HistoryReporter::isComplete);
    }

    private static boolean isComplete(HistoryEntry entry) {
        RegionAudit audit = entry.audit();
        return (audit == null || audit.counts().of(LayerAudit.Verdict.UNKNOWN) == 0)
                && entry.owners().total().unknownSectors() == 0
                && entry.owners().regions().table().findings().stream()
                        .noneMatch(finding -> finding.code() == FindingCode.TABLE_UNREADABLE)
                && entry.partitionChanges().stream()
                        .noneMatch(change -> change.kind() == PartitionChange.Kind.NOT_KNOWN);
    }

    /** How many sectors differ from what was below; null if that is not known of all. */
    private static @Nullable Long differing(KindCounts<LayerAudit.Verdict> counts) {
        return counts.of(LayerAudit.Verdict.UNKNOWN) > 0
                ? null
                : Long.valueOf(counts.of(LayerAudit.Verdict.CHANGED) + counts.of(LayerAudit.Verdict.ZEROED));
    }

    private static HistoryReport.LayerInfo layer(
            VirtualDisk disk, HistoryEntry entry, SectorCounts newest, HistoryReport.@Nullable FilesInfo files) {
        LayerFile file = entry.layer().file();
        RegionAudit audit = entry.audit();
        PartitionTable table = entry.owners().regions().table();
        SectorCounts owners = entry.owners().total();
        int index = entry.layer().index();
        return new HistoryReport.LayerInfo(
                entry.layer().index(),
                SafeText.escape(entry.layer().name()),
                file.type().toString(),
                InfoReporter.id(file.uniqueId()),
                InfoReporter.text(entry.created()),
                file instanceof VhdFile vhd ? InfoReporter.creator(vhd.footer().creator()) : null,
                file instanceof VhdxFile ? SafeText.escape(file.creatorText()) : null,
                file.format(),
                file.sectors(),
                owners.knownSectorsOf(index),
                owners.isKnown(index),
                newest.knownSectorsOf(index),
                newest.isKnown(index),
                LayerSpan.of(disk, entry.layer().index()),
                audit == null
                        ? null
                        : new HistoryReport.AuditInfo(
                                audit.report().bytesRead(), differing(audit.counts()), Regions.counts(audit.counts())),
                files,
                Regions.table(table),
                PartitionReporter.tableId(table),
                regions(entry),
                entry.partitionChanges().stream().map(HistoryReporter::change).toList());
    }

    private static List<HistoryReport.RegionInfo> regions(HistoryEntry entry) {
        RegionAudit audit = entry.audit();
        List<HistoryReport.RegionInfo> all = new ArrayList<>();
        for (OwnedRegion owned : entry.owners().byRegion()) {
            Region region = owned.region();
            Partition partition = region.partition();
            // An audit counts for the same regions, in the same order.
            KindCounts<LayerAudit.Verdict> counts =
                    audit == null ? null : audit.byRegion().get(all.size()).counts();
            all.add(new HistoryReport.RegionInfo(
                    region.kind().toString(),
                    Regions.title(region),
                    partition == null ? null : partition.number(),
                    region.firstSector(),
                    region.sectorCount(),
                    owned.owners().knownSectorsOf(entry.layer().index()),
                    owned.owners().isKnown(entry.layer().index()),
                    counts == null ? null : differing(counts),
                    counts == null ? null : Regions.counts(counts)));
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
