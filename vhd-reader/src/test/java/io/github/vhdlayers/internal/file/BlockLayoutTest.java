package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whether the blocks of a VHD are where its table says, as far as they can be there, and what an entry of 0 stands for. */
class BlockLayoutTest {
    private static final int SECTOR = 512;
    private static final int BLOCK = 4096;
    /** A block with its bitmap. */
    private static final int WHOLE = SECTOR + BLOCK;

    private static final byte[] BASE_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    /** Eight blocks, of which the file has the first three, one behind the other from 2048 on, and nothing else. */
    private static final DiskImage DISK = DiskImage.dynamic(64 * SECTOR)
            .blockSize(BLOCK)
            .layout(Layout.COMPACT)
            .own(0, 20, SectorContent.pattern(1))
            .build();

    private static final int TABLE = (int) DISK.positions().tableOffset();
    private static final int TAIL = (int) DISK.positions().tailOffset();

    @Test
    void placesBlocksInTheFileBesideStructures() throws IOException {
        long end = TAIL / SECTOR;
        try (VhdFile file = open(table(DISK, 4, 3, 1, end - 1, end, 2, 0xFFFF_FFFE))) {
            BlockLayout layout = layout(file);
            assertEquals(4 * SECTOR, layout.place(0), "right behind the table");
            assertEquals(5 * SECTOR, layout.dataOffset(0));
            assertEquals(SectorLayout.MISPLACED, layout.place(1), "in the table");
            assertEquals(SectorLayout.MISPLACED, layout.place(2), "in the header");
            assertEquals(TAIL - SECTOR, layout.place(3), "with its bitmap alone");
            assertEquals(SectorLayout.MISPLACED, layout.place(4), "in the footer");
            assertEquals(SectorLayout.MISPLACED, layout.place(5), "in the header");
            assertEquals(SectorLayout.MISPLACED, layout.dataOffset(6), "far behind the end");
            assertEquals(SectorLayout.ABSENT, layout.place(7));
            assertEquals(new BlockCounts(2, 5), layout.count());
            assertEquals(BLOCK, layout.blockBytes());
            assertEquals(8, layout.blockSectors());
            assertEquals(SECTOR, layout.bitmapBytes());
            assertEquals(8, layout.blockCount());
            assertEquals(3, layout.entry(1));
            assertEquals(0xFFFF_FFFFL, layout.entry(7));
            assertFalse(layout.isKnownFull(0));
        }
    }

    @Test
    void keepsBlocksOutOfStructuresBehindThem() throws IOException {
        // The header is moved behind the blocks, and the table behind it.
        byte[] bytes = Arrays.copyOf(DISK.toBytes(), 32 * SECTOR + 4 * SECTOR);
        System.arraycopy(DISK.toBytes(), 512, bytes, 31 * SECTOR, 1024);
        System.arraycopy(DISK.toBytes(), TABLE, bytes, 33 * SECTOR, SECTOR);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        file.putLong(16, 31 * SECTOR).putLong(31 * SECTOR + 16, 33 * SECTOR);
        file.putInt(33 * SECTOR, 22).putInt(33 * SECTOR + 4, 23);
        System.arraycopy(bytes, 0, bytes, 35 * SECTOR, SECTOR);
        try (VhdFile opened = open(Mutations.fixChecksums(bytes))) {
            assertEquals(22 * SECTOR, layout(opened).place(0), "nine sectors end where the header begins");
            assertEquals(SectorLayout.MISPLACED, layout(opened).place(1));
        }
    }

