package io.github.vhdlayers.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as values, and the bounds of a map. */
class OwnershipRunTest {
    private static final OwnershipRun.Stored STORED = new OwnershipRun.Stored(100, 20, 3, 51_200);
    private static final List<OwnershipRun> ALL = List.of(
            STORED,
            new OwnershipRun.Zeroed(100, 20, 4),
            new OwnershipRun.Unwritten(100, 20),
            new OwnershipRun.Unknown(100, 20, UnknownCause.DATA_TRUNCATED, 5));

    @Test
    void aRunContainsItsSectors() {
        for (OwnershipRun run : ALL) {
            assertEquals(120, run.endSector());
            assertFalse(run.contains(99));
            assertTrue(run.contains(100));
            assertTrue(run.contains(119));
            assertFalse(run.contains(120));
        }
    }

    @Test
    void aPartBeginsWhereItIsCut() {
        assertEquals(
                List.of(
                        new OwnershipRun.Stored(105, 2, 3, 51_200 + 5 * 512),
                        new OwnershipRun.Zeroed(105, 2, 4),
                        new OwnershipRun.Unwritten(105, 2),
                        new OwnershipRun.Unknown(105, 2, UnknownCause.DATA_TRUNCATED, 5)),
                ALL.stream().map(run -> run.part(5, 2)).toList());
        assertEquals(100, STORED.fileSector());
        for (OwnershipRun run : ALL) {
            assertTrue(run.continuesIn(run.part(20, 7)));
            assertFalse(run.continuesIn(run.part(21, 7)));
            assertFalse(
                    run.continuesIn(ALL.get((ALL.indexOf(run) + 1) % ALL.size()).part(20, 7)));
        }
        assertFalse(STORED.continuesIn(new OwnershipRun.Stored(120, 7, 3, 51_200)));
    }

    @Test
    void ownersHaveTheirWords() {
        assertEquals(
                List.of("3", "4", "unwritten", "unknown"),
                ALL.stream().map(run -> run.owner().toString()).toList());
        assertThrows(IllegalArgumentException.class, () -> new Owner.Layer(-1));
        assertEquals("0", new Owner.Layer(0).toString());
    }

    @Test
    void damageOfAFileIsACauseInItsLayer() {
        Set<UnknownCause> ofLayer = EnumSet.noneOf(UnknownCause.class);
        for (UnknownCause cause : UnknownCause.values()) {
            if (cause.isOfLayer()) {
                ofLayer.add(cause);
            }
        }
        assertEquals(EnumSet.of(UnknownCause.BLOCK_MISPLACED, UnknownCause.DATA_TRUNCATED), ofLayer);
    }

    @Test
    void aMapRefusesSectorsOutsideOfIt(@TempDir Path folder) throws IOException {
        Path file = DiskImage.dynamic(1 << 20)
                .own(30, 5, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("disk.vhd"));
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            OwnershipMap part = disk.ownership().window(10, 50);
            assertEquals(10, part.firstSector());
            assertEquals(Owner.Unowned.UNWRITTEN, part.ownerOf(10));
            assertEquals(new Owner.Layer(0), part.ownerOf(34));
            assertEquals(Owner.Unowned.UNWRITTEN, part.ownerOf(59));
            assertThrows(IndexOutOfBoundsException.class, () -> part.ownerOf(9));
            assertThrows(IndexOutOfBoundsException.class, () -> part.ownerOf(60));
            assertThrows(IndexOutOfBoundsException.class, () -> part.runs(9, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> part.runs(10, 51));
            assertThrows(IndexOutOfBoundsException.class, () -> part.window(55, 6));
            assertEquals(5, part.window(55, 5).sectorCount());
            MergedSource.Filled filled = disk.filled((byte) 0xFE);
            assertEquals((byte) 0xFE, filled.fill());
            assertEquals(disk.name(), filled.name());
            assertEquals(disk.size(), filled.size());
            assertEquals(disk.size(), filled.disk().size());
            ByteBuffer bytes = ByteBuffer.allocate(512);
            assertEquals(512, filled.read(0, bytes));
        }
    }
}
