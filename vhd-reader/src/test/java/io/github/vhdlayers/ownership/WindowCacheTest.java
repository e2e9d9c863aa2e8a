package io.github.vhdlayers.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Windows that are kept, within a bound. */
class WindowCacheTest {
    private static Window window(long index, int runs) {
        Window.Builder builder = new Window.Builder(index, Window.SECTORS);
        for (int run = 0; run < runs; run++) {
            builder.add(2 * run, 2 * run + 1, SectorLocation.stored(0, 512L * 8 * run));
        }
        return builder.build();
    }

    @Test
    void aWindowIsFoundUntilAnotherTakesItsPlace() {
        WindowCache cache = new WindowCache();
        assertNull(cache.get(5));
        Window window = window(5, 1);
        cache.put(window);
        assertSame(window, cache.get(5));
        assertNull(cache.get(5 + 4096));
        Window other = window(5 + 4096, 1);
        cache.put(other);
        assertSame(other, cache.get(5 + 4096));
        assertNull(cache.get(5));
    }

    @Test
    void moreThanTheBoundIsNotKept() {
        WindowCache cache = new WindowCache();
        int runs = 2000;
        Window first = window(0, runs);
        assertEquals(64 + 12 * first.runCount(), first.weight());
        long most = (12L << 20) / first.weight();
        assertTrue(most < 4000, "all fit");
        for (long index = 0; index < most; index++) {
            cache.put(window(index, runs));
        }
        for (long index = 0; index < most; index++) {
            assertEquals(index, cache.get(index) == null ? -1 : index, "still there");
        }
        cache.put(window(most, runs));
        assertNull(cache.get(0));
        assertEquals(1, cache.get(1) == null ? -1 : 1);
        for (long index = most + 1; index < most + 100; index++) {
            cache.put(window(index, runs));
        }
        long kept = 0;
        for (long index = 0; index < most + 100; index++) {
            kept += cache.get(index) == null ? 0 : 1;
        }
        assertEquals(most, kept);
    }
}
