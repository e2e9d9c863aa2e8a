package io.github.vhdlayers.ownership;

import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the runs of a range one by one. For one thread.
 *
 * <pre>{@code
 * RunCursor runs = disk.ownership().runs(0, disk.sectors());
 * while (runs.next()) {
 *     System.out.println(runs.firstSector() + " " + runs.owner());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RunCursor {
    /** After so many runs it is worth a look whether the disk has more of them than its files can hold. */
    private static final long MANY = 1 << 20;

    private final RunPlan plan;
    private final long limit;
    private long first;
    private long end;
    private long place;
    private long runs;

    RunCursor(RunPlan plan, long first, long limit) {
        this.plan = plan;
        this.first = first;
        this.end = first;
        this.limit = limit;
    }

    /**
     * Goes to the next run.
     *
     * @return false if there is none
     * @throws ClosedByInterruptException if the thread was interrupted; it stays so, and the disk stays open
     * @throws io.github.vhdlayers.diag.LimitException if there are more than a million runs and blocks share their places, see
     *     {@link io.github.vhdlayers.diag.Limits#maxSharedSectors()}
     * @throws IOException if a table or bitmap cannot be read
     */
    public boolean next() throws IOException {
        requireNotInterrupted();
        if (end >= limit) {
            return false;
        }
        if (++runs == MANY) {
            plan.requireFewShared();
        }
        first = end;
        long index = first >> Window.BITS;
        Window window = plan.window(index);
        int sector = (int) first & Window.SECTORS - 1;
        int run = window.runAt(sector);
        place = SectorLocation.advance(window.place(run), sector - window.start(run));
        end = index * Window.SECTORS + window.end(run);
        while (end < limit && run == window.runCount() - 1) {
            requireNotInterrupted();
            // The run reaches the window's end, so it may go on in the next.
            window = plan.window(++index);
            run = 0;
            if (window.place(run) != SectorLocation.advance(place, end - first)) {
                break;
            }
            long start = end;
            end = index * Window.SECTORS + window.end(run);
            if (window.runCount() == 1) {
                index = leap(start) / Window.SECTORS - 1;
            }
        }
        end = Math.min(end, limit);
        return true;
    }

    /** A map may have billions of runs, of which none needs the file: nothing else would notice. */
    private static void requireNotInterrupted() throws ClosedByInterruptException {
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
    }

    /** Leaps over the windows that go on as the one from {@code start} to {@code end}, because no layer lists a block there. */
    private long leap(long start) throws IOException {
        long change = plan.nextChange(start, limit);
        if (change >= limit) {
            end = Math.max(end, limit);
        } else if (change > end) {
            end = change / Window.SECTORS * Window.SECTORS;
        }
        return end;
    }

    /** The run's first sector. */
    public long firstSector() {
        return first;
    }

    /** How many sectors the run has. */
    public long sectorCount() {
        return end - first;
    }

    /** Whether a layer's file stores the run's bytes. */
    public boolean isStored() {
        return SectorLocation.isStored(place);
    }

    /** Whether a layer owns the run and says that it is zeros, without storing them: {@link OwnershipRun.Zeroed}. */
    public boolean isZeroed() {
        return SectorLocation.isZeros(place);
    }

    /** Whether a layer owns the run: it stores the bytes, or says that they are zeros. */
    public boolean isOwned() {
        return SectorLocation.isStored(place) || SectorLocation.isZeros(place);
    }

    /** Whether the run reads as zeros without any file being read: no layer stores it, or a layer says that it is zeros. */
    public boolean readsAsZeros() {
        return place == SectorLocation.UNWRITTEN || SectorLocation.isZeros(place);
    }

    /** Which layer owns the run. */
    public Owner owner() {
        if (isOwned()) {
            return new Owner.Layer(layer());
        }
        return place == SectorLocation.UNWRITTEN ? Owner.Unowned.UNWRITTEN : Owner.Unowned.UNKNOWN;
    }

    /** The number of the layer that owns the run, or -1 if none does. */
    public int layer() {
        if (SectorLocation.isStored(place)) {
            return SectorLocation.layer(place);
        }
        return SectorLocation.isZeros(place) ? SectorLocation.notStoredLayer(place) : -1;
    }

    /** Where the run's first byte is in the layer's file, or -1 if no file stores it. */
    public long fileOffset() {
        return SectorLocation.isStored(place) ? SectorLocation.fileOffset(place) : -1;
    }

    /** Why the content of the run is unknown, or null unless its owner is. */
    public @Nullable UnknownCause unknownCause() {
        return SectorLocation.isUnknown(place) ? SectorLocation.unknownCause(place) : null;
    }

    /** The number of the layer because of which it is not known what the run is, or -1 unless its owner is unknown. */
    public int unknownLayer() {
        return SectorLocation.isUnknown(place) ? SectorLocation.notStoredLayer(place) : -1;
    }

    /** The run as a value that stays as it is when the cursor goes on. */
    public OwnershipRun current() {
        if (SectorLocation.isStored(place)) {
            return new OwnershipRun.Stored(
                    first, sectorCount(), SectorLocation.layer(place), SectorLocation.fileOffset(place));
        }
        if (place == SectorLocation.UNWRITTEN) {
            return new OwnershipRun.Unwritten(first, sectorCount());
        }
        return SectorLocation.isZeros(place)
                ? new OwnershipRun.Zeroed(first, sectorCount(), SectorLocation.notStoredLayer(place))
                : new OwnershipRun.Unknown(
                        first, sectorCount(), SectorLocation.unknownCause(place), SectorLocation.notStoredLayer(place));
    }

    long place() {
        return place;
    }
}
