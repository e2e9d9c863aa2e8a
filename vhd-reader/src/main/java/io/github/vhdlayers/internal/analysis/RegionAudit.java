package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.regions.RegionCounts;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.internal.regions.RegionTally;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.List;

/**
 * An audit of a layer with its sectors by the regions of a disk.
 *
 * @param report what the audit found of the layer as a whole
 * @param byRegion its sectors by verdict for each region, in the order of the regions
 */
public record RegionAudit(AuditReport report, List<RegionCounts<LayerAudit.Verdict>> byRegion) {
    /** Keeps an unmodifiable copy of the list. */
    public RegionAudit {
        byRegion = List.copyOf(byRegion);
    }

    /**
     * Audits a layer by the regions of the disk as the layer left it.
     *
     * @param view the disk as the layer left it
     * @param options how the audit works
     * @param visitor receives the runs
     * @throws java.util.concurrent.CancellationException if the options' progress ends the audit
     * @throws IOException as {@link LayerAudit#scan(ScanOptions, LayerAudit.Visitor)} says
     */
    public static RegionAudit scan(MergedSource view, ScanOptions options, LayerAudit.Visitor visitor)
            throws IOException {
        return scan(view, RegionMap.of(PartitionTable.read(view), view.sectors()), options, visitor);
    }

    /**
     * The same by given regions.
     *
     * @param view the disk as the layer left it
     * @param regions the regions
     * @param options how the audit works
     * @param visitor receives the runs
     * @throws java.util.concurrent.CancellationException if the options' progress ends the audit
     * @throws IOException as {@link LayerAudit#scan(ScanOptions, LayerAudit.Visitor)} says
     */
    public static RegionAudit scan(
            MergedSource view, RegionMap regions, ScanOptions options, LayerAudit.Visitor visitor) throws IOException {
        RegionTally<LayerAudit.Verdict> tally =
                new RegionTally<>(regions, LayerAudit.Verdict.class, LayerAudit.Verdict.UNKNOWN);
        AuditReport report = LayerAudit.of(view).scan(options, run -> {
            tally.add(run.verdict(), run.firstSector(), run.sectorCount());
            visitor.visit(run);
        });
        return new RegionAudit(report, tally.byRegion());
    }

    /** The layer's sectors by verdict. */
    public KindCounts<LayerAudit.Verdict> counts() {
        return KindCounts.of(LayerAudit.Verdict.class, LayerAudit.Verdict.UNKNOWN, report::sectorsOf);
    }
}
