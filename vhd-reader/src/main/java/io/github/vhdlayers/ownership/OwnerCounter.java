package io.github.vhdlayers.ownership;

import java.util.SortedMap;
import java.util.TreeMap;

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

    /** What was counted so far. */
    public SectorCounts counts() {
        return new SectorCounts(byLayer, zeroed, unwritten, unknown, runs);
    }
}
