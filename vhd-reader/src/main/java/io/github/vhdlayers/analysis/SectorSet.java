package io.github.vhdlayers.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A set of sectors: a bit each where pages of them are mixed, next to nothing where a page is whole or empty. Not thread-safe. */
final class SectorSet {
    private static final int PAGE = 4096;
    private static final int WORD = 64;
    private static final long[] WHOLE = new long[PAGE / WORD];

    static {
        Arrays.fill(WHOLE, -1);
    }

    private final Map<Long, long[]> pages = new HashMap<>();

    void add(long firstSector, long count) {
        long end = firstSector + count;
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

    boolean isEmpty() {
        return pages.isEmpty();
    }

    boolean contains(long sector) {
        long[] bits = pages.get(sector / PAGE);
        int bit = (int) (sector % PAGE);
        return bits != null && (bits[bit / WORD] >>> bit & 1) != 0;
    }

    /** How many sectors of a range are in the set. */
    long count(long firstSector, long count) {
        if (pages.isEmpty()) {
            return 0;
        }
        long end = firstSector + count;
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

    boolean intersects(long firstSector, long count) {
        return count(firstSector, count) > 0;
    }
}
