package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The owners of a range of sectors, added up by the columns of a picture. As large as the picture, whatever the size of the disk; a
 * column that stands for several sectors may have several owners, and knows how many sectors each has.
 */
public final class Strip {
    private static final int REPORT_EVERY_RUNS = 1 << 12;

    private final long first;
    private final long count;
    private final int layers;
    private final long[][] sectors;
    private final SectorCounts.Counter counter = new SectorCounts.Counter();
    private long firstWritten = Long.MAX_VALUE;
    private long endWritten = Long.MIN_VALUE;

    /**
     * A strip that nothing was added to yet.
     *
     * @param first the first sector
     * @param count how many sectors there are; of none there is no column
     * @param columns how many columns are wanted; there are never more than sectors
     * @param layers how many layers the chain has
     */
    public Strip(long first, long count, int columns, int layers) {
        this.first = first;
        this.count = count;
        this.layers = layers;
        this.sectors = new long[(int) Math.min(columns, count)][layers + 2];
    }

    /** Fills strips of a disk in one walk over its runs, and says how many there are. */
    public static long fill(List<Strip> strips, MergedSource disk, LongConsumer sectorsDone) throws IOException {
        RunCursor runs = disk.ownership().runs();
        long n = 0;
        for (; runs.next(); n++) {
            for (Strip strip : strips) {
                strip.add(runs);
            }
            if (n % REPORT_EVERY_RUNS == 0) {
                sectorsDone.accept(runs.firstSector());
            }
        }
        return n;
    }

    /** How many owners there may be: every layer, unwritten, and unknown. */
    public int owners() {
        return layers + 2;
    }

    /** The number that stands for unwritten; those below are layers. */
    public int unwritten() {
        return layers;
    }

    /** The number that stands for what is not known. */
    public int unknown() {
        return layers + 1;
    }

    public int columns() {
        return sectors.length;
    }

    public long firstSector() {
        return first;
    }

    public long sectorCount() {
        return count;
    }

    /** The first sector of a column; of the column behind the last, the end. */
    public long startOf(int column) {
        // Not count * column, which a disk that claims to be huge would make overflow.
        long whole = count / columns();
        long rest = count % columns();
        return first + whole * column + rest * column / columns();
    }

    /** How many sectors a column stands for. */
    public long width(int column) {
        return startOf(column + 1) - startOf(column);
    }

    /** How many sectors of a column an owner has. */
    public long sectors(int column, int owner) {
        return sectors[column][owner];
    }

    /** How many sectors an owner has in all columns. */
    public long sectorsOf(int owner) {
        long sum = 0;
        for (long[] column : sectors) {
            sum += column[owner];
        }
        return sum;
    }

    /** How many sectors of the range each owner has, of what a disk's runs were filled in. */
    SectorCounts counts() {
        return counter.counts();
    }

    /** Whether a column has more than one owner. */
    boolean isMixed(int column) {
        int present = 0;
        for (long some : sectors[column]) {
            present += some > 0 ? 1 : 0;
        }
        return present > 1;
    }

    public int mixedColumns() {
        int mixed = 0;
        for (int column = 0; column < columns(); column++) {
            mixed += isMixed(column) ? 1 : 0;
        }
        return mixed;
    }

    /** A strip of the part that has all that was ever written or is unknown; null if that is nothing. */
    public @Nullable Strip written(int columns) {
        return firstWritten < endWritten ? new Strip(firstWritten, endWritten - firstWritten, columns, layers) : null;
    }

    private int owner(RunCursor runs) {
        return runs.isOwned() ? runs.layer() : runs.owner() == Owner.Unowned.UNWRITTEN ? unwritten() : unknown();
    }

    /** Adds the run that a cursor is at, of which only what is in the strip counts. */
    private void add(RunCursor run) {
        long sectorCount =
                Math.min(run.firstSector() + run.sectorCount(), first + count) - Math.max(run.firstSector(), first);
        if (sectorCount > 0) {
            counter.add(run, sectorCount);
            add(run.firstSector(), run.sectorCount(), owner(run));
        }
    }

    /** Draws a run, of which only what is in the strip counts. */
    void add(long firstSector, long sectorCount, int owner) {
        long at = Math.max(firstSector, first);
        long end = Math.min(firstSector + sectorCount, first + count);
        if (at >= end) {
            return;
        }
        if (owner != unwritten()) {
            firstWritten = Math.min(firstWritten, at);
            endWritten = Math.max(endWritten, end);
        }
        for (int column = columnOf(at); at < end; column++) {
            long columnEnd = Math.min(end, startOf(column + 1));
            sectors[column][owner] += columnEnd - at;
            at = columnEnd;
        }
    }

    private int columnOf(long sector) {
        int column = (int) Math.min(columns() - 1, (double) (sector - first) / count * columns());
        while (startOf(column) > sector) {
            column--;
        }
        while (startOf(column + 1) <= sector) {
            column++;
        }
        return column;
    }
}
