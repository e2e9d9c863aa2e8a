package io.github.vhdlayers.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sectors are read where they are on the disk, and one that is unknown is an answer and no failure. */
class DiskSectorsTest {
    private final byte[] bytes = new byte[10 * 512 + 100];

    private DiskSectors sectors() throws IOException {
        return new DiskSectors(RandomAccessSources.ofBytes("disk", bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, true",
        "0, 11, false",
        "9, 1, true",
        "9, 2, false",
        "10, 0, true",
        "10, 1, false",
        "11, 0, false",
        "0, 0, true",
        "-1, 1, false",
        "1, -1, false",
        "9223372036854775807, 1, false",
        "1, 9223372036854775807, false"
    })
    void areThoseThatAreWhole(long first, long count, boolean areThere) throws IOException {
        assertEquals(10, sectors().count());
        assertEquals(areThere, sectors().has(first, count));
        if (!areThere) {
            IndexOutOfBoundsException none = assertThrows(
                    IndexOutOfBoundsException.class, () -> sectors().read(first, (int) Math.min(count, 99)));
            assertEquals("sectors " + first + " + " + Math.min(count, 99) + " of 10", none.getMessage());
        }
    }

    @Test
    void areReadAsTheyAre() throws IOException {
        bytes[4 * 512] = 1;
        bytes[6 * 512 - 1] = 2;
        ByteBuffer two = sectors().read(4, 2);
        assertNotNull(two);
        assertEquals(1024, two.remaining());
        assertEquals(1, two.get(0));
        assertEquals(2, two.get(1023));
    }

    @Test
    void unknownOnesHaveACause() throws IOException {
        RandomAccessSource whole = RandomAccessSources.ofBytes("disk", bytes);
        RandomAccessSource orphan = new RandomAccessSource() {
            @Override
            public String name() {
                return whole.name();
            }

            @Override
            public long size() throws IOException {
                return whole.size();
            }

            @Override
            public int read(long position, ByteBuffer target) throws IOException {
                if (position < 512) {
                    throw new ParentException(
                            Problem.of(ErrorCode.SECTORS_UNKNOWN, name(), "data", "sector 0 is unknown"));
                }
                return whole.read(position, target);
            }

            @Override
            public void close() throws IOException {
                whole.close();
            }
        };
        DiskSectors sectors = new DiskSectors(orphan);
        assertSame(orphan, sectors.source());
        assertNotNull(sectors.read(1, 9));
        assertEquals("", sectors.failure());
        assertNull(sectors.read(0, 2));
        assertEquals("sectors unknown: data: sector 0 is unknown", sectors.failure());
    }
}
