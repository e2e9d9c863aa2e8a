package io.github.vhdlayers.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a sector is, in one number: what goes in comes out, for every layer. */
class SectorLocationTest {
    private static final int[] LAYERS = {0, 1, 2, 3, 4, 5, 7, 100, 65_535};

    private static void assertIs(long place, boolean isStored, boolean isZeros, boolean isUnknown) {
        assertEquals(isStored, SectorLocation.isStored(place));
        assertEquals(isZeros, SectorLocation.isZeros(place));
        assertEquals(isUnknown, SectorLocation.isUnknown(place));
    }

    @Test
    void whatGoesInComesOut() {
        Set<Long> places = new HashSet<>();
        places.add(SectorLocation.UNWRITTEN);
        assertIs(SectorLocation.UNWRITTEN, false, false, false);
        for (int layer : LAYERS) {
            for (long offset : new long[] {0, 512, 1L << 55}) {
                long stored = SectorLocation.stored(layer, offset);
                assertIs(stored, true, false, false);
                assertEquals(layer, SectorLocation.layer(stored));
                assertEquals(offset, SectorLocation.fileOffset(stored));
                assertEquals(offset + 3 * 512, SectorLocation.fileOffset(SectorLocation.advance(stored, 3)));
                assertTrue(places.add(stored));
            }
            long zeros = SectorLocation.zeros(layer);
            assertIs(zeros, false, true, false);
            assertEquals(layer, SectorLocation.notStoredLayer(zeros));
            assertEquals(zeros, SectorLocation.advance(zeros, 9));
            assertTrue(places.add(zeros));
            for (UnknownCause cause : UnknownCause.values()) {
                long unknown = SectorLocation.unknown(cause, layer);
                assertIs(unknown, false, false, true);
                assertEquals(layer, SectorLocation.notStoredLayer(unknown));
                assertEquals(cause, SectorLocation.unknownCause(unknown));
                assertTrue(places.add(unknown));
            }
        }
        assertFalse(SectorLocation.isUnknown(SectorLocation.UNWRITTEN));
    }
}
