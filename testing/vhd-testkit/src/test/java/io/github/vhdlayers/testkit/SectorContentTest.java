package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SectorContentTest {
    @Test
    void patternBeginsWithSeedAndSector() {
        ByteBuffer bytes = ByteBuffer.wrap(sector(SectorContent.pattern(0x1122_3344_5566_7788L), 99));
        assertEquals(0x1122_3344_5566_7788L, bytes.getLong());
        assertEquals(99, bytes.getLong());
    }

    @Test
    void patternDiffersInEverySectorAndForEverySeed() {
        Set<ByteBuffer> tails = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (long sector = 0; sector < 100; sector++) {
                // Also behind the seed and the number, so that a read from the middle of a sector tells them apart.
                ByteBuffer tail = ByteBuffer.wrap(sector(SectorContent.pattern(seed), sector), 16, 16);
                assertTrue(tails.add(tail), "seed " + seed + ", sector " + sector);
            }
        }
    }

    @Test
    void patternIsNeverZero() {
        for (long sector : new long[] {0, 1, 0xFFFF_FFFFL, Long.MAX_VALUE}) {
            ByteBuffer words = ByteBuffer.wrap(sector(SectorContent.pattern(0), sector), 16, 496);
            while (words.hasRemaining()) {
                assertFalse(words.getLong() == 0, "sector " + sector);
            }
        }
    }

    @Test
    void fillsOnlyItsSector() {
        byte[] bytes = new byte[3 * 512];
        SectorContent.pattern(5).fill(1, bytes, 512);
        assertArrayEquals(new byte[512], Arrays.copyOfRange(bytes, 0, 512));
        assertArrayEquals(new byte[512], Arrays.copyOfRange(bytes, 1024, 1536));
    }

    @Test
    void zerosOverwriteWhatWasThere() {
        byte[] bytes = sector(SectorContent.pattern(1), 1);
        SectorContent.zeros().fill(1, bytes, 0);
        assertArrayEquals(new byte[512], bytes);
    }

    @Test
    void bytesAreCutIntoSectorsAndEndInZeros() {
        byte[] disk = new byte[700];
        disk[0] = 1;
        disk[511] = 2;
        disk[512] = 3;
        disk[699] = 4;
        SectorContent content = SectorContent.bytes(disk, 10);
        disk[0] = 99;
        assertEquals(1, sector(content, 10)[0]);
        assertEquals(2, sector(content, 10)[511]);
        assertEquals(3, sector(content, 11)[0]);
        assertEquals(4, sector(content, 11)[699 - 512]);
        assertArrayEquals(new byte[512], sector(content, 12));
        assertArrayEquals(new byte[512], sector(content, 9));
    }

    private static byte[] sector(SectorContent content, long sector) {
        byte[] bytes = new byte[512];
        Arrays.fill(bytes, (byte) 0x77);
        content.fill(sector, bytes, 0);
        return bytes;
    }
}
