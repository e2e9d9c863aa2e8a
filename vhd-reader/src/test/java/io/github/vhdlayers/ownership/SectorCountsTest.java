package io.github.vhdlayers.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.DiskImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sectors by owner, counted in parts that are put together. */
class SectorCountsTest {
    private static SectorCounts.Counter counter() {
        return new SectorCounts.Counter();
    }

    @Test
    void partsAddUp() {
        SectorCounts.Counter one = counter();
        one.add(new OwnershipRun.Stored(0, 10, 2, 4096), 10);
        one.add(new OwnershipRun.Unwritten(10, 20), 20);
        SectorCounts.Counter other = counter();
        other.add(new OwnershipRun.Zeroed(30, 5, 5), 5);
        other.add(new OwnershipRun.Stored(35, 7, 2, 8192), 6);
        other.add(new OwnershipRun.Unwritten(42, 3), 3);
        other.add(new OwnershipRun.Unknown(45, 4, OwnershipRun.UnknownCause.MISSING_PARENT, 6), 4);
        one.add(other);
        SectorCounts all = one.counts();
        assertEquals(Map.of(2, 16L, 5, 5L), all.sectorsByLayer());
        assertEquals(Map.of(5, 5L), all.zeroedByLayer());
        assertEquals(16, all.sectorsOf(2));
        assertEquals(5, all.sectorsOf(5));
        assertEquals(0, all.zeroedOf(2));
        assertEquals(5, all.zeroedOf(5));
        assertEquals(23, all.unwrittenSectors());
        assertEquals(4, all.unknownSectors());
        assertEquals(23, all.knownUnwrittenSectors());
        assertEquals(0, counter().counts().knownUnwrittenSectors());
        assertEquals(6, all.runCount());
        assertTrue(all.isKnown(2));
    }

    @Test
    void belowADamagedLayerNoCountIsKnown() {
        SectorCounts.Counter part = counter();
        part.add(new OwnershipRun.Unknown(0, 4, OwnershipRun.UnknownCause.DATA_TRUNCATED, 3), 4);
        SectorCounts.Counter whole = counter();
        whole.add(new OwnershipRun.Unknown(9, 1, OwnershipRun.UnknownCause.BLOCK_MISPLACED, 5), 1);
        whole.add(part);
        SectorCounts counts = whole.counts();
        assertTrue(counts.isKnown(2));
        assertFalse(counts.isKnown(3));
        assertFalse(counts.isKnown(5));
        assertNull(counts.knownSectorsOf(3));
        assertNull(counts.knownUnwrittenSectors());
    }

    @Test
    void aRunOfADamagedFileMakesItsLayerUnknown(@TempDir Path folder) throws IOException {
        byte[] whole = DiskImage.fixed(1 << 20).build().toBytes();
        byte[] cut = Arrays.copyOf(whole, 4096 + 512);
        System.arraycopy(whole, whole.length - 512, cut, 4096, 512);
        try (VirtualDisk disk = VirtualDisk.open(Files.write(folder.resolve("cut.vhd"), cut))) {
            SectorCounts counts = SectorCounts.of(disk.ownership().runs());
            assertEquals(8, counts.sectorsOf(0));
            assertEquals(2048 - 8, counts.unknownSectors());
            assertFalse(counts.isKnown(0));
        }
    }
}
