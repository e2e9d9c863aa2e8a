package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whether a search in a VHDX's block table finds what a walk over all of its entries finds, however much of it is skipped. */
class VhdxTableTest {
    private static final long MIB = 1 << 20;
    /** A table is looked at in pieces of this many entries where it may be empty, and in pages of 1024 otherwise. */
    private static final int BULK = 65536;

    private static final int OFFSET = 512;
    private static final int ZERO = 2;
    private static final int TRIMMED = 3;
    private static final int FULL = 6;
    private static final int PARTIAL = 7;

    @Test
    void returnsEntriesOfBlocksAndOfBitmaps() throws IOException {
        long[] entries = new long[2 * BULK];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = MIB * i | FULL;
        }
        VhdxTable table = table(entries, 100_000, 128, entries.length, 0);
        assertEquals(128, table.chunkRatio());
        assertEquals(entries.length, table.readableEntries());
        assertEquals(OFFSET, table.tableOffset());
        for (int round = 0; round < 2; round++) {
            assertEquals(MIB * 5 | FULL, table.block(5));
            assertEquals(MIB * (BULK + 5) | FULL, table.entry(BULK + 5));
        }
        assertEquals(MIB * 127 | FULL, table.block(127));
        assertEquals(MIB * 128 | FULL, table.bitmap(0));
        assertEquals(MIB * 129 | FULL, table.block(128));
        assertEquals(MIB * 257 | FULL, table.bitmap(1));
        assertEquals(MIB * 258 | FULL, table.block(256));
        assertEquals(MIB * (entries.length - 1) | FULL, table.entry(entries.length - 1));
        assertEquals(VhdxTable.MISSING, table.entry(entries.length));
        assertEquals(5, VhdxTable.MISSING, "a state that is reserved");
    }

    @Test
    void numbersBlocksAndBitmapsAsTheFormatInterleavesThem() throws IOException {
        VhdxTable table = table(new long[1], 40, 4, 1, 0);
        // Four blocks, their bitmap, four blocks and so on.
        int block = 0;
        for (int index = 0; index < 50; index++) {
            boolean bitmap = index % 5 == 4;
            assertEquals(bitmap, table.isBitmap(index), "entry " + index);
            assertEquals(block, table.blockFrom(index), "entry " + index);
            if (bitmap) {
                assertEquals(index, table.bitmapIndexOf(index / 5));
            } else {
                assertEquals(index, table.indexOf(block));
                block++;
            }
        }
    }

    @Test
    void readsBitmapsAloneAsWithTheirPages() throws IOException {
        long[] entries = new long[3000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = MIB * i | FULL;
        }
        VhdxTable table = table(entries, 3000, 100, 2900, 0);
        ByteBuffer one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(MIB * (12 * 101 + 100) | FULL, table.bitmapAlone(12, one));
        assertEquals(MIB * (13 * 101 + 100) | FULL, table.bitmapAlone(13, one));
        assertEquals(table.bitmap(12), table.bitmapAlone(12, one));
        // The entry behind the last one that is readable.
        VhdxTable cut = table(entries, 3000, 100, 13 * 101 + 100, 0);
        assertEquals(VhdxTable.MISSING, cut.bitmapAlone(13, one));
        assertEquals(MIB * (12 * 101 + 100) | FULL, cut.bitmapAlone(12, one));
    }

    @Test
    void searchesAsAWalkOverAllEntriesDoes() throws IOException {
        for (int ratio : new int[] {16, 4096}) {
            long[] entries = new long[4 * BULK + 1500];
            // Bitmaps do not count, wherever they are.
            for (int at = ratio; at < entries.length; at += ratio + 1) {
                entries[at] = at % 3 == 0 ? 0 : MIB * 9 | FULL;
            }
            Arrays.fill(entries, 2 * BULK, 3 * BULK, 0);
            put(entries, ratio, 1500, MIB | FULL);
            put(entries, ratio, BULK + 5, ZERO);
            put(entries, ratio, BULK + 6, MIB * 40 | TRIMMED);
            put(entries, ratio, BULK + 7, MIB * 40);
            put(entries, ratio, 3 * BULK - 2000, MIB * 2 | PARTIAL);
            put(entries, ratio, 3 * BULK + 100, MIB * 4 | FULL);
            int blocks = (entries.length - 1) * ratio / (ratio + 1);
            for (int absentUpTo : new int[] {0, 3}) {
                assertSearches(entries, blocks, ratio, entries.length, absentUpTo);
                assertSearches(entries, blocks, ratio, 4 * BULK, absentUpTo);
                assertSearches(entries, blocks, ratio, 3 * BULK + 90, absentUpTo);
                assertSearches(entries, 3 * BULK, ratio, entries.length, absentUpTo);
            }
        }
    }

    @Test
    void findsOneEntryBehindSkippedOnes() throws IOException {
        int ratio = 1 << 22;
        for (int at : new int[] {BULK, BULK + 1, 2 * BULK - 1, 2 * BULK, 2 * BULK + 70}) {
            long[] entries = new long[2 * BULK + 100];
            entries[at] = 1L << 62 | FULL;
            VhdxTable table = table(entries, entries.length, ratio, entries.length, 0);
            assertEquals(at, table.nextPresent(0, entries.length));
            assertEquals(at, table.nextEntry(0));
            assertEquals(at, table.nextUsed(0, entries.length));
            assertEquals(Long.MAX_VALUE, table.nextEntry(at + 1));
        }
    }

    @Test
    void findsTheOnlyBlockOfAPage() throws IOException {
        int ratio = 16;
        for (int block = 900; block < 2000; block++) {
            long[] entries = new long[3000];
            put(entries, ratio, block, MIB | FULL);
            VhdxTable table = table(entries, 2800, ratio, entries.length, 0);
            assertEquals(block, table.nextPresent(0, 2800));
            assertEquals(block, table.nextEntry(0));
            assertEquals(Long.MAX_VALUE, table.nextPresent(block + 1, 2800));
        }
    }

    @Test
    void findsBlocksInAPageThatIsFull() throws IOException {
        long[] entries = new long[4096];
        Arrays.fill(entries, 1024, 3072, MIB | FULL);
        VhdxTable table = table(entries, 4096, 1 << 20, entries.length, 0);
        assertEquals(1024, table.nextPresent(0, 4096));
        assertEquals(2048, table.nextPresent(2048, 4096));
        assertEquals(1024, table.nextEntry(0));
        assertEquals(1024, table.nextUsed(0, 4096));
        assertEquals(Long.MAX_VALUE, table.nextPresent(3072, 4096));
    }

    @Test
    void passesOverBlocksThatHideNothing() throws IOException {
        long[] entries = {0, 1, ZERO, TRIMMED, 0, ZERO, FULL};
        assertEquals(1, table(entries, 7, 64, 7, 0).nextPresent(0, 7));
        assertEquals(6, table(entries, 7, 64, 7, 3).nextPresent(0, 7));
        assertEquals(Long.MAX_VALUE, table(entries, 7, 64, 7, 3).nextPresent(0, 6));
        assertEquals(1, table(entries, 7, 64, 7, 3).nextEntry(0));
        assertEquals(2, table(entries, 7, 64, 2, 3).nextPresent(0, 7), "lost entries are not passed over");
        assertEquals(2, table(entries, 7, 64, 2, 3).nextEntry(2));
        assertEquals(2, table(entries, 7, 64, 2, 3).nextUsed(2, 2), "nothing up to the end");
    }

    @Test
    void endsRowsOfZerosWhereAnotherStateBegins() throws IOException {
        long[] entries = {ZERO, TRIMMED, 1, ZERO, 0, ZERO, FULL, ZERO, ZERO, 5};
        VhdxTable child = table(entries, 9, 64, 9, 0);
        assertEquals(4, child.endOfZeros(0, 9));
        assertEquals(3, child.endOfZeros(0, 3));
        assertEquals(4, child.endOfZeros(4, 9));
        assertEquals(6, child.endOfZeros(5, 9));
        assertEquals(6, child.endOfZeros(6, 9));
        assertEquals(9, child.endOfZeros(7, 20), "the disk has nine blocks");
        assertEquals(8, table(entries, 9, 64, 8, 0).endOfZeros(7, 9), "the ninth entry is lost");
        assertEquals(0, table(entries, 9, 64, 9, 3).endOfZeros(0, 9), "without a parent nothing is hidden");
        assertEquals(1, table(entries, 9, 64, 9, 3).endOfZeros(1, 9), "nor by a block that was trimmed");
    }

    @Test
    void endsRowsOfBlocksWhereTheNextIsElsewhere() throws IOException {
        long[] entries = {MIB * 4 | FULL, MIB * 6 | FULL, 0, MIB * 8 | FULL, MIB * 11 | FULL, MIB * 13 | PARTIAL};
        VhdxTable table = table(entries, 5, 2, 6, 0);
        assertEquals(3, table.endOfRow(0, 5, 2 * MIB), "the bitmap's entry between them does not matter");
        assertEquals(2, table.endOfRow(0, 2, 2 * MIB));
        assertEquals(4, table.endOfRow(3, 5, 2 * MIB), "the next is present in part");
        assertEquals(1, table.endOfRow(0, 5, MIB));
        assertEquals(2, table(entries, 2, 2, 6, 0).endOfRow(0, 5, 2 * MIB), "the disk has two blocks");
    }

    @Test
    void answersNothingOnceTheFileIsClosed() throws IOException {
        long[] entries = {1, 2, 3, 4, 5};
        StructureSource source = source(entries);
        VhdxTable table = new VhdxTable(source, source, OFFSET, 4, 2, 5, 0);
        assertEquals(2, table.block(1));
        ByteBuffer one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.close();
        assertThrows(ClosedChannelException.class, table::requireOpen);
        assertThrows(ClosedChannelException.class, () -> table.block(1));
        assertThrows(ClosedChannelException.class, () -> table.bitmapAlone(0, one));
        assertThrows(ClosedChannelException.class, () -> table.nextPresent(0, 4));
    }

    @Test
    void readsNoZerosOfTheLogOnceTheFileIsClosed() throws IOException {
        StructureSource file = source(new long[] {1, 2, 3});
        OverlaySource.Builder log = new OverlaySource.Builder();
        log.zeros(0, 4096);
        VhdxTable table = new VhdxTable(file, log.over(file, 4096), OFFSET, 2, 2, 3, 0);
        ByteBuffer one = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(0, table.bitmapAlone(0, one));
        file.close();
        assertThrows(ClosedChannelException.class, () -> table.bitmapAlone(0, one));
    }

    private static void put(long[] entries, int ratio, int block, long entry) {
        entries[block + block / ratio] = entry;
    }

    private static void assertSearches(long[] entries, int blocks, int ratio, int readable, int absentUpTo)
            throws IOException {
        VhdxTable table = table(entries, blocks, ratio, readable, absentUpTo);
        int[] places = {
            0,
            1,
            1023,
            1500,
            1501,
            BULK - 1,
            BULK,
            BULK + 5,
            BULK + 6,
            BULK + 7,
            BULK + 8,
            2 * BULK - 1,
            2 * BULK,
            3 * BULK - 2000,
            3 * BULK - 1999,
            3 * BULK - 1,
            3 * BULK,
            3 * BULK + 100,
            3 * BULK + 101,
            blocks - 1,
            blocks
        };
        for (int from : places) {
            String what = "from " + from + " of " + readable + ", ratio " + ratio;
            for (long end : new long[] {from, from + 1L, from + 3000L, 3 * BULK - 2000, Long.MAX_VALUE}) {
                long expected = walk(entries, blocks, ratio, readable, absentUpTo, from, end);
                assertEquals(expected, table.nextPresent(from, end), what + " to " + end);
            }
            assertEquals(walk(entries, blocks, ratio, readable, -1, from, blocks), table.nextEntry(from), what);
            long index = Math.min(from, readable);
            long end = Math.min(readable, index + 70_000);
            long used = index;
            while (used < end && entries[(int) used] == 0) {
                used++;
            }
            assertEquals(used, table.nextUsed(index, end), what);
        }
        assertEquals(readable + 5L, table.nextUsed(readable, readable + 5L));
    }

    /** The first block that is not passed over; with -1 for the greatest state that is, only entries of 0 are. */
    private static long walk(
            long[] entries, long blocks, int ratio, int readable, int passedUpTo, long from, long end) {
        for (long block = from; block < Math.min(blocks, end); block++) {
            long index = block + block / ratio;
            if (index >= readable) {
                return block;
            }
            long entry = entries[(int) index];
            if (passedUpTo < 0 ? entry != 0 : (entry & 7) > passedUpTo) {
                return block;
            }
        }
        return Long.MAX_VALUE;
    }

    private static VhdxTable table(long[] entries, long blocks, long ratio, long readable, int absentUpTo)
            throws IOException {
        StructureSource source = source(entries);
        return new VhdxTable(source, source, OFFSET, blocks, ratio, readable, absentUpTo);
    }

    private static StructureSource source(long[] entries) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(OFFSET + entries.length * Long.BYTES);
        Arrays.fill(bytes.array(), 0, OFFSET, (byte) 0x11);
        bytes.position(OFFSET)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .put(entries);
        return new StructureSource(RandomAccessSources.ofBytes("disk.vhdx", bytes.array()));
    }
}
