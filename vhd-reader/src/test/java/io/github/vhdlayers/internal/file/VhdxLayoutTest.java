package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whether the blocks of a VHDX are where its table says, as far as they can be there. */
class VhdxLayoutTest {
    private static final int MIB = 1 << 20;
    /** Where the testkit has the table, if nothing else is said. */
    private static final int TABLE = 3 * MIB;

    private static final int LARGE = 256 * MIB;
    private static final int ZERO = 2;
    private static final int FULL = 6;
    private static final int PARTIAL = 7;

    /** Eight blocks, of which two are stored behind the table, at 4 and 5 MiB; nothing else is there. */
    private static final VhdxImage DISK = VhdxImage.dynamic(8 * MIB)
            .block(0, VhdxImage.FULL)
            .block(2, VhdxImage.FULL)
            .build();

    /** Entries of each kind: two blocks that are there, four of which nothing is known, one of zeros, one that is absent. */
    private static final long[] MIXED = {
        4L * MIB | FULL, 0, 5L * MIB | FULL, 5, 2L * MIB | FULL, PARTIAL, ZERO, 1L << 46 | FULL
    };

    @Test
    void countsBlocksAndStates() throws IOException {
        try (VhdxFile file = open(table(DISK.toBytes(), MIXED))) {
            VhdxLayout layout = file.layout();
            assertEquals(new BlockCounts(2, 4), layout.count());
            assertArrayEquals(new long[] {1, 0, 1, 0, 0, 1, 4, 1, 0}, layout.countStates());
            assertEquals(8, layout.blockCount());
            assertEquals(MIB, layout.blockBytes());
            assertEquals(2048, layout.blockSectors());
            assertEquals(4096, layout.chunkRatio());
            assertEquals(5, layout.state(3));
            assertEquals(0, layout.nextListed(0));
            assertEquals(2, layout.nextListed(1));
            assertEquals(7, layout.nextListed(6), "zeros hide nothing without a parent");
            assertEquals(2, layout.nextPresent(1, 8));
            assertEquals(Long.MAX_VALUE, layout.nextPresent(1, 2));
            assertTrue(layout.isKnownFull(0));
            assertFalse(layout.isKnownFull(1));
            assertFalse(layout.isKnownFull(5));
        }
    }

    @Test
    void countsEntriesThatAreCutOffAsUnknown() throws IOException {
        byte[] bytes = tableLast(table(DISK.toBytes(), MIXED));
        try (VhdxFile file = open(Arrays.copyOf(bytes, 6 * MIB + 5 * 8 + 7))) {
            VhdxLayout layout = file.layout();
            assertEquals(new BlockCounts(2, 5), layout.count());
            assertArrayEquals(new long[] {1, 0, 0, 0, 0, 1, 3, 0, 3}, layout.countStates());
            assertEquals(5, layout.state(3));
            assertNull(layout.state(5));
            assertEquals(4, layout.endOfMissing(4));
            assertEquals(8, layout.endOfMissing(5));
            assertEquals(8, layout.endOfMissing(7));
            assertEquals(8, layout.endOfMissing(8));
            assertEquals(9, layout.endOfMissing(9));
            assertEquals(
                    "VHDX block allocation table, entry 5 (block 5): expected a block of 1048576 bytes before file offset "
                            + (6 * MIB + 47)
                            + ", outside the other structures, found the end of the table or the file, behind 5 entries"
                            + " (file offset " + (6 * MIB + 40) + ")",
                    words(layout, 5));
        }
    }

