package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whether a search in a VHD's block table finds what a walk over all of its entries finds, however much of it is skipped. */
class BlockAllocationTableTest {
    private static final int UNUSED = 0xFFFF_FFFF;
    /** A table is looked at in pieces of this many entries where it may be unused, and in pages of 1024 otherwise. */
    private static final int BULK = 65536;

    private static final int OFFSET = 1536;

    @Test
    void returnsEntriesAsTheyAreStored() throws IOException {
        int[] entries = unused(BULK + 2000);
        entries[0] = 7;
        entries[1023] = 0x8000_0001;
        entries[1024] = 0;
        entries[BULK] = 9;
        entries[BULK + 1999] = 10;
        BlockAllocationTable table = table(entries, entries.length, entries.length);
        // Entries 65,536 apart are kept in the same place, so each has to push out the other.
        for (int round = 0; round < 2; round++) {
            assertEquals(7, table.entry(0));
            assertEquals(9, table.entry(BULK));
        }
        assertEquals(0x8000_0001L, table.entry(1023));
        assertEquals(0, table.entry(1024));
        assertEquals(10, table.entry(BULK + 1999));
        assertEquals(0xFFFF_FFFFL, table.entry(5));
    }

    @Test
    void separatesEntriesOfNoBlockFromLostOnes() throws IOException {
        int[] entries = new int[10];
        Arrays.fill(entries, 3);
        BlockAllocationTable table = table(entries, 20, 10);
        assertEquals(20, table.usedEntries());
        assertEquals(10, table.readableEntries());
        assertEquals(3, table.entry(9));
        assertEquals(BlockAllocationTable.MISSING_ENTRY, table.entry(10));
        assertEquals(BlockAllocationTable.MISSING_ENTRY, table.entry(19));
        assertEquals(0xFFFF_FFFFL, table.entry(20));
        assertEquals(9, table.endOfMissing(9));
        assertEquals(20, table.endOfMissing(10));
        assertEquals(20, table.endOfMissing(19));
        assertEquals(20, table.endOfMissing(20));
        assertEquals(21, table.endOfMissing(21));
    }

    @Test
    void searchesAsAWalkOverAllEntriesDoes() throws IOException {
        int[] entries = unused(4 * BULK + 1500);
        // Zeros where a whole piece is skipped, and to both sides of its edges.
        Arrays.fill(entries, BULK - 3, 2 * BULK + 5, 0);
        Arrays.fill(entries, 3 * BULK, 3 * BULK + 1024, 0);
        entries[3 * BULK - 1] = 77;
        entries[3 * BULK + 2047] = 78;
        entries[4 * BULK + 1030] = 79;
        entries[4 * BULK + 1499] = 80;
        int[] places = {
            0,
            1,
            1023,
            1024,
            BULK - 4,
            BULK - 3,
            BULK - 1,
            BULK,
            BULK + 1,
            2 * BULK - 1,
            2 * BULK,
            2 * BULK + 4,
            2 * BULK + 5,
            3 * BULK - 1,
            3 * BULK,
            3 * BULK + 1,
            3 * BULK + 1024,
            3 * BULK + 2047,
            3 * BULK + 2048,
            4 * BULK,
            4 * BULK + 1029,
            4 * BULK + 1030,
            4 * BULK + 1031,
            4 * BULK + 1499,
            4 * BULK + 1500
        };
        assertSearches(entries, entries.length, entries.length, places);
        assertSearches(entries, entries.length + 40, 4 * BULK, places);
        assertSearches(entries, entries.length, 4 * BULK + 1040, places);
        assertSearches(entries, 3 * BULK + 700, 3 * BULK + 700, places);
    }

