package io.github.vhdlayers.internal.sectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