    @Test
    void placesBlocksInTheFileBesideStructures() throws IOException {
        byte[] bytes = tableLast(DISK.toBytes());
        table(
                bytes,
                6 * MIB,
                4L * MIB | FULL,
                5L * MIB | FULL,
                6L * MIB | FULL,
                7L * MIB | FULL,
                FULL,
                8L * MIB | FULL);
        byte[] longer = Arrays.copyOf(bytes, 8 * MIB);
        try (VhdxFile file = open(longer)) {
            VhdxLayout layout = file.layout();
            assertEquals(4 * MIB, layout.dataOffset(0), "right behind the structures at the start");
            assertEquals(5 * MIB, layout.dataOffset(1), "right before the table");
            assertEquals(SectorLayout.MISPLACED, layout.dataOffset(2), "in the table");
            assertEquals(7 * MIB, layout.dataOffset(3), "right behind the table");
            assertEquals(SectorLayout.MISPLACED, layout.dataOffset(4), "at the start of the file");
            assertEquals(SectorLayout.MISPLACED, layout.dataOffset(5), "right behind the end of the file");
            assertEquals(SectorLayout.ABSENT, layout.dataOffset(6));
            assertEquals(0, layout.endOfStored(0, 8), "the row would reach into the table");
            assertEquals(2, layout.endOfStored(0, 2));
        }
    }

    @Test
    void placesNoBlockFartherThanAnyDiskNeeds() throws IOException {
        long farthest = 1L << 47;
        byte[] bytes = table(
                DISK.toBytes(),
                farthest - MIB | FULL,
                farthest | FULL,
                farthest - 2 * MIB | FULL,
                farthest - MIB | FULL);
        RandomAccessSource huge = new SparseSource(bytes, 1L << 48);
        try (VhdxFile file = VhdxFile.open(huge, FileOptions.defaults())) {
            VhdxLayout layout = file.layout();
            assertEquals(farthest - MIB, layout.dataOffset(0));
            assertEquals(SectorLayout.MISPLACED, layout.dataOffset(1));
            assertEquals(0, layout.endOfStored(0, 8), "the row goes on too far");
            assertEquals(4, layout.endOfStored(2, 8));
            layout.requireFewShared();
        }
    }