    @Test
    void findsNothingInATableOfUnusedEntries() throws IOException {
        int[] entries = unused(3 * BULK);
        BlockAllocationTable table = table(entries, entries.length, entries.length);
        assertEquals(Long.MAX_VALUE, table.nextUsed(0, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, table.nextPresent(0, Long.MAX_VALUE));
        assertEquals(0, table.endOfZeros(0));
        Arrays.fill(entries, 0);
        BlockAllocationTable zeros = table(entries, entries.length, entries.length);
        assertEquals(0, zeros.nextUsed(0, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, zeros.nextPresent(0, Long.MAX_VALUE));
        assertEquals(entries.length, zeros.endOfZeros(0));
    }

    @Test
    void passesOverZerosOnlyWhereTheyAreNoBlocks() throws IOException {
        int[] entries = unused(3 * BULK);
        Arrays.fill(entries, BULK, 2 * BULK, 0);
        BlockAllocationTable table = table(entries, entries.length, entries.length);
        assertEquals(BULK, table.nextUsed(0, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, table.nextPresent(0, Long.MAX_VALUE));
    }

    @Test
    void skipsOnlyEntriesOfOnesOrZeros() throws IOException {
        int[] alike = unused(3 * BULK);
        Arrays.fill(alike, BULK, 2 * BULK, 0x1111_1111);
        assertEquals(BULK, table(alike, alike.length, alike.length).nextUsed(0, Long.MAX_VALUE));
        int[] first = unused(3 * BULK);
        first[BULK] = 0xFF12_FFFF;
        assertEquals(BULK, table(first, first.length, first.length).nextUsed(0, Long.MAX_VALUE));
    }

    @Test
    void readsNothingBehindTheTable() throws IOException {
        // The file ends with the table, which is no whole number of the pieces that are looked at together.
        int[] entries = new int[2 * BULK + 1500];
        BlockAllocationTable zeros = table(entries, entries.length, entries.length);
        assertEquals(entries.length, zeros.endOfZeros(0));
        assertEquals(Long.MAX_VALUE, zeros.nextPresent(0, Long.MAX_VALUE));
        Arrays.fill(entries, UNUSED);
        BlockAllocationTable unused = table(entries, entries.length, entries.length);
        assertEquals(Long.MAX_VALUE, unused.nextUsed(0, Long.MAX_VALUE));
    }

    @Test
    void findsOneOddByteAmongSkippedEntries() throws IOException {
        for (int at : new int[] {BULK, BULK + 1, BULK + 30_000, 2 * BULK - 1}) {
            int[] entries = unused(3 * BULK);
            entries[at] = 0xFFFF_FFFE;
            BlockAllocationTable table = table(entries, entries.length, entries.length);
            assertEquals(at, table.nextUsed(0, Long.MAX_VALUE));
            Arrays.fill(entries, 0);
            entries[at] = 1;
            BlockAllocationTable zeros = table(entries, entries.length, entries.length);
            assertEquals(at, zeros.nextPresent(0, Long.MAX_VALUE));
            assertEquals(at, zeros.endOfZeros(0));
        }
    }

    @Test
    void answersNothingOnceTheFileIsClosed() throws IOException {
        StructureSource source = source(new int[] {1, 2});
        BlockAllocationTable table = new BlockAllocationTable(source, OFFSET, 2, 2);
        assertEquals(2, table.entry(1));
        source.close();
        assertThrows(ClosedChannelException.class, () -> table.entry(1));
        assertThrows(ClosedChannelException.class, () -> table.nextUsed(0, 2));
    }

    private static void assertSearches(int[] entries, int used, int readable, int[] places) throws IOException {
        BlockAllocationTable table = table(entries, used, readable);
        for (int from : places) {
            String what = "from " + from + " of " + readable;
            for (long end : new long[] {from, from + 1L, from + 1000L, 2 * BULK, 3 * BULK + 2047, Long.MAX_VALUE}) {
                assertEquals(walk(entries, used, readable, from, end, false), table.nextUsed(from, end), what);
                assertEquals(walk(entries, used, readable, from, end, true), table.nextPresent(from, end), what);
            }
            int at = from;
            while (at < readable && entries[at] == 0) {
                at++;
            }
            assertEquals(at, table.endOfZeros(from), what);
        }
    }

    private static long walk(int[] entries, int used, int readable, long from, long end, boolean passesZeros) {
        for (long at = from; at < Math.min(end, used); at++) {
            boolean passed = at < readable && (entries[(int) at] == UNUSED || (passesZeros && entries[(int) at] == 0));
            if (!passed) {
                return at;
            }
        }
        return Long.MAX_VALUE;
    }

    private static int[] unused(int count) {
        int[] entries = new int[count];
        Arrays.fill(entries, UNUSED);
        return entries;
    }

    private static BlockAllocationTable table(int[] entries, long used, long readable) throws IOException {
        return new BlockAllocationTable(source(entries), OFFSET, used, readable);
    }

    private static StructureSource source(int[] entries) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(OFFSET + entries.length * Integer.BYTES);
        // What is in front of the table and no part of it looks like entries in use.
        Arrays.fill(bytes.array(), 0, OFFSET, (byte) 0x11);
        bytes.position(OFFSET).asIntBuffer().put(entries);
        return new StructureSource(RandomAccessSources.ofBytes("disk.vhd", bytes.array()));
    }
}
