package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.internal.regions.KindTally;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.List;

/**
 * What of a layer is really new: every sector that it owns, compared with the disk as it was below it.
 *
 * <pre>{@code
 * AuditReport report = LayerAudit.of(disk, 0).scan();
 * System.out.println(report.sectorsOf(LayerAudit.Verdict.CHANGED) + " of " + report.sectors());
 * }</pre>
 *
 * <p>Nothing is read but what the layer owns and, where somebody below owns it as well, the same sectors there. Immutable and
 * thread-safe; the disk stays open as long as an audit runs, and is not closed by it.
 *
 * @since 0.1.0
 */
public final class LayerAudit {
    /** Side A is the layer, side B what is below; what is below alone is not asked about. */
    private static final PairRules<Verdict> RULES = PairRules.of(
            List.of(Verdict.values()),
            Verdict.ZERO_OVER_NONE,
            Verdict.CHANGED,
            null,
            null,
            Verdict.SAME,
            Verdict.ZEROED,
            Verdict.CHANGED,
            Verdict.UNKNOWN);

    private final MergedSource view;

    private LayerAudit(MergedSource view) {
        this.view = view;
    }

    /** Takes the runs of an audit. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called once for each run, in the order of the disk, in the thread that started the audit.
         *
         * @throws IOException to end the audit, which then throws the same
         */
        void visit(Run run) throws IOException;
    }

    /** An audit of the layer that a disk or view starts from. */
    public static LayerAudit of(MergedSource disk) {
        return new LayerAudit(disk);
    }

    /**
     * An audit of a layer.
     *
     * @param disk the disk, or any view of it
     * @param layer the layer's number; 0 is the leaf
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    public static LayerAudit of(MergedSource disk, int layer) {
        return of(disk.asOf(layer));
    }

    /**
     * Counts with all processors.
     *
     * @throws IOException as {@link #scan(ScanOptions, Visitor)} says
     */
    public AuditReport scan() throws IOException {
        return scan(ScanOptions.defaults(), run -> {});
    }

    /**
     * Counts, and reports every run of sectors with one verdict. Runs are sorted, and as long as they can be.
     *
     * @throws java.util.concurrent.CancellationException if the options' progress ends the audit
     * @throws IOException if a table, a bitmap or the machine fails; single damaged sectors are counted as unknown
     */
    public AuditReport scan(ScanOptions options, Visitor visitor) throws IOException {
        KindTally<Verdict> tally = new KindTally<>(Verdict.class, Verdict.UNKNOWN);
        SectorComparer<Verdict> scan = new SectorComparer<>(
                ComparedDisk.ofLayer(view), below(), ScanRanges.ofLayer(view), RULES, options, (kind, first, count) -> {
                    tally.add(kind, count);
                    visitor.visit(new Run(first, count, kind));
                });
        scan.run();
        // What is unknown of the layer itself has no known owner; what is below is not asked whom it belongs to.
        return new AuditReport(view.topLayer(), tally.counts(), scan.unknownOfA(), scan.bytesRead(), scan.problem());
    }

    private ComparedDisk below() throws IOException {
        DiskChain chain = view.chain();
        int next = view.topLayer() + 1;
        if (next < chain.layers().size()) {
            return ComparedDisk.of(view.asOf(next));
        }
        boolean orphan = chain.missingParent() != null;
        return ComparedDisk.allOf(orphan ? ComparedRuns.State.UNKNOWN : ComparedRuns.State.UNWRITTEN);
    }

    /**
     * What a layer did to a sector that it owns, or may own.
     *
     * @since 0.1.0
     */
    public enum Verdict {
        /** Its bytes are not those of the disk below; or they are data where no layer below owns anything. */
        CHANGED("changed"),
        /** Written again with the same bytes. */
        SAME("same"),
        /** Zeros over data. */
        ZEROED("zeroed"),
        /** Zeros where no layer below owns anything: nothing to see has changed. */
        ZERO_OVER_NONE("zero-over-none"),
        /** It or what is below cannot be read, what is below is not known, or the layer's damaged file does not say whether it owns the sector. */
        UNKNOWN("unknown");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        /** The verdict as tables and files name it, such as {@code zero-over-none}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Consecutive sectors of a layer with one verdict.
     *
     * @param firstSector the first one's number on the disk
     * @param sectorCount how many, at least 1
     * @param verdict what the layer did to them
     * @since 0.1.0
     */
    public record Run(long firstSector, long sectorCount, Verdict verdict) {
        /** The number of the sector behind the last one. */
        public long endSector() {
            return firstSector + sectorCount;
        }
    }
}