    @Test
    void endsRowsOfStoredBlocks() throws IOException {
        byte[] bytes = VhdxImage.dynamic(8 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .block(2, VhdxImage.FULL)
                .block(5, VhdxImage.FULL)
                .build()
                .toBytes();
        try (VhdxFile file = open(bytes)) {
            assertEquals(3, file.layout().endOfStored(0, 8));
            assertEquals(3, file.layout().endOfStored(1, 8));
            assertEquals(2, file.layout().endOfStored(0, 2));
            assertEquals(3, file.layout().endOfStored(3, 8), "it is not stored");
            assertEquals(6, file.layout().endOfStored(5, 8));
            assertEquals(3, file.layout().endOfZeros(3, 8), "without a parent nothing is hidden");
        }
        try (VhdxFile cut = open(Arrays.copyOf(bytes, 7 * MIB))) {
            assertEquals(3, cut.layout().endOfStored(0, 8));
        }
        try (VhdxFile cut = open(Arrays.copyOf(bytes, 7 * MIB - 1))) {
            assertEquals(0, cut.layout().endOfStored(0, 8));
        }
    }

    @Test
    void readsBitmapsOfTheirChunks() throws IOException {
        // Sixteen blocks of 256 MiB share a bitmap, or 128 where a bit stands for 4096 bytes.
        for (int sector : new int[] {512, 4096}) {
            int ratio = sector == 512 ? 16 : 128;
            int block = ratio + 1;
            byte[] bytes = Arrays.copyOf(large(sector, ratio + 2), 6 * MIB);
            ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int index = block + 1;
            file.putLong(TABLE + 8 * index, 5L * MIB | PARTIAL);
            file.putLong(TABLE + 8 * (ratio - 1), 5L * MIB | PARTIAL);
            file.putLong(TABLE + 8 * (2 * ratio + 1), 4L * MIB | FULL);
            int firstBit = LARGE / sector + (sector == 512 ? 64 : 8);
            set(bytes, firstBit);
            set(bytes, firstBit + 2);
            set(bytes, firstBit + (sector == 512 ? 65 : 9));
            try (VhdxFile opened = open(bytes)) {
                VhdxLayout layout = opened.layout();
                assertEquals(ratio, layout.chunkRatio());
                assertEquals(5 * MIB, layout.dataOffset(block));
                assertEquals(SectorLayout.MISPLACED, layout.dataOffset(ratio - 1), "its chunk has no bitmap");
                assertEquals(4 * MIB, layout.bitmapOffset(1));
                assertEquals(-1, layout.bitmapOffset(0));
                long[] words = new long[2];
                layout.readOwned(block, 64, 128, words);
                assertEquals(sector == 512 ? 5L << 61 : 0xFF00FF0000000000L, words[0]);
                assertEquals(sector == 512 ? 1L << 62 : 0x00FF000000000000L, words[1]);
                long[] one = new long[1];
                layout.readOwned(block, 64, 1, one);
                assertEquals(words[0], one[0]);
                assertEquals(
                        "VHDX block allocation table, entry " + (ratio - 1) + " (block " + (ratio - 1)
                                + "): expected a block of 268435456 bytes before file offset 6291456, outside the other"
                                + " structures, found a block that is present in part, and no sector bitmap of its chunk in"
                                + " the file (file offset " + (TABLE + 8 * (ratio - 1)) + ")",
                        words(layout, ratio - 1));
            }
        }
    }

    @Test
    void readsBitmapsToTheirEnd() throws IOException {
        // The bitmap is the last of the file, and the last block of its chunk has the last bits of it.
        for (int sector : new int[] {512, 4096}) {
            int ratio = sector == 512 ? 16 : 128;
            byte[] bytes = Arrays.copyOf(large(sector, ratio), 6 * MIB);
            ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(TABLE + 8 * (ratio - 1), 4L * MIB | PARTIAL).putLong(TABLE + 8 * ratio, 5L * MIB | FULL);
            bytes[6 * MIB - 1] = (byte) 0x80;
            try (VhdxFile opened = open(bytes)) {
                long[] words = new long[1];
                opened.layout().readOwned(ratio - 1, LARGE / 512 - 64, 64, words);
                assertEquals(sector == 512 ? 1 : 0xFF, words[0]);
                assertEquals(
                        "file offset 4194304",
                        opened.layout().why(ratio - 1),
                        "its bitmap is there, so nothing else is said of it");
            }
        }
    }

    @Test
    void hidesTheParentByZeros() throws IOException {
        byte[] child = large(512, 6);
        table(child, TABLE, 0, 1, ZERO, 3);
        byte[] contradicted = child.clone();
        // The flag that says that there is a parent is taken away, and the locator is still there.
        contradicted[2 * MIB + 0x10000 + 4] = 0;
        for (byte[] bytes : new byte[][] {child, contradicted}) {
            try (VhdxFile file = open(bytes)) {
                VhdxLayout layout = file.layout();
                assertEquals(bytes == contradicted, file.isTypeContradicted());
                assertEquals(SectorLayout.ABSENT, layout.dataOffset(0));
                for (int block = 1; block < 4; block++) {
                    assertEquals(SectorLayout.ZEROS, layout.dataOffset(block));
                }
                assertEquals(4, layout.endOfZeros(1, 6));
                assertEquals(0, layout.endOfZeros(0, 6));
                assertEquals(1, layout.nextPresent(0, 6));
            }
        }
        byte[] alone = VhdxImage.dynamic(6 * MIB).build().toBytes();
        try (VhdxFile file = open(table(alone, TABLE, 0, 1, ZERO, 3))) {
            for (int block = 0; block < 4; block++) {
                assertEquals(SectorLayout.ABSENT, file.layout().dataOffset(block));
            }
        }
    }

    @Test
    void needsWholeBitmaps() throws IOException {
        byte[] bytes = Arrays.copyOf(large(512, 2), 6 * MIB);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(TABLE, 4L * MIB | PARTIAL).putLong(TABLE + 8 * 16, 5L * MIB | FULL);
        try (VhdxFile opened = open(bytes)) {
            assertEquals(5 * MIB, opened.layout().bitmapOffset(0));
            assertEquals(4 * MIB, opened.layout().dataOffset(0));
        }
        try (VhdxFile opened = open(Arrays.copyOf(bytes, 6 * MIB - 1))) {
            assertEquals(-1, opened.layout().bitmapOffset(0));
            assertEquals(SectorLayout.MISPLACED, opened.layout().dataOffset(0));
        }
        file.putLong(TABLE + 8 * 16, 2L * MIB | FULL);
        try (VhdxFile opened = open(bytes)) {
            assertEquals(-1, opened.layout().bitmapOffset(0), "in the metadata");
        }
        file.putLong(TABLE + 8 * 16, 5L * MIB | ZERO);
        try (VhdxFile opened = open(bytes)) {
            assertEquals(-1, opened.layout().bitmapOffset(0), "not stored");
        }
    }

    @Test
    void placesOfBitmapsDependOnTheirOwnLength() throws IOException {
        // A bitmap takes 1 MiB and a block more: right before a structure there is room for the one alone.
        byte[] bytes = Arrays.copyOf(tableLast(large(512, 2), 6 * MIB), 7 * MIB);
        table(bytes, 6 * MIB, 5L * MIB | FULL);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(6 * MIB + 8 * 16, 5L * MIB | FULL);
        try (VhdxFile opened = open(bytes)) {
            assertEquals(5 * MIB, opened.layout().bitmapOffset(0));
            assertEquals(SectorLayout.MISPLACED, opened.layout().dataOffset(0));
        }
    }

    @Test
    void saysWhatIsWrongWithAnEntry() throws IOException {
        try (VhdxFile file = open(table(DISK.toBytes(), MIXED))) {
            VhdxLayout layout = file.layout();
            String expected =
                    " expected a block of 1048576 bytes before file offset 6291456, outside the other structures,"
                            + " found ";
            String entry = "VHDX block allocation table, entry ";
            assertEquals(
                    entry + "3 (block 3):" + expected + "state 5, which is reserved (file offset " + (TABLE + 24) + ")",
                    words(layout, 3));
            assertEquals(
                    entry + "4 (block 4):" + expected + "file offset 2097152 (file offset " + (TABLE + 32) + ")",
                    words(layout, 4));
            assertEquals(
                    entry + "5 (block 5):" + expected
                            + "a block that is present in part, in a disk without a parent (file offset " + (TABLE + 40)
                            + ")",
                    words(layout, 5));
            assertEquals(
                    entry + "7 (block 7):" + expected + "file offset 70368744177664 (file offset " + (TABLE + 56) + ")",
                    words(layout, 7));
        }
        byte[] negative = table(DISK.toBytes(), -(long) MIB | FULL, 4);
        try (VhdxFile file = open(negative)) {
            assertEquals("file offset 18446744073708503040", file.layout().why(0));
            assertEquals("state 4, which is reserved", file.layout().why(1));
        }
    }

    @Test
    void countsEntriesOfLaterChunksByTheirPlace() throws IOException {
        byte[] bytes = large(512, 18);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(TABLE + 8 * 18, 5);
        try (VhdxFile file = open(bytes)) {
            assertEquals(SectorLayout.MISPLACED, file.layout().dataOffset(17));
            assertTrue(words(file.layout(), 17).contains("entry 18 (block 17)"));
            assertTrue(words(file.layout(), 17).endsWith("(file offset " + (TABLE + 8 * 18) + ")"));
        }
    }

    @Test
    void boundsSectorsThatBlocksShare() throws IOException {
        byte[] bytes = VhdxImage.dynamic(16 * MIB)
                .blockBytes(2 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .build()
                .toBytes();
        // 2 MiB from 4, from 5, and again from 5 on: one MiB twice, and two more.
        table(bytes, TABLE, 4L * MIB | FULL, 5L * MIB | FULL, 0, 5L * MIB | FULL);
        int shared = 3 * 2048;
        try (VhdxFile file = VhdxFile.open(source(bytes), limit(shared))) {
            file.layout().requireFewShared();
            file.layout().requireFewShared();
        }
        try (VhdxFile file = VhdxFile.open(source(bytes), limit(shared - 1))) {
            for (int round = 0; round < 2; round++) {
                LimitException e = assertThrows(LimitException.class, file.layout()::requireFewShared);
                assertEquals(shared - 1, e.limit());
                assertEquals((long) shared, e.needed());
                assertEquals((long) TABLE, e.problem().fileOffset());
                assertTrue(e.getMessage().contains("at most 6143, found 6144"), e::getMessage);
            }
        }
        // Four blocks in one place are three too many, whichever of them is counted first.
        byte[] four = table(DISK.toBytes(), 4L * MIB | FULL, 4L * MIB | FULL, 4L * MIB | FULL, 4L * MIB | FULL);
        try (VhdxFile file = VhdxFile.open(source(four), limit(2 * 2048))) {
            assertThrows(LimitException.class, file.layout()::requireFewShared);
        }
        VhdxFile closed = VhdxFile.open(source(bytes), limit(shared));
        closed.layout().requireFewShared();
        closed.close();
        assertThrows(ClosedChannelException.class, closed.layout()::requireFewShared);
    }

    @Test
    void endsCountingWhereEntriesAreCutOff() throws IOException {
        byte[] bytes = tableLast(table(DISK.toBytes(), 4L * MIB | FULL, 4L * MIB | FULL, 0, 4L * MIB | FULL));
        try (VhdxFile file = VhdxFile.open(source(Arrays.copyOf(bytes, 6 * MIB + 16)), limit(2048))) {
            file.layout().requireFewShared();
        }
        try (VhdxFile file = VhdxFile.open(source(bytes), limit(2048))) {
            assertThrows(LimitException.class, file.layout()::requireFewShared);
        }
    }

    private static FileOptions limit(long shared) {
        return FileOptions.of(
                Limits.defaults().toBuilder().maxSharedSectors(shared).build());
    }

    /** A differencing disk of blocks of 256 MiB, none of which is there. */
    private static byte[] large(int sector, int blocks) {
        return VhdxImage.differencing((long) blocks * LARGE)
                .blockBytes(LARGE)
                .logicalSector(sector)
                .parent(DISK, "base.vhdx")
                .build()
                .toBytes();
    }

    /** Sets a bit of the sector bitmap at 4 MiB, in which the lowest bit of a byte is the first. */
    private static void set(byte[] bytes, int bit) {
        bytes[4 * MIB + bit / 8] |= (byte) (1 << bit % 8);
    }

    private static byte[] table(byte[] bytes, long... entries) {
        return table(bytes, TABLE, entries);
    }

    private static byte[] table(byte[] bytes, int at, long... entries) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; block < entries.length; block++) {
            file.putLong(at + 8 * block, entries[block]);
        }
        return bytes;
    }

    private static byte[] tableLast(byte[] bytes) {
        return tableLast(bytes, 6 * MIB);
    }

    /** Moves the table behind everything else. */
    private static byte[] tableLast(byte[] bytes, int place) {
        byte[] moved = Arrays.copyOf(bytes, place + MIB);
        System.arraycopy(bytes, TABLE, moved, place, MIB);
        ByteBuffer file = ByteBuffer.wrap(moved).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0x30000 + 32, place).putLong(0x40000 + 32, place);
        return VhdxImage.fixChecksums(moved);
    }

    private static String words(VhdxLayout layout, long block) throws IOException {
        String message = layout.misplaced(block).getMessage();
        return message.substring(message.indexOf(": VHDX block") + 2);
    }

    private static VhdxFile open(byte[] bytes) throws IOException {
        return VhdxFile.open(source(bytes), FileOptions.defaults());
    }

    private static RandomAccessSource source(byte[] bytes) {
        return RandomAccessSources.ofBytes("disk.vhdx", bytes);
    }
}
