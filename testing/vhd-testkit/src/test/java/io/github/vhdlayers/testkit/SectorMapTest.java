package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectorMapTest {
    private static final int SECTORS = 64;
    private static final SectorContent[] CONTENTS = {
        SectorContent.pattern(1), SectorContent.pattern(2), SectorContent.zeros()
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void remembersWhatAnArrayWould(long seed) {
        SplitMix random = new SplitMix(seed);
        SectorMap map = new SectorMap();
        int[] array = new int[SECTORS];
        for (int step = 0; step < 200; step++) {
            int start = random.below(SECTORS);
            int end = start + 1 + random.below(SECTORS - start);
            int choice = random.below(CONTENTS.length + 1);
            if (choice == 0) {
                map.remove(start, end);
            } else {
                map.put(start, end, CONTENTS[choice - 1]);
            }
            for (int sector = start; sector < end; sector++) {
                array[sector] = choice;
            }
            assertSame(array, map, "seed " + seed + ", step " + step);
            assertSame(array, map.copy(), "copy, seed " + seed + ", step " + step);
        }
    }

    private static void assertSame(int[] array, SectorMap map, String when) {
        for (int sector = 0; sector < SECTORS; sector++) {
            assertEquals(array[sector] != 0, map.contains(sector), when + ", sector " + sector);
            if (array[sector] != 0) {
                SectorContent content = map.content(map.firstEndingAfter(sector));
                assertEquals(CONTENTS[array[sector] - 1], content, when + ", sector " + sector);
            }
        }
        for (int piece = 0; piece < map.pieces(); piece++) {
            assertTrue(map.start(piece) < map.end(piece), when + ": an empty piece");
            assertTrue(piece == 0 || map.end(piece - 1) <= map.start(piece), when + ": pieces out of order");
        }
    }
}
