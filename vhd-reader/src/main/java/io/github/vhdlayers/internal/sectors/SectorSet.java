package io.github.vhdlayers.internal.sectors;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A set of sectors: two sorted arrays of where its runs begin and end while it has few of them, and from then on a bit each where pages
 * are mixed, and next to nothing where a page is whole or empty. Not thread-safe.
 */
public final class SectorSet {
    private static final int PAGE = 4096;
    private static final int WORD = 64;
    private static final long[] WHOLE = new long[PAGE / WORD];
    private static final long PAGE_BYTES = 600;
    private static final long RUN_BYTES = 16;
    /** In the arrays a run takes 16 bytes, in pages at most 600. */
    private static final int MOST_RUNS = 1 << 20;

    static {
        Arrays.fill(WHOLE, -1);
    }

    private final int mostRuns;
    private final Map<Long, long[]> pages = new HashMap<>();
    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int runs;
    private boolean paged;

    /** An empty set. */
    public SectorSet() {
        this(MOST_RUNS);
    }

    /**
     * An empty set.
     *
     * @param mostRuns how many runs are kept as such; a set with more is kept in pages
     */
    SectorSet(int mostRuns) {
        this.mostRuns = mostRuns;
    }

    /**
     * Adds a run of sectors.
     *
     * @param firstSector the first
     * @param count how many there are; none are added if it is 0 or less
     */
    public void add(long firstSector, long count) {
        if (count <= 0) {
            return;
        }
        if (!paged && !addRun(firstSector, firstSector + count)) {
            for (int i = 0; i < runs; i++) {
                addToPages(starts[i], ends[i]);
            }
            paged = true;
            starts = new long[0];
            ends = new long[0];
            runs = 0;
        }
        if (paged) {
            addToPages(firstSector, firstSector + count);
        }
    }

    /** Adds a run to the arrays and joins it with those that it touches; false if there are too many. */
    private boolean addRun(long first, long end) {
        int from = runs == 0 || ends[runs - 1] < first ? runs : firstEndingFrom(first);
        int to = from;
        long low = first;
        long high = end;
        while (to < runs && starts[to] <= end) {
            low = Math.min(low, starts[to]);
            high = Math.max(high, ends[to]);
            to++;
        }
        int removed = to - from;
        if (runs - removed + 1 > mostRuns) {
            return false;
        }
        if (removed == 0 && runs == starts.length) {
            starts = Arrays.copyOf(starts, runs * 2);
            ends = Arrays.copyOf(ends, runs * 2);
        }
        System.arraycopy(starts, to, starts, from + 1, runs - to);
        System.arraycopy(ends, to, ends, from + 1, runs - to);
        starts[from] = low;
        ends[from] = high;
        runs += 1 - removed;
        return true;
    }

    /** The first run that ends at a sector or behind it. */
    private int firstEndingFrom(long sector) {
        int found = Arrays.binarySearch(ends, 0, runs, sector);
        return found >= 0 ? found : -found - 1;
    }

    private void addToPages(long firstSector, long end) {
        for (long at = firstSector; at < end; ) {
            long page = at / PAGE;
            long pageEnd = Math.min(end, (page + 1) * PAGE);
            if (pageEnd - at == PAGE) {
                pages.put(page, WHOLE);
            } else {
                long[] bits = pages.computeIfAbsent(page, number -> new long[PAGE / WORD]);
                if (bits != WHOLE) {
                    for (int bit = (int) (at % PAGE); at < pageEnd; at++, bit++) {
                        bits[bit / WORD] |= 1L << bit;
                    }
                }
            }
            at = pageEnd;
        }
    }

    /** How much memory the set takes, in bytes and about. */
    public long bytes() {
        return paged ? pages.size() * PAGE_BYTES : starts.length * RUN_BYTES;
    }

    /** Whether the set has no sector. */
    public boolean isEmpty() {
        return runs == 0 && pages.isEmpty();
    }

    /**
     * Whether a sector is in the set.
     *
     * @param sector the sector
     */
    public boolean contains(long sector) {
        return count(sector, 1) > 0;
    }

    /**
     * How many sectors of a range are in the set.
     *
     * @param firstSector the first sector of the range
     * @param count how many sectors the range has
     */
    public long count(long firstSector, long count) {
        if (isEmpty()) {
            return 0;
        }
        long end = firstSector + count;
        return paged ? countInPages(firstSector, end) : countInRuns(firstSector, end);
    }

    private long countInRuns(long first, long end) {
        long found = 0;
        for (int i = firstEndingFrom(first); i < runs && starts[i] < end; i++) {
            found += Math.max(0, Math.min(end, ends[i]) - Math.max(first, starts[i]));
        }
        return found;
    }

    private long countInPages(long firstSector, long end) {
        long found = 0;
        for (long at = firstSector; at < end; ) {
            long page = at / PAGE;
            long pageEnd = Math.min(end, (page + 1) * PAGE);
            long[] bits = pages.get(page);
            if (bits == WHOLE) {
                found += pageEnd - at;
            } else if (bits != null) {
                for (int bit = (int) (at % PAGE); at < pageEnd; at++, bit++) {
                    found += bits[bit / WORD] >>> bit & 1;
                }
            }
            at = pageEnd;
        }
        return found;
    }

    /**
     * Whether any sector of a range is in the set.
     *
     * @param firstSector the first sector of the range
     * @param count how many sectors the range has
     */
    public boolean intersects(long firstSector, long count) {
        return count(firstSector, count) > 0;
    }
}
