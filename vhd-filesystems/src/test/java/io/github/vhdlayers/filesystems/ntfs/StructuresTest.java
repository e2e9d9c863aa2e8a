package io.github.vhdlayers.filesystems.ntfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystems.support.Times;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Single structures: boot sectors, fix-ups, runs, times and names. */
class StructuresTest {
    private static byte[] boot(int sector, int perCluster, int record) {
        ByteBuffer boot = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        boot.put(3, "NTFS    ".getBytes(StandardCharsets.US_ASCII));
        boot.putShort(11, (short) sector).put(13, (byte) perCluster);
        boot.putLong(40, 1 << 20).putLong(48, 4).putLong(56, 2);
        boot.put(64, (byte) record).putLong(72, 0x1234);
        return boot.array();
    }

    @Test
    void sizesOfTheBootSector() throws NtfsDamage {
        assertEquals(4096, NtfsGeometry.parse(boot(512, 8, -10)).clusterBytes());
        assertEquals(1024, NtfsGeometry.parse(boot(512, 8, -10)).recordBytes());
        assertEquals(4096, NtfsGeometry.parse(boot(4096, 1, -12)).recordBytes());
        assertEquals(4096, NtfsGeometry.parse(boot(512, 8, 1)).recordBytes());
        assertEquals(2 << 20, NtfsGeometry.parse(boot(512, 0xF4, -10)).clusterBytes());
        assertEquals(64 << 10, NtfsGeometry.parse(boot(512, 0x80, -10)).clusterBytes());
        assertEquals(256, NtfsGeometry.parse(boot(256, 1, -10)).clusterBytes());
        assertEquals((1 << 20) / 8, NtfsGeometry.parse(boot(512, 8, -10)).clusters());
    }

    @Test
    void impossibleSizesAreDamage() {
        for (byte[] boot : new byte[][] {
            boot(513, 8, -10), boot(8192, 8, -10), boot(512, 0, -10), boot(512, 3, -10), boot(512, 0xC0, -10),
            boot(4096, 0xF4, -10), boot(512, 8, 0), boot(512, 8, -31), boot(512, 8, -8), boot(512, 0x80, 127)
        }) {
            assertThrows(NtfsDamage.class, () -> NtfsGeometry.parse(boot));
        }
        byte[] far = boot(512, 8, -10);
        ByteBuffer.wrap(far).order(ByteOrder.LITTLE_ENDIAN).putLong(48, 1 << 20);
        assertThrows(NtfsDamage.class, () -> NtfsGeometry.parse(far));
    }

    @Test
    void fixUpsPutBackWhatBelongsThere() {
        byte[] record = new byte[1024];
        ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(4, (short) 48).putShort(6, (short) 3);
        bytes.putShort(48, (short) 7).putShort(50, (short) 0x1111).putShort(52, (short) 0x2222);
        bytes.putShort(510, (short) 7).putShort(1022, (short) 7);
        byte[] torn = record.clone();
        assertNull(FixUps.apply(record));
        assertEquals(0x1111, bytes.getShort(510));
        assertEquals(0x2222, bytes.getShort(1022));
        torn[1022] = 8;
        byte[] before = torn.clone();
        String wrong = FixUps.apply(torn);
        assertTrue(wrong != null && wrong.contains("512-byte parts 1 "), wrong);
        assertArrayEquals(before, torn);
        torn[6] = 9;
        assertNotNull(FixUps.apply(torn));
    }

    @Test
    void runsAreJoinedHolesAreSparseAndNegativePlacesAreLost() throws NtfsDamage {
        RunList runs = new RunList();
        // 8 clusters from 0x345678 on, 5 more behind them, a hole of 4, 2 clusters 3 before the first ones.
        byte[] pairs = {
            0x31, 8, 0x78, 0x56, 0x34, 0x11, 5, 8, 0x01, 4, 0x11, 2, (byte) 0xF5, 0, 0x11, 1, 1,
        };
        MappingPairs.decode(pairs, 0, pairs.length, 19, runs, 100);
        assertEquals(3, runs.size());
        assertEquals(19, runs.end());
        assertEquals(0x345678, runs.place(0));
        assertEquals(13, runs.length(0));
        assertEquals(RunList.SPARSE, runs.place(1));
        assertEquals(0x345678 + 8 - 11, runs.place(2));
        assertEquals(1, runs.find(16));
        assertEquals(2, runs.find(17));
        assertEquals(-1, runs.find(19));
        byte[] zero = {0x11, 1, 0, 0};
        RunList first = new RunList();
        MappingPairs.decode(zero, 0, zero.length, 1, first, 100);
        assertEquals(0, first.place(0), "cluster 0 is the boot sector's and no hole");
        for (byte[] wrong : new byte[][] {
            {0x11, 1, -1, 0},
            {0x10 | 9, 1, 1},
            {0x11, 0, 5, 0},
            {0x11, 20, 5, 0},
            {0x11, -1, 5, 0},
            {0x31, 1, 1},
            {0x01},
        }) {
            assertThrows(
                    NtfsDamage.class,
                    () -> MappingPairs.decode(wrong, 0, wrong.length, 19, new RunList(), 100),
                    Arrays.toString(wrong));
        }
    }

    @Test
    void anyBytesAsRunsEndInRunsOrInDamage() {
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            RunList runs = new RunList();
            long clusters = random.nextLong() >>> (3 + random.nextInt(60));
            try {
                MappingPairs.decode(bytes, 0, bytes.length, clusters, runs, 20);
            } catch (NtfsDamage e) {
                // That is an answer.
            }
            assertTrue(runs.end() <= clusters && runs.size() <= 21, "seed " + seed);
        }
    }

    @Test
    void timesAreOfAllYearsThatSystemsWrite() {
        assertNull(Times.windows(0));
        assertNull(Times.windows(-1));
        assertEquals("1601-01-01T00:00:00.000000100Z", text(Times.windows(1)));
        assertEquals("1970-01-01T00:00:00Z", text(Times.windows(116_444_736_000_000_000L)));
        assertEquals("2191-10-27T12:26:40Z", text(Times.windows(116_444_736_000_000_000L + 70_000_000_000_000_000L)));
        assertEquals("+30828-09-14T02:48:05.477580700Z", text(Times.windows(Long.MAX_VALUE)));
    }

    private static String text(@Nullable RecordedTime time) {
        return String.valueOf(time);
    }

    @Test
    void namesKeepWhatIsNoTextAndHideWhatAPathCannotHold() {
        byte[] units = {'a', 0, '/', 0, 0, 0, 0, (byte) 0xD8};
        assertEquals("a\uDC2F\uDC00\uD800", Utf16.of(units, 0, 4));
        assertTrue(Utf16.equal(units, 0, 4, "a\uDC2F\uDC00\uD800"));
        assertFalse(Utf16.equal(units, 0, 3, "a\uDC2F\uDC00\uD800"));
        byte[] alone = {'a', 0, 0, (byte) 0xDC, 'b', 0, 0x3D, (byte) 0xD8, 0, (byte) 0xDE};
        String held = Utf16.of(alone, 0, 5);
        assertEquals("a\uDCED\uDCB0\uDC80b\uD83D\uDE00", held);
        assertTrue(Utf16.equal(alone, 0, 5, held));
        assertFalse(Utf16.equal(alone, 0, 5, "a\uDC00b\uD83D\uDE00"));
    }
}
