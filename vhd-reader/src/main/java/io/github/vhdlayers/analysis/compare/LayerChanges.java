package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.internal.sectors.SectorSet;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.util.concurrent.CancellationException;

/**
 * Which of its sectors a layer really changed: an audit that is kept, so that any sector can be asked for.
 *
 * <p>Takes a bit for each sector where changed ones and others are mixed, next to nothing elsewhere. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class LayerChanges {
    private SectorSet changed = new SectorSet();
    private SectorSet unknown = new SectorSet();

    private LayerChanges() {}

    /**
     * Audits a layer, which reads all that it owns. Below a base there is nothing that its sectors could be compared with: all that
     * it owns counts as changed, zeros too, and none of it is read.
     *
     * @param disk the disk, or any view of it; stays open
     * @param layer the layer's number; 0 is the leaf
     * @param scan how the audit works
     * @throws IndexOutOfBoundsException if there is no such layer
     * @throws CancellationException if the progress ends it
     * @throws IOException if a table, a bitmap or the machine fails; data that cannot be read is unknown
     */
    public static LayerChanges of(MergedSource disk, int layer, ScanOptions scan) throws IOException {
        if (layer == disk.chain().layers().size() - 1 && disk.chain().missingParent() == null) {
            return ofBase(disk.asOf(layer), layer);
        }
        Collector collector = new Collector();
        LayerAudit.of(disk, layer).scan(scan, collector::add);
        return collector.changes();
    }

    /**
     * The sectors that differ between the disk as a layer left it and as an older one did.
     *
     * @param view the disk as the newer layer left it
     * @param below the same disk as the older layer left it
     * @param scan threads and progress of the comparison
     * @throws IOException if a table, a bitmap or the machine fails; data that cannot be read is unknown
     */
    public static LayerChanges between(MergedSource view, MergedSource below, ScanOptions scan) throws IOException {
        LayerChanges changes = new LayerChanges();
        DiskComparison.of(view, below).scan(scan, run -> {
            SectorSet set = run.kind() == DiskComparison.Difference.UNKNOWN ? changes.unknown : changes.changed;
            set.add(run.firstSector(), run.sectorCount());
        });
        return changes;
    }

    private static LayerChanges ofBase(MergedSource base, int layer) throws IOException {
        Collector collector = new Collector();
        collector.addOwned(base, layer);
        return collector.changes();
    }

    /** Keeps what an audit reports. Not thread-safe. */
    public static final class Collector {
        private static final int LOOK_EVERY = 1 << 12;

        private final LayerChanges changes = new LayerChanges();
        private final long mostBytes;
        private long added;
        private boolean isWhole = true;

        /** With nothing in it, and no bound. */
        public Collector() {
            this(Long.MAX_VALUE);
        }

        /**
         * With nothing in it.
         *
         * @param mostBytes how much memory it may take, about; if that is not enough, nothing is kept
         */
        public Collector(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        /** Keeps a run; to be given to {@link LayerAudit#scan(ScanOptions, LayerAudit.Visitor)}. */
        public void add(LayerAudit.Run run) {
            switch (run.verdict()) {
                case CHANGED, ZEROED -> add(changes.changed, run.firstSector(), run.sectorCount());
                case UNKNOWN -> add(changes.unknown, run.firstSector(), run.sectorCount());
                case SAME, ZERO_OVER_NONE -> {}
            }
        }

        /**
         * Keeps what a layer owns as changed, as it is of a base, without reading it.
         *
         * @param view the disk as the layer left it
         * @param layer the layer's number
         * @throws IOException if a table or bitmap cannot be read
         */
        public void addOwned(MergedSource view, int layer) throws IOException {
            RunCursor runs = view.ownership().runs(0, view.sectors());
            while (isWhole && runs.next()) {
                if (runs.layer() == layer) {
                    add(changes.changed, runs.firstSector(), runs.sectorCount());
                } else if (runs.owner() == Owner.Unowned.UNKNOWN) {
                    add(changes.unknown, runs.firstSector(), runs.sectorCount());
                }
            }
        }

        private void add(SectorSet set, long firstSector, long sectorCount) {
            if (!isWhole) {
                return;
            }
            set.add(firstSector, sectorCount);
            if (++added % LOOK_EVERY == 0 && changes.changed.bytes() + changes.unknown.bytes() > mostBytes) {
                isWhole = false;
                changes.changed = new SectorSet();
                changes.unknown = new SectorSet();
            }
        }

        /** Whether all was kept that was added; otherwise nothing was. */
        public boolean isWhole() {
            return isWhole;
        }

        /** What was kept, once the audit has ended; no more may be added then. */
        public LayerChanges changes() {
            return changes;
        }
    }

    /** How many sectors of a range the layer owns and changed. */
    public long changed(long firstSector, long sectorCount) {
        return changed.count(firstSector, sectorCount);
    }

    /** How many sectors of a range the layer owns without anybody knowing whether it changed them. */
    public long unknown(long firstSector, long sectorCount) {
        return unknown.count(firstSector, sectorCount);
    }

    /** Whether any sector of a range may not be what it was. */
    public boolean isSuspect(long firstSector, long sectorCount) {
        return changed.intersects(firstSector, sectorCount) || unknown.intersects(firstSector, sectorCount);
    }
}
