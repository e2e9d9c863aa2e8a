package io.github.vhdlayers.ownership;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts sectors by owner: the one place in which they are added up. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class OwnerCounter {
    private final SortedMap<Integer, Long> byLayer = new TreeMap<>();
    private final SortedMap<Integer, Long> zeroed = new TreeMap<>();
    private long unwritten;
    private long unknown;
    private long runs;
    private @Nullable Integer firstDamaged;

    /** A counter at 0. */
    public OwnerCounter() {}

    /**
     * Adds the run that a cursor is at.
     *
     * @param run the cursor
     */
    public void add(RunCursor run) {
        add(run, run.sectorCount());
    }

    /**
     * Adds a part of the run that a cursor is at; it counts as a run.
     *
     * @param run the cursor
     * @param sectors how many sectors the part has
     */
    public void add(RunCursor run, long sectors) {
        if (run.isOwned()) {
            addOwned(run.layer(), sectors, run.isZeroed());
        } else {
            addUnowned(run.readsAsZeros(), sectors);
            addCause(run.unknownCause(), run.unknownLayer());
        }
    }

    /**
     * Adds a part of a run; it counts as a run.
     *
     * @param run the run
     * @param sectors how many sectors the part has
     */
    public void add(OwnershipRun run, long sectors) {
        if (run.owner() instanceof Owner.Layer layer) {
            addOwned(layer.index(), sectors, run instanceof OwnershipRun.Zeroed);
        } else {
            addUnowned(run.owner() == Owner.Unowned.UNWRITTEN, sectors);
            if (run instanceof OwnershipRun.Unknown unknownRun) {
                addCause(unknownRun.cause(), unknownRun.layer());
            }
        }
    }

    /**
     * Adds what another counter counted.
     *
     * @param more the other
     */
    public void add(OwnerCounter more) {
        more.byLayer.forEach((layer, sectors) -> byLayer.merge(layer, sectors, Long::sum));
        more.zeroed.forEach((layer, sectors) -> zeroed.merge(layer, sectors, Long::sum));
        unwritten += more.unwritten;
        unknown += more.unknown;
        runs += more.runs;
        if (more.firstDamaged != null) {
            addDamaged(more.firstDamaged);
        }
    }

    private void addOwned(int layer, long sectors, boolean isZeroed) {
        runs++;
        byLayer.merge(layer, sectors, Long::sum);
        if (isZeroed) {
            zeroed.merge(layer, sectors, Long::sum);
        }
    }

    private void addUnowned(boolean isUnwritten, long sectors) {
        runs++;
        if (isUnwritten) {
            unwritten += sectors;
        } else {
            unknown += sectors;
        }
    }

    /** Only where a layer's own file is damaged is the owner unknown: it may be that layer or an older one. */
    private void addCause(@Nullable UnknownCause cause, int layer) {
        if (cause == UnknownCause.BLOCK_MISPLACED || cause == UnknownCause.DATA_TRUNCATED) {
            addDamaged(layer);
        }
    }

    private void addDamaged(int layer) {
        firstDamaged = firstDamaged == null ? layer : Math.min(firstDamaged, layer);
    }

    /** What was counted so far. */
    public SectorCounts counts() {
        return new SectorCounts(byLayer, zeroed, unwritten, unknown, runs, firstDamaged);
    }
}
