package io.github.vhdlayers.internal.sectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A set of sectors says what a set of bits says, whether it holds runs or pages. */
class SectorSetTest {
    @Test
    void agreesWithBitsInEveryForm() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            SectorSet set = new SectorSet(1 + random.nextInt(40));
            BitSet truth = new BitSet();
            boolean sorted = random.nextBoolean();
            int at = 0;
            for (int i = 0; i < 30; i++) {
                int first = sorted ? at + random.nextInt(900) : random.nextInt(20_000);
                int count = random.nextInt(random.nextBoolean() ? 9 : 9000);
                set.add(first, count);
                truth.set(first, first + count);
                at = first + count;
                int from = random.nextInt(22_000);
                int length = random.nextInt(9000);
                String what = "seed " + seed + ", step " + i;
                assertEquals(truth.get(from, from + length).cardinality(), set.count(from, length), what);
                assertEquals(truth.get(from), set.contains(from), what);
                assertEquals(truth.isEmpty(), set.isEmpty(), what);
            }
        }
    }

    @Test
    void whatEndsWhereARangeBeginsIsNotInIt() {
        SectorSet set = new SectorSet();
        set.add(3, 2);
        set.add(9, 0);
        set.add(9, -1);
        assertEquals(0, set.count(5, 10));
        assertFalse(set.contains(5));
        assertTrue(set.contains(4));
        assertFalse(set.intersects(0, 3));
        assertTrue(set.intersects(0, 4));
        assertTrue(set.intersects(4, 9));
        assertFalse(set.intersects(5, 9));
    }

    /** As many runs as are allowed take a few bytes each; one more, and each page that has some takes its bits. */
    @Test
    void runsThatTouchAreOne() {
        SectorSet set = new SectorSet(3);
        for (int page : new int[] {5, 1, 3}) {
            set.add(page * 4096L + 100, 10);
        }
        assertTrue(set.bytes() < 512, set.bytes() + " bytes");
        // What touches or covers runs becomes one with them.
        set.add(5 * 4096 + 110, 5);
        set.add(4096 + 110, 5);
        set.add(4096 + 90, 10);
        set.add(3 * 4096 + 95, 30);
        assertTrue(set.bytes() < 512, set.bytes() + " bytes");
        assertEquals(25, set.count(4096, 4096));
        set.add(3 * 4096 + 50, 2 * 4096 + 60);
        set.add(7 * 4096, 1);
        assertTrue(set.bytes() < 512, set.bytes() + " bytes");
        assertEquals(25 + 2 * 4096 + 65 + 1, set.count(0, 1 << 20));
        set.add(9 * 4096, 1);
        assertTrue(set.bytes() >= 6 * 512, set.bytes() + " bytes");
        assertEquals(25 + 2 * 4096 + 65 + 2, set.count(0, 1 << 20));
    }

    @Test
    void manyRunsTakeSixteenBytesEach() {
        SectorSet set = new SectorSet();
        for (int i = 0; i < 10_000; i++) {
            set.add(10L * i, 3);
        }
        assertEquals(30_000, set.count(0, 100_000));
        assertTrue(set.bytes() >= 160_000 && set.bytes() <= 320_000, set.bytes() + " bytes");
    }
}