    @Test
    void countsEntriesThatAreCutOffAsUnknown() throws IOException {
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(DISK.toBytes(), TAIL), 64 * SECTOR);
        // The table is last, and the file ends behind its third entry.
        System.arraycopy(bytes, TABLE, bytes, 50 * SECTOR, SECTOR);
        ByteBuffer.wrap(bytes).putLong(512 + 16, 50 * SECTOR);
        byte[] cut = Arrays.copyOf(Mutations.fixChecksums(bytes), 50 * SECTOR + 14);
        try (VhdFile file = open(cut)) {
            BlockLayout layout = layout(file);
            assertEquals(new BlockCounts(3, 5), layout.count());
            assertEquals(3, layout.readableEntries());
            assertEquals(8, layout.headerEntries());
            assertEquals(50 * SECTOR, layout.tableOffset());
            assertEquals(SectorLayout.MISPLACED, layout.place(3));
            assertEquals(2, layout.endOfMissing(2));
            assertEquals(8, layout.endOfMissing(3));
            assertEquals(3, layout.nextPresent(3, 8));
            assertEquals(
                    "block allocation table, entry 4: expected the sector of a block of 512 + 4096 bytes before file offset "
                            + cut.length
                            + ", outside the other structures, found the file's end (file offset " + (50 * SECTOR + 16)
                            + ")",
                    words(layout, 4));
        }
        byte[] small = DISK.toBytes();
        ByteBuffer.wrap(small).putInt(512 + 28, 5);
        try (VhdFile file = open(Mutations.fixChecksums(small))) {
            assertTrue(words(layout(file), 5)
                    .contains("found the end of the table, which has 5 entries (file offset " + (TABLE + 20) + ")"));
            assertEquals(new BlockCounts(3, 3), layout(file).count());
        }
    }

    @Test
    void saysWhereAMisplacedBlockWouldBe() throws IOException {
        try (VhdFile file = open(table(DISK, 4, 3))) {
            assertEquals(
                    "block allocation table, entry 1: expected the sector of a block of 512 + 4096 bytes before file offset "
                            + TAIL + ", outside the other structures, found sector 3 (file offset " + (TABLE + 4) + ")",
                    words(layout(file), 1));
        }
    }

    @Test
    void takesZerosForAbsentWhereNoBlockHasRoom() throws IOException {
        // One sector behind the blocks would make room for another.
        for (int room : new int[] {0, WHOLE - 1, WHOLE}) {
            byte[] bytes = table(insert(DISK.toBytes(), TAIL, room), 4, 13, 22, 0, 0);
            try (VhdFile file = open(bytes)) {
                assertZeros(layout(file), room == WHOLE);
            }
        }
    }

    @Test
    void looksForRoomBetweenBlocks() throws IOException {
        for (int sectors : new int[] {8, 9}) {
            byte[] between =
                    table(insert(DISK.toBytes(), 13 * SECTOR, sectors * SECTOR), 13 + sectors, 4, 22 + sectors, 0, 0);
            try (VhdFile file = open(between)) {
                assertZeros(layout(file), sectors == 9);
            }
            byte[] first = table(
                    insert(DISK.toBytes(), 4 * SECTOR, sectors * SECTOR),
                    4 + sectors,
                    13 + sectors,
                    22 + sectors,
                    0,
                    0);
            try (VhdFile file = open(first)) {
                assertZeros(layout(file), sectors == 9);
            }
        }
    }

    @Test
    void countsBlocksThatOverlapAsTheRoomTheyTake() throws IOException {
        // Two blocks share a place, and the third leaves room for one.
        try (VhdFile file = open(table(DISK.toBytes(), 4, 4, 22, 0, 0))) {
            assertZeros(layout(file), true);
        }
        try (VhdFile file = open(table(DISK.toBytes(), 4, 14, 22, 0, 0))) {
            assertZeros(layout(file), false);
        }
    }

    @Test
    void countsEntriesThatAreNoBlocksAsRoom() throws IOException {
        // In a structure, or behind the end: the block that was there is not listed.
        for (long entry : new long[] {3, TAIL / SECTOR - 8}) {
            try (VhdFile file = open(table(DISK.toBytes(), 4, 13, entry, 0, 0))) {
                assertZeros(layout(file), true);
            }
        }
    }

    @Test
    void takesNoRoomForBlocksThatAreStructures() throws IOException {
        // The first entry is in the table, and a block from there on would reach over room for one.
        try (VhdFile file = open(table(DISK.toBytes(), 3, 13, 22, 0, 0))) {
            assertZeros(layout(file), true);
        }
    }

    @Test
    void findsNoRoomWhereEverythingIsAdjacent() throws IOException {
        // Footer copy, a block, the header, the table, and the footer.
        byte[] bytes = new byte[14 * SECTOR];
        System.arraycopy(DISK.toBytes(), 0, bytes, 0, SECTOR);
        System.arraycopy(DISK.toBytes(), 512, bytes, 10 * SECTOR, 1024);
        Arrays.fill(bytes, 12 * SECTOR, 13 * SECTOR, (byte) 0xFF);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        file.putLong(16, 10 * SECTOR).putLong(10 * SECTOR + 16, 12 * SECTOR);
        file.putInt(12 * SECTOR, 1).putInt(12 * SECTOR + 12, 0).putInt(12 * SECTOR + 16, 0);
        System.arraycopy(bytes, 0, bytes, 13 * SECTOR, SECTOR);
        try (VhdFile opened = open(Mutations.fixChecksums(bytes))) {
            assertEquals(SECTOR, layout(opened).place(0));
            assertEquals(SectorLayout.ABSENT, layout(opened).place(3));
        }
    }

    @Test
    void comparesStructuresInTheOrderOfTheFile() throws IOException {
        // The table of 1200 entries is in front of the header.
        byte[] bytes = new byte[23 * SECTOR];
        System.arraycopy(DISK.toBytes(), 0, bytes, 0, SECTOR);
        Arrays.fill(bytes, SECTOR, 11 * SECTOR, (byte) 0xFF);
        System.arraycopy(DISK.toBytes(), 512, bytes, 11 * SECTOR, 1024);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        file.putLong(16, 11 * SECTOR).putLong(11 * SECTOR + 16, SECTOR).putInt(11 * SECTOR + 28, 1200);
        file.putInt(SECTOR, 13).putInt(SECTOR + 12, 0).putInt(SECTOR + 16, 0);
        System.arraycopy(bytes, 0, bytes, 22 * SECTOR, SECTOR);
        try (VhdFile opened = open(Mutations.fixChecksums(bytes))) {
            assertEquals(13 * SECTOR, layout(opened).place(0));
            assertEquals(SectorLayout.ABSENT, layout(opened).place(3));
        }
    }

    @Test
    void measuresTheLastBlockByTheDisk() throws IOException {
        DiskImage ragged = DiskImage.dynamic(43 * SECTOR)
                .blockSize(BLOCK)
                .layout(Layout.COMPACT)
                .own(0, 10, SectorContent.pattern(1))
                .own(40, 3, SectorContent.pattern(1))
                .build();
        byte[] bytes = ragged.toBytes();
        int end = (int) ragged.positions().blockDataOffset(5) + 3 * SECTOR;
        int table = (int) ragged.positions().tableOffset();
        ByteBuffer.wrap(bytes).putInt(table + 12, 0).putInt(table + 16, 0);
        for (int missing : new int[] {0, 1}) {
            byte[] cut = Arrays.copyOf(bytes, end - missing * SECTOR + SECTOR);
            System.arraycopy(bytes, 0, cut, end - missing * SECTOR, SECTOR);
            try (VhdFile file = open(cut)) {
                assertEquals(missing == 0, layout(file).zeroMeansAbsent());
            }
        }
    }

    @Test
    void ignoresWhereSpareEntriesAre() throws IOException {
        DiskImage spare = DISK.toBuilder().maxTableEntries(9).build();
        byte[] bytes = spare.toBytes();
        ByteBuffer.wrap(bytes).putInt(TABLE + 12, 0).putInt(TABLE + 16, 0).putInt(TABLE + 32, 0x1000_0000);
        try (VhdFile file = open(bytes)) {
            assertZeros(layout(file), false);
        }
    }

    @Test
    void takesLocatorsAtNoPlaceForNone() throws IOException {
        DiskImage child = childWithLocator();
        byte[] bytes = child.toBytes();
        int table = (int) child.positions().tableOffset();
        ByteBuffer.wrap(bytes).putInt(table + 12, 0).putInt(table + 16, 0);
        ByteBuffer.wrap(bytes)
                .putInt(512 + 576 + 4, 1 << 16)
                .putInt(512 + 576 + 8, 16)
                .putLong(512 + 576 + 16, 0);
        try (VhdFile file = open(Mutations.fixChecksums(bytes))) {
            assertZeros(layout(file), true);
        }
    }

    @Test
    void leavesTheRoomToGrowToTheTable() throws IOException {
        // A table with room for 1200 entries takes 4800 bytes, which is more than a block.
        DiskImage large = DISK.toBuilder().maxTableEntries(1200).build();
        byte[] bytes = large.toBytes();
        int table = (int) large.positions().tableOffset();
        ByteBuffer.wrap(bytes).putInt(table + 12, 0).putInt(table + 16, 0);
        try (VhdFile file = open(bytes)) {
            assertZeros(layout(file), false);
        }
        // An entry in use behind those of the disk is a block's data as likely as not: from there on it is no table.
        ByteBuffer.wrap(bytes).putInt(table + 4 * 20, 77);
        try (VhdFile file = open(bytes)) {
            assertZeros(layout(file), true);
        }
        ByteBuffer.wrap(bytes).putInt(table + 4 * 20, -1).putInt(table + 4 * 8, 77);
        try (VhdFile file = open(bytes)) {
            assertZeros(layout(file), true);
        }
        // The last block of the disk is none of those.
        ByteBuffer.wrap(bytes)
                .putInt(table + 4 * 8, -1)
                .putInt(table + 4 * 7, ByteBuffer.wrap(bytes).getInt(table));
        try (VhdFile file = open(bytes)) {
            assertTrue(layout(file).zeroMeansAbsent());
        }
        ByteBuffer.wrap(bytes).putInt(table + 4 * 7, -1).putInt(table + 4 * 1199, 77);
        try (VhdFile file = open(bytes)) {
            assertZeros(layout(file), false);
        }
    }

    @Test
    void leavesTheirRoomToLocators() throws IOException {
        for (int room : new int[] {WHOLE + 600, 600, 1023, 1025}) {
            DiskImage child = childWithLocator();
            byte[] bytes = child.toBytes();
            int table = (int) child.positions().tableOffset();
            ByteBuffer.wrap(bytes).putInt(table + 12, 0).putInt(table + 16, 0);
            // Of its data 16 bytes are used, and the rest is room for more.
            ByteBuffer.wrap(bytes).putInt(512 + 576 + 4, room).putInt(512 + 576 + 8, 16);
            try (VhdFile file = open(Mutations.fixChecksums(bytes))) {
                // Of the eleven sectors of its data, nine are room for a block.
                assertZeros(layout(file), room <= 1024);
                long at = child.positions().locatorOffset(0);
                assertEquals(at + room, layout(file).locatorRoomEnd(at));
                assertEquals(at + 1, layout(file).locatorRoomEnd(at + 1));
            }
        }
    }

    @Test
    void takesZerosForLostWhereTheFileEndsEarly() throws IOException {
        byte[] whole = table(DISK.toBytes(), 4, 13, 22, 0, 0);
        try (VhdFile file = open(Arrays.copyOf(whole, TAIL))) {
            assertZeros(layout(file), true);
        }
        // The last block is cut: the footer stands where its last sector was.
        byte[] cut = Arrays.copyOf(whole, TAIL);
        System.arraycopy(whole, TAIL, cut, TAIL - SECTOR, SECTOR);
        try (VhdFile file = open(cut)) {
            assertZeros(layout(file), true);
        }
    }

    @Test
    void takesZerosForLostWhereTooManyBlocksAreListed() throws IOException {
        byte[] bytes = table(DISK.toBytes(), 4, 13, 22, 0, 0);
        for (int most : new int[] {2, 3}) {
            Limits limits =
                    Limits.defaults().toBuilder().maxExaminedBlocks(most).build();
            try (VhdFile file = VhdFile.open(source(bytes), FileOptions.of(limits))) {
                assertZeros(layout(file), most == 2);
            }
        }
    }

    @Test
    void keepsManyBlocksApart() throws IOException {
        // More than 64, which the first list of places has room for.
        DiskImage many = DiskImage.dynamic(200 * SECTOR)
                .blockSize(SECTOR)
                .layout(Layout.COMPACT)
                .own(0, 150, SectorContent.pattern(1))
                .build();
        byte[] bytes = many.toBytes();
        int table = (int) many.positions().tableOffset();
        ByteBuffer.wrap(bytes).putInt(table + 4 * 160, 0);
        try (VhdFile file = open(bytes)) {
            assertEquals(SectorLayout.ABSENT, layout(file).place(160));
            layout(file).requireFewShared();
        }
        for (int block = 0; block < 150; block++) {
            ByteBuffer.wrap(bytes)
                    .putInt(table + 4 * block, (int) many.positions().tableEntry(0));
        }
        // A block and its bitmap are two sectors.
        try (VhdFile file = VhdFile.open(source(bytes), limit(149 * 2))) {
            layout(file).requireFewShared();
        }
        try (VhdFile file = VhdFile.open(source(bytes), limit(149 * 2 - 1))) {
            assertThrows(LimitException.class, layout(file)::requireFewShared);
        }
    }

    @Test
    void keepsAsManyBlocksApartAsTheFirstListHasRoomFor() throws IOException {
        DiskImage many = DiskImage.dynamic(200 * SECTOR)
                .blockSize(SECTOR)
                .layout(Layout.COMPACT)
                .own(0, 64, SectorContent.pattern(1))
                .build();
        byte[] bytes = many.toBytes();
        ByteBuffer.wrap(bytes).putInt((int) many.positions().tableOffset() + 4 * 160, 0);
        try (VhdFile file = open(bytes)) {
            assertEquals(SectorLayout.ABSENT, layout(file).place(160));
            layout(file).requireFewShared();
            assertEquals(3, layout(file).endOfStored(3, 200), "a bitmap is between any two");
            assertEquals(100, layout(file).endOfZeros(100, 200));
        }
    }

    @Test
    void boundsSectorsThatBlocksShare() throws IOException {
        // Nine sectors are shared where two blocks are in one place, and one where the next begins in the last of them.
        byte[] bytes = table(DISK.toBytes(), 13, 5, 13);
        int shared = 9 + 1;
        try (VhdFile file = VhdFile.open(source(bytes), limit(shared))) {
            layout(file).requireFewShared();
            layout(file).requireFewShared();
        }
        try (VhdFile file = VhdFile.open(source(bytes), limit(shared - 1))) {
            for (int round = 0; round < 2; round++) {
                LimitException e = assertThrows(LimitException.class, layout(file)::requireFewShared);
                assertEquals(shared - 1, e.limit());
                assertEquals((long) shared, e.needed());
                assertEquals((long) TABLE, e.problem().fileOffset());
                assertTrue(e.getMessage().contains("at most 9, found 10"), e::getMessage);
            }
        }
        VhdFile closed = VhdFile.open(source(bytes), limit(shared));
        layout(closed).requireFewShared();
        closed.close();
        assertThrows(ClosedChannelException.class, layout(closed)::requireFewShared);
    }

    @Test
    void comparesPlacesBehindATerabyte() throws IOException {
        // Sector numbers from 2^31 on are negative as numbers of 32 bits with a sign.
        byte[] bytes = table(Arrays.copyOf(DISK.toBytes(), TAIL), 0x7FFF_FFFCL, 0x8000_0001L, 0xC000_0000L, 0x1000);
        try (VhdFile file = VhdFile.open(new SparseSource(bytes, 2L << 40), limit(4))) {
            assertEquals(0x8000_0001L * SECTOR, layout(file).place(1));
            layout(file).requireFewShared();
        }
        try (VhdFile file = VhdFile.open(new SparseSource(bytes, 2L << 40), limit(3))) {
            assertThrows(LimitException.class, layout(file)::requireFewShared);
        }
    }

    @Test
    void readsPartsOfABitmap() throws IOException {
        DiskImage image = DiskImage.dynamic(2 << 20)
                .blockSize(1 << 20)
                .layout(Layout.COMPACT)
                .own(64, 1, SectorContent.pattern(1))
                .own(66, 1, SectorContent.pattern(1))
                .own(129, 1, SectorContent.pattern(1))
                .build();
        try (VhdFile file = open(image.toBytes())) {
            long[] words = new long[2];
            layout(file).readOwned(0, 64, 128, words);
            assertEquals(5L << 61, words[0]);
            assertEquals(1L << 62, words[1]);
            Arrays.fill(words, 7);
            layout(file).readOwned(0, 64, 64, words);
            assertEquals(5L << 61, words[0]);
            assertEquals(7, words[1], "not asked for");
        }
    }

    /** Blocks 3 and 4 have entries of 0: blocks that were lost, or that were never written. */
    private static void assertZeros(BlockLayout layout, boolean lost) throws IOException {
        assertEquals(lost ? SectorLayout.MISPLACED : SectorLayout.ABSENT, layout.place(3));
        assertEquals(!lost, layout.zeroMeansAbsent());
        assertEquals(lost ? 3 : Long.MAX_VALUE, layout.nextPresent(3, 8));
        assertEquals(3, layout.nextListed(3));
        assertEquals(3, layout.nextListed(3, 4));
        assertEquals(lost ? 5 : 3, layout.endOfMissing(3));
        assertEquals(5, layout.endOfMissing(5));
        assertEquals(0, layout.endOfMissing(0));
        if (lost) {
            assertTrue(words(layout, 3)
                    .contains("found 0, although the file has room for a block that is not listed, or ends early"));
        }
        BlockCounts counts = layout.count();
        assertEquals(lost ? 2 : 0, counts.misplaced() - (3 - counts.stored()));
    }

    private static byte[] table(DiskImage image, long... entries) {
        return table(image.toBytes(), entries);
    }

    private static byte[] table(byte[] bytes, long... entries) {
        for (int block = 0; block < entries.length; block++) {
            ByteBuffer.wrap(bytes).putInt(TABLE + 4 * block, (int) entries[block]);
        }
        return bytes;
    }

    private static byte[] insert(byte[] bytes, int at, int count) {
        byte[] longer = new byte[bytes.length + count];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
        return longer;
    }

    private static DiskImage childWithLocator() {
        return DiskImage.differencing(64 * SECTOR)
                .blockSize(BLOCK)
                .layout(Layout.COMPACT)
                .parentUniqueId(BASE_ID)
                .locator(0, "W2ru", new byte[WHOLE + 600])
                .own(0, 20, SectorContent.pattern(1))
                .build();
    }

    private static FileOptions limit(long shared) {
        return FileOptions.of(
                Limits.defaults().toBuilder().maxSharedSectors(shared).build());
    }

    private static BlockLayout layout(VhdFile file) {
        return Objects.requireNonNull(file.blocks());
    }

    private static String words(BlockLayout layout, long block) throws IOException {
        String message = layout.misplaced(block).getMessage();
        return message.substring(message.indexOf(": block allocation") + 2);
    }

    private static VhdFile open(byte[] bytes) throws IOException {
        return VhdFile.open(source(bytes));
    }

    private static RandomAccessSource source(byte[] bytes) {
        return RandomAccessSources.ofBytes("disk.vhd", bytes);
    }
}
