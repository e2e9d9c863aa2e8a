package io.github.vhdlayers.ownership;

import io.github.vhdlayers.internal.io.CursorIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Objects;

/**
 * Who owns what on a disk: runs that are sorted, disjoint, gap-free and coalesced, found as they are asked for.
 *
 * <p>Two neighbouring runs differ in their kind or owner, or are in different places of the same layer's file.
 *
 * <p>Thread-safe; an iterator is for one thread. An iterator has no way to throw an {@link IOException}, so it throws
 * {@link UncheckedIOException} with that as its cause; {@link #runs(long, long)} gives the same runs with checked exceptions.
 *
 * @since 0.1.0
 */
public final class OwnershipMap implements Iterable<OwnershipRun> {
    private final RunPlan plan;
    private final long firstSector;
    private final long endSector;

    /** The map of a whole disk. */
    OwnershipMap(RunPlan plan) {
        this(plan, 0, plan.sectors());
    }

    private OwnershipMap(RunPlan plan, long firstSector, long endSector) {
        this.plan = plan;
        this.firstSector = firstSector;
        this.endSector = endSector;
    }

    /**
     * The part of this map that is in a window; runs that reach out of it are cut.
     *
     * @param firstSector where the window begins on the disk
     * @param sectorCount how many sectors it has
     * @throws IndexOutOfBoundsException if the window is not in this map
     */
    public OwnershipMap window(long firstSector, long sectorCount) {
        Objects.checkFromIndexSize(firstSector - this.firstSector, sectorCount, endSector - this.firstSector);
        return new OwnershipMap(plan, firstSector, firstSector + sectorCount);
    }

    /** The first sector that the map is about. */
    public long firstSector() {
        return firstSector;
    }

    /** How many sectors the map is about. */
    public long sectorCount() {
        return endSector - firstSector;
    }

    /**
     * The owner of one sector.
     *
     * @throws IndexOutOfBoundsException if this map is not about it
     * @throws IOException if a table or bitmap cannot be read
     */
    public Owner ownerOf(long sector) throws IOException {
        return cursorAt(sector, 1).owner();
    }

    /**
     * The run that begins at a sector: the whole run, or what is left of it from there on.
     *
     * @throws IndexOutOfBoundsException if this map is not about it
     * @throws IOException if a table or bitmap cannot be read
     */
    public OwnershipRun runAt(long sector) throws IOException {
        return cursorAt(sector, endSector - sector).current();
    }

    /** The runs, with checked exceptions. */
    public RunCursor runs() {
        return plan.runs(firstSector, sectorCount());
    }

    /**
     * The runs of a range, with checked exceptions; runs that reach out of it are cut.
     *
     * @param first where the range begins on the disk, in sectors
     * @param count how many sectors it has
     * @throws IndexOutOfBoundsException if the range is not in this map
     */
    public RunCursor runs(long first, long count) {
        Objects.checkFromIndexSize(first - firstSector, count, endSector - firstSector);
        return plan.runs(first, count);
    }

    /** Whether a clear bit in a dynamic disk means that the sector is unwritten. */
    public boolean honoursDynamicBitmaps() {
        return plan.honourDynamicBitmaps();
    }

    /**
     * Throws if blocks of a layer share so many places that the disk is larger than anything its files hold. For those who go
     * through a whole disk.
     *
     * @throws io.github.vhdlayers.diag.LimitException if a layer exceeds {@link io.github.vhdlayers.diag.Limits#maxSharedSectors()}
     * @throws IOException if a table cannot be read
     */
    public void requireFewShared() throws IOException {
        plan.requireFewShared();
    }

    /**
     * Goes through all runs and counts their sectors by owner. Reads every bitmap of the part that the map is about.
     *
     * @throws IOException if a table or bitmap cannot be read
     */
    public SectorCounts summary() throws IOException {
        return SectorCounts.of(runs());
    }

    @Override
    public Iterator<OwnershipRun> iterator() {
        RunCursor cursor = runs();
        return new CursorIterator<>(cursor::next, cursor::current);
    }

    private RunCursor cursorAt(long sector, long count) throws IOException {
        Objects.checkIndex(sector - firstSector, endSector - firstSector);
        RunCursor cursor = plan.runs(sector, count);
        if (!cursor.next()) {
            throw new IllegalStateException("a range of " + count + " sectors has no run");
        }
        return cursor;
    }
}
