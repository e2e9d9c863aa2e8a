package io.github.vhdlayers.tool.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.TestDisks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The columns of a picture, against the testkit's owners. */
class StripTest {
    @TempDir
    Path folder;

    @Test
    void everyColumnCountsItsOwnersAsTheOracleDoes() throws Exception {
        TestChain chain = TestDisks.chain();
        Path leaf = TestDisks.writeChain(folder);
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            for (int columns : List.of(1, 7, 100, 4095, 4096, 10_000)) {
                Strip strip = new Strip(0, disk.sectors(), columns, 3);
                Strip part = new Strip(3, 777, columns, 3);
                Strip.fill(List.of(strip, part), disk, done -> {});
                requireOwners(chain, strip);
                requireOwners(chain, part);
            }
        }
    }

    private static void requireOwners(TestChain chain, Strip strip) {
        assertTrue(strip.columns() <= strip.sectorCount());
        long at = strip.firstSector();
        for (int column = 0; column < strip.columns(); column++) {
            assertEquals(at, strip.startOf(column));
            long[] expected = new long[strip.owners()];
            for (long end = at + strip.width(column); at < end; at++) {
                int owner = chain.owner(at);
                expected[owner == TestChain.UNWRITTEN ? strip.unwritten() : owner]++;
            }
            for (int owner = 0; owner < expected.length; owner++) {
                assertEquals(expected[owner], strip.sectors(column, owner), "column " + column + " owner " + owner);
            }
        }
        assertEquals(strip.firstSector() + strip.sectorCount(), at);
    }

    @Test
    void hugeDisksDoNotOverflow() {
        long sectors = Long.MAX_VALUE / 512;
        Strip strip = new Strip(0, sectors, 800, 1);
        strip.add(0, sectors, strip.unwritten());
        strip.add(sectors - 1, 1, 0);
        assertEquals(1, strip.sectors(799, 0));
        assertEquals(sectors, strip.sectorsOf(strip.unwritten()));
        assertEquals(sectors, strip.startOf(800));
    }

    @Test
    void knowsThePartThatWasWritten() {
        Strip strip = new Strip(100, 1000, 10, 2);
        assertNull(strip.written(10));
        strip.add(0, 200, strip.unwritten());
        strip.add(200, 10, 1);
        strip.add(300, 10, strip.unknown());
        Strip written = strip.written(10);
        assertEquals(200, written == null ? -1 : written.firstSector());
        assertEquals(110, written == null ? -1 : written.sectorCount());
    }
}
