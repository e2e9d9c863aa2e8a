package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a byte that no reader is shown is found from the first to the last place where it can be, and as what it is. */
class ResiduePlacesTest {
    private static final int SECTOR = 512;
    private static final int MIB = 1 << 20;
    private static final int HEADER = 512;
    private static final byte[] BASE_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    /** Five blocks, of which the last is half in the disk; the first and the last are there. */
    private static final DiskImage CHILD = DiskImage.differencing(36 * SECTOR)
            .blockSize(4096)
            .layout(Layout.COMPACT)
            .parentUniqueId(BASE_ID)
            .parentName("base.vhd")
            .locator(0, "W2ru", new byte[600])
            .own(3, 2, SectorContent.pattern(1))
            .own(33, 1, SectorContent.pattern(2))
            .build();

    private static final int TAIL = (int) CHILD.positions().tailOffset();
    private static final int TABLE = (int) CHILD.positions().tableOffset();

    /** Of six blocks, block 0 has eight sectors, block 1 was trimmed, block 3 is stored; the disk ends 4096 bytes early. */
    private static final VhdxImage VHDX = VhdxImage.differencing(6 * MIB - 4096)
            .seed(2)
            .parent(VhdxImage.dynamic(6 * MIB - 4096).build(), "base.vhdx")
            .content(new byte[6 * MIB])
            .block(0, VhdxImage.PARTIAL)
            .own(8, 8)
            .anchored(1, VhdxImage.UNMAPPED)
            .block(3, VhdxImage.FULL)
            .block(5, VhdxImage.FULL)
            .build();

    @Test
    void findsReservedBytesOfFooters() throws IOException {
        for (int footer : new int[] {0, TAIL}) {
            assertFound(footer + 84);
            assertFound(footer + 85, "RESERVED " + (footer + 85) + " 1 -1 -1");
            assertFound(footer + 511, "RESERVED " + (footer + 511) + " 1 -1 -1");
        }
        byte[] bytes = CHILD.toBytes();
        bytes[100] = 1;
        bytes[150] = 1;
        assertEquals(List.of("RESERVED 100 51 -1 -1"), regions(bytes));
    }

    @Test
    void findsReservedBytesOfTheHeader() throws IOException {
        assertFound(HEADER + 59);
        assertFound(HEADER + 60, "RESERVED 572 1 -1 -1");
        assertFound(HEADER + 63, "RESERVED 575 1 -1 -1");
        // The name has eight characters.
        assertFound(HEADER + 64 + 15);
        assertFound(HEADER + 64 + 18, "RESERVED 594 1 -1 -1");
        assertFound(HEADER + 575, "RESERVED 1087 1 -1 -1");
        assertFound(HEADER + 576 + 12, "RESERVED 1100 1 -1 -1");
        assertFound(HEADER + 576 + 15, "RESERVED 1103 1 -1 -1");
        assertFound(HEADER + 576 + 24 + 4, "RESERVED 1116 1 -1 -1");
        assertFound(HEADER + 576 + 24 + 23, "RESERVED 1135 1 -1 -1");
        assertFound(HEADER + 576 + 7 * 24 + 23, "RESERVED 1279 1 -1 -1");
        assertFound(HEADER + 768, "RESERVED 1280 1 -1 -1");
        assertFound(HEADER + 781, "RESERVED 1293 1 -1 -1");
        assertFound(HEADER + 1023, "RESERVED 1535 1 -1 -1");
    }

    @Test
    void takesTheNameOfADynamicDiskForReserved() throws IOException {
        byte[] bytes = DiskImage.dynamic(36 * SECTOR)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .build()
                .toBytes();
        bytes[HEADER + 64] = 1;
        assertEquals(List.of("RESERVED 576 1 -1 -1"), regions(Mutations.fixChecksums(bytes)));
        byte[] full = CHILD.toBytes();
        Arrays.fill(full, HEADER + 64, HEADER + 576, (byte) 'a');
        assertEquals(List.of(), regions(Mutations.fixChecksums(full)), "a name of 256 characters");
    }

    @Test
    void findsBytesBehindTheTableAndBehindLocators() throws IOException {
        // Five entries take 20 bytes, and 492 more are padding.
        assertFound(TABLE + 20, "TABLE_PADDING " + (TABLE + 20) + " 4 -1 -1");
        assertFound(TABLE + 21, "TABLE_PADDING " + (TABLE + 20) + " 4 -1 -1");
        assertFound(TABLE + 511, "TABLE_PADDING " + (TABLE + 508) + " 4 -1 -1");
        int locator = (int) CHILD.positions().locatorOffset(0);
        assertFound(locator + 600, "LOCATOR_SLACK " + (locator + 600) + " 424 -1 -1");
        assertFound(locator + 1023, "LOCATOR_SLACK " + (locator + 600) + " 424 -1 -1");
    }

    @Test
    void leavesPaddingOfOnesOrZerosAlone() throws IOException {
        byte[] bytes = CHILD.toBytes();
        Arrays.fill(bytes, TABLE + 20, TABLE + 512, (byte) 0xFF);
        assertEquals(List.of(), regions(bytes));
        // A sector that is neither, although each of its words is.
        Arrays.fill(bytes, TABLE + 20, TABLE + 24, (byte) 0);
        assertEquals(List.of("TABLE_PADDING " + (TABLE + 20) + " 492 -1 -1"), regions(bytes));
    }

    @Test
    void findsPaddingOfLargerTables() throws IOException {
        // Windows fills up a page of 4096 bytes with ones.
        DiskImage windows = CHILD.toBuilder().layout(Layout.WINDOWS).build();
        int table = (int) windows.positions().tableOffset();
        byte[] bytes = windows.toBytes();
        assertEquals(List.of(), regions(bytes));
        int pageEnd = (table + 4095) / 4096 * 4096;
        pageEnd = pageEnd == table ? table + 4096 : pageEnd;
        bytes[pageEnd - 1] = 7;
        assertEquals(List.of("TABLE_PADDING " + (pageEnd - 4) + " 4 -1 -1"), regions(bytes));
    }

    @Test
    void findsSectorsUnderClearBits() throws IOException {
        int data = (int) CHILD.positions().blockDataOffset(0);
        assertFound(data, "UNDER_CLEAR_BITS " + data + " 512 0 0");
        assertFound(data + 3 * SECTOR - 1, "UNDER_CLEAR_BITS " + (data + 2 * SECTOR) + " 512 0 2");
        assertFound(data + 3 * SECTOR);
        assertFound(data + 5 * SECTOR - 1);
        assertFound(data + 8 * SECTOR - 1, "UNDER_CLEAR_BITS " + (data + 7 * SECTOR) + " 512 0 7");
        int last = (int) CHILD.positions().blockDataOffset(4);
        assertFound(last, "UNDER_CLEAR_BITS " + last + " 512 4 32");
        assertFound(last + 4 * SECTOR - 1, "UNDER_CLEAR_BITS " + (last + 3 * SECTOR) + " 512 4 35");
        assertFound(last + 4 * SECTOR, "PAST_DISK_END " + (last + 4 * SECTOR) + " 512 4 -1");
        assertFound(last + 8 * SECTOR - 1, "PAST_DISK_END " + (last + 7 * SECTOR) + " 512 4 -1");
        int bitmap = (int) CHILD.positions().bitmapOffset(0);
        assertFound(bitmap + 1, "BITMAP_PADDING " + (bitmap + 1) + " 4 0 -1");
        assertFound(bitmap + 511, "BITMAP_PADDING " + (bitmap + 509) + " 3 0 -1");
        byte[] bytes = CHILD.toBytes();
        bytes[data + SECTOR] = 1;
        bytes[data + 2 * SECTOR] = 1;
        assertEquals(List.of("UNDER_CLEAR_BITS " + (data + SECTOR) + " 1024 0 1"), regions(bytes));
    }

    @Test
    void findsSectorsInLaterPartsOfALargeBlock() throws IOException {
        // A block of 4 MiB has two windows of 4096 bits.
        DiskImage large = DiskImage.dynamic(4 * MIB)
                .blockSize(4 * MIB)
                .layout(Layout.COMPACT)
                .own(0, 1, SectorContent.pattern(1))
                .build();
        int data = (int) large.positions().blockDataOffset(0);
        for (int sector : new int[] {1, 4095, 4096, 8191}) {
            byte[] bytes = large.toBytes();
            bytes[data + sector * SECTOR + 5] = 1;
            assertEquals(List.of("UNDER_CLEAR_BITS " + (data + sector * SECTOR) + " 512 0 " + sector), regions(bytes));
        }
    }

    @Test
    void reportsWhereBlocksOverlapOnce() throws IOException {
        byte[] bytes = CHILD.toBytes();
        int first = (int) CHILD.positions().bitmapOffset(0);
        // The last block begins in the fourth sector of the first; data of that one is then its bitmap.
        ByteBuffer.wrap(bytes).putInt(TABLE + 16, first / SECTOR + 4);
        Arrays.fill(bytes, first + 4 * SECTOR, first + 5 * SECTOR, (byte) 0);
        bytes[first + 6 * SECTOR] = 1;
        bytes[first + 10 * SECTOR] = 1;
        // Behind the first block there is what was the last one: a bitmap, the byte, and a sector of data.
        assertEquals(
                List.of(
                        "UNDER_CLEAR_BITS " + (first + 6 * SECTOR) + " 512 0 5",
                        "PAST_DISK_END " + (first + 9 * SECTOR) + " 1536 4 -1"),
                regions(bytes));
    }

    @Test
    void findsWhatNothingRefersTo() throws IOException {
        byte[] bytes = CHILD.toBytes();
        byte[] longer = new byte[bytes.length + 3 * SECTOR];
        System.arraycopy(bytes, 0, longer, 0, TAIL);
        System.arraycopy(bytes, TAIL, longer, TAIL + 3 * SECTOR, SECTOR);
        longer[TAIL] = 1;
        longer[TAIL + 3 * SECTOR - 1] = 1;
        assertEquals(
                List.of("UNREFERENCED " + TAIL + " 512 -1 -1", "UNREFERENCED " + (TAIL + 1024) + " 512 -1 -1"),
                regions(longer));
        byte[] fixed = new byte[SECTOR + 9 * SECTOR];
        System.arraycopy(DiskImage.fixed(8 * SECTOR).build().toBytes(), 8 * SECTOR, fixed, 9 * SECTOR, SECTOR);
        fixed[8 * SECTOR] = 1;
        fixed[8 * SECTOR - 1] = 1;
        assertEquals(List.of("UNREFERENCED 4096 512 -1 -1"), regions(fixed));
    }

    @Test
    void sumsWhatItFound() throws IOException {
        byte[] bytes = CHILD.toBytes();
        int data = (int) CHILD.positions().blockDataOffset(0);
        bytes[data] = 1;
        bytes[data + SECTOR] = 1;
        bytes[data + 7 * SECTOR] = 1;
        bytes[100] = 1;
        assertEquals(
                List.of(
                        "RESIDUE residue under clear bits @" + data + ": 1536 bytes in 2 regions",
                        "STRUCTURE_PADDING reserved bytes of a structure @100: 1 bytes in 1 region"),
                findings(bytes));
    }

    @Test
    void sumsNothingWhereNothingIs() throws IOException {
        try (VhdFile file = VhdFile.open(source(CHILD.toBytes()))) {
            ResidueReport report = ResidueReport.of(file, Limits.defaults(), Progress.NONE);
            assertEquals(new ResidueReport.Tally(0, 0, -1), report.tally(ResidueRegion.Kind.TRIMMED));
        }
    }

    @Test
    void countsBlocksWithoutSectors() throws IOException {
        byte[] bytes = CHILD.toBytes();
        int first = (int) CHILD.positions().bitmapOffset(0);
        bytes[first] = 0;
        assertTrue(findings(bytes)
                .contains("BLOCKS_WITHOUT_SECTORS sector bitmap @" + first
                        + ": blocks that have room in the file and no sector: 1"));
        bytes[(int) CHILD.positions().bitmapOffset(4)] = 0;
        assertTrue(findings(bytes)
                .contains("BLOCKS_WITHOUT_SECTORS sector bitmap @" + first
                        + ": blocks that have room in the file and no sector: 2"));
    }

    @Test
    void countsNoBlockThatHasSectors() throws IOException {
        byte[] bytes = CHILD.toBytes();
        // All of its eight sectors but two.
        bytes[(int) CHILD.positions().bitmapOffset(0)] = (byte) 0xE7;
        assertEquals(
                List.of("RESIDUE residue under clear bits @"
                        + (CHILD.positions().blockDataOffset(0) + 3 * SECTOR) + ": 1024 bytes in 1 region"),
                findings(bytes));
    }

    @Test
    void findsSlackOfALargeBlock() throws IOException {
        DiskImage large = DiskImage.dynamic(5000 * SECTOR)
                .blockSize(4 * MIB)
                .layout(Layout.COMPACT)
                .own(0, 1, SectorContent.pattern(1))
                .build();
        int data = (int) large.positions().blockDataOffset(0);
        byte[] bytes = large.toBytes();
        bytes[data + 4999 * SECTOR] = 1;
        bytes[data + 6000 * SECTOR] = 1;
        assertEquals(
                List.of(
                        "UNDER_CLEAR_BITS " + (data + 4999 * SECTOR) + " 512 0 4999",
                        "PAST_DISK_END " + (data + 6000 * SECTOR) + " 512 0 -1"),
                regions(bytes));
    }

    @Test
    void countsStaleBitmaps() throws IOException {
        DiskImage xen = DiskImage.dynamic(24 * SECTOR)
                .blockSize(4096)
                .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                .batmap(true)
                .staleBitmaps(true)
                .own(0, 24, SectorContent.pattern(1))
                .build();
        byte[] bytes = xen.toBytes();
        int first = (int) xen.positions().bitmapOffset(0);
        assertEquals(
                List.of("BATMAP_DISAGREES batmap @" + first + ": blocks that it calls full although bits are clear: 3"),
                findings(bytes));
        bytes[first] = (byte) 0xFF;
        assertEquals(
                List.of("BATMAP_DISAGREES batmap @" + xen.positions().bitmapOffset(1)
                        + ": blocks that it calls full although bits are clear: 2"),
                findings(bytes));
        bytes[first] = (byte) 0xFE;
        assertTrue(findings(bytes).get(0).endsWith(": 3"));
    }

    @Test
    void findsReservedBytesOfAVhdx() throws IOException {
        assertFoundX(519);
        assertFoundX(520, "RESERVED 520 504 -1 -1");
        assertFoundX(65535, "RESERVED 65024 512 -1 -1");
        for (int header : new int[] {0x10000, 0x20000}) {
            assertFoundX(header + 4095);
            assertFoundX(header + 4096, "RESERVED " + (header + 4096) + " 512 -1 -1");
            assertFoundX(header + 65535, "RESERVED " + (header + 65024) + " 512 -1 -1");
        }
        assertFoundX(0x50000, "RESERVED 327680 512 -1 -1");
        assertFoundX(MIB - 1, "RESERVED " + (MIB - SECTOR) + " 512 -1 -1");
        assertFoundX(MIB, "OLD_LOG " + MIB + " 512 -1 -1");
        assertFoundX(2 * MIB - 1, "OLD_LOG " + (2 * MIB - SECTOR) + " 512 -1 -1");
    }

    @Test
    void findsSlackOfTheMetadata() throws IOException {
        int table = 2 * MIB + 32 * 7;
        assertFoundX(table, "METADATA_SLACK " + table + " " + (SECTOR - 32 * 7) + " -1 -1");
        assertFoundX(2 * MIB + 65535, "METADATA_SLACK " + (2 * MIB + 65024) + " 512 -1 -1");
        byte[] file = VHDX.toBytes();
        ByteBuffer last = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int end = 2 * MIB + last.getInt(2 * MIB + 32 * 6 + 16) + last.getInt(2 * MIB + 32 * 6 + 20);
        int sectorEnd = (end + SECTOR) / SECTOR * SECTOR;
        assertFoundX(end, "METADATA_SLACK " + end + " " + (sectorEnd - end) + " -1 -1");
        assertFoundX(3 * MIB - 1, "METADATA_SLACK " + (3 * MIB - SECTOR) + " 512 -1 -1");
        // Without the id of the disk, which is 16 bytes between other items.
        byte[] without = VHDX.toBytes();
        Arrays.fill(without, 2 * MIB + 32 * 3 + 16, 2 * MIB + 32 * 3 + 24, (byte) 0);
        assertEquals(List.of("METADATA_SLACK " + (2 * MIB + 65536 + 16) + " 16 -1 -1"), regionsX(without));
    }

    @Test
    void findsPaddingOfTheTableOfAVhdx() throws IOException {
        // Behind the sector bitmap of the chunk, which is entry 4096.
        assertFoundX(3 * MIB + 8 * 4097, "TABLE_PADDING " + (3 * MIB + 8 * 4097) + " 504 -1 -1");
        assertFoundX(4 * MIB - 1, "TABLE_PADDING " + (4 * MIB - SECTOR) + " 512 -1 -1");
        byte[] alone = VhdxImage.dynamic(6 * MIB).build().toBytes();
        alone[3 * MIB + 8 * 6] = 1;
        assertEquals(List.of("TABLE_PADDING " + (3 * MIB + 48) + " 464 -1 -1"), regionsX(alone));
    }

    @Test
    void findsSectorsOfAVhdxThatItsDiskDoesNotShow() throws IOException {
        int block = 5 * MIB;
        assertFoundX(block, "OTHER_SECTORS " + block + " 512 0 0");
        assertFoundX(block + 8 * SECTOR);
        assertFoundX(block + 16 * SECTOR - 1);
        assertFoundX(block + 16 * SECTOR, "OTHER_SECTORS " + (block + 16 * SECTOR) + " 512 0 16");
        assertFoundX(6 * MIB - 1, "OTHER_SECTORS " + (6 * MIB - SECTOR) + " 512 0 2047");
        assertFoundX(6 * MIB, "TRIMMED " + 6 * MIB + " 512 1 2048");
        assertFoundX(7 * MIB - 1, "TRIMMED " + (7 * MIB - SECTOR) + " 512 1 4095");
        assertFoundX(7 * MIB);
        assertFoundX(9 * MIB - 4096 - 1);
        assertFoundX(9 * MIB - 4096, "PAST_DISK_END " + (9 * MIB - 4096) + " 512 5 -1");
        assertFoundX(9 * MIB - 1, "PAST_DISK_END " + (9 * MIB - SECTOR) + " 512 5 -1");
    }

    @Test
    void findsWhatNothingRefersToInAVhdx() throws IOException {
        byte[] longer = Arrays.copyOf(VHDX.toBytes(), 10 * MIB);
        longer[9 * MIB] = 1;
        longer[10 * MIB - 1] = 1;
        assertEquals(
                List.of("UNREFERENCED " + 9 * MIB + " 512 -1 -1", "UNREFERENCED " + (10 * MIB - SECTOR) + " 512 -1 -1"),
                regionsX(longer));
    }

    @Test
    void saysThatAHeaderHadOtherIds() throws IOException {
        byte[] other = VHDX.toBytes();
        other[0x10000 + 32] ^= 1;
        assertEquals(List.of("FORMER_HEADER 65536 4096 -1 -1"), regionsX(VhdxImage.fixChecksums(other)));
        byte[] log = VHDX.toBytes();
        log[0x10000 + 48] ^= 1;
        assertEquals(List.of("FORMER_HEADER 65536 4096 -1 -1"), regionsX(VhdxImage.fixChecksums(log)));
        byte[] torn = VHDX.toBytes();
        torn[0x10000 + 32] ^= 1;
        assertEquals(List.of(), regionsX(torn), "its checksum is wrong");
    }

    @Test
    void leavesALogThatIsNeededAlone() throws IOException {
        VhdxImage logged = VHDX.toBuilder()
                .log(VhdxLogRecipe.dirty(5, VhdxLogRecipe.Entry.of(9, 0, VhdxLogRecipe.Change.right("table", 0, 4096))))
                .build();
        assertEquals(List.of(), regionsX(logged.toBytes()));
    }

    @Test
    void readsTheRestOfABlockThatAnotherReachesInto() throws IOException {
        DiskImage large = DiskImage.dynamic(512 * SECTOR)
                .blockSize(128 * SECTOR)
                .layout(Layout.COMPACT)
                .own(0, 1, SectorContent.pattern(1))
                .own(128, 1, SectorContent.pattern(1))
                .build();
        byte[] bytes = large.toBytes();
        int table = (int) large.positions().tableOffset();
        int first = (int) large.positions().bitmapOffset(0);
        Arrays.fill(bytes, first, (int) large.positions().tailOffset(), (byte) 0);
        bytes[first] = (byte) 0x80;
        // The second begins in the sector 58 of the first, which covers 70 of its own.
        ByteBuffer.wrap(bytes).putInt(table + 4, first / SECTOR + 58);
        int data = first + 59 * SECTOR;
        bytes[data + 75 * SECTOR] = 1;
        bytes[data + 127 * SECTOR] = 1;
        assertEquals(
                List.of(
                        "UNDER_CLEAR_BITS " + (data + 75 * SECTOR) + " 512 1 203",
                        "UNDER_CLEAR_BITS " + (data + 127 * SECTOR) + " 512 1 255"),
                regions(bytes));
    }

    @Test
    void findsEntriesBehindTheDiskInTheTable() throws IOException {
        DiskImage room = CHILD.toBuilder().maxTableEntries(20_000).build();
        int table = (int) room.positions().tableOffset();
        for (int entry : new int[] {5, 9, 127, 128, 16_380, 16_384, 16_500, 19_999}) {
            byte[] bytes = room.toBytes();
            bytes[table + 4 * entry + 3] = 9;
            assertEquals(
                    List.of("TABLE_PADDING " + (table + 4 * entry) + " 4 -1 -1"), regions(bytes), "entry " + entry);
        }
        byte[] bytes = room.toBytes();
        Arrays.fill(bytes, table + 20, table + 80_000, (byte) 0xFF);
        // A sector of which every word is all ones or zeros, and not all of them the same.
        Arrays.fill(bytes, table + 4 * SECTOR + 8, table + 4 * SECTOR + 12, (byte) 0);
        assertEquals(List.of("TABLE_PADDING " + (table + 4 * SECTOR) + " 512 -1 -1"), regions(bytes));
    }

    @Test
    void endsPaddingWithThePage() throws IOException {
        // 640 entries end with the first page of the file.
        byte[] bytes = DiskImage.dynamic(640 * SECTOR)
                .blockSize(SECTOR)
                .layout(Layout.COMPACT)
                .build()
                .toBytes();
        byte[] longer = new byte[bytes.length + SECTOR];
        System.arraycopy(bytes, 0, longer, 0, 4096);
        System.arraycopy(bytes, 4096, longer, 4096 + SECTOR, bytes.length - 4096);
        longer[4096] = 1;
        assertEquals(List.of("UNREFERENCED 4096 512 -1 -1"), regions(longer));
    }

    @Test
    void tellsHowFarItRead() throws IOException {
        byte[] fixed = DiskImage.fixed(8 * SECTOR).build().toBytes();
        byte[] longer = new byte[fixed.length + 3 * MIB];
        System.arraycopy(fixed, 8 * SECTOR, longer, longer.length - SECTOR, SECTOR);
        List<Long> read = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        try (VhdFile file = VhdFile.open(source(longer))) {
            ResidueReport.of(file, Limits.defaults(), (at, total, bytesRead) -> {
                assertEquals(longer.length, total);
                read.add(bytesRead);
                return done.add(at);
            });
        }
        assertEquals(List.of((long) MIB, 2L * MIB, 3L * MIB, 3L * MIB), read);
        assertEquals((long) longer.length, done.get(3));
        assertEquals(4096L + MIB - 65536, done.get(0));
    }

    @Test
    void findsWhatIsLeftOfATrimmedBlockBesideOthers() throws IOException {
        VhdxImage image = VhdxImage.dynamic(8 * MIB)
                .blockBytes(2 * MIB)
                .content(new byte[8 * MIB])
                .block(0, VhdxImage.FULL)
                .build();
        byte[] bytes = Arrays.copyOf(image.toBytes(), 10 * MIB);
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // Block 0 is from 4 to 6 MiB; a trimmed block was from 5 to 7, another from 8 to 10.
        table.putLong(3 * MIB + 8, 5L * MIB | 3).putLong(3 * MIB + 16, 8L * MIB | 1);
        for (int at : new int[] {6 * MIB, 7 * MIB, 8 * MIB, 10 * MIB - 1}) {
            bytes[at] = 1;
        }
        assertEquals(
                List.of(
                        "TRIMMED " + 6 * MIB + " 512 1 " + (4096 + 2048),
                        "UNREFERENCED " + 7 * MIB + " 512 -1 -1",
                        "TRIMMED " + 8 * MIB + " 512 2 8192",
                        "TRIMMED " + (10 * MIB - SECTOR) + " 512 2 12287"),
                regionsX(bytes));
        // Where another block ended right before it, nothing of it is there any more.
        table.putLong(3 * MIB + 8, 4L * MIB | 3);
        assertEquals("UNREFERENCED " + 6 * MIB + " 512 -1 -1", regionsX(bytes).get(0));
    }

    @Test
    void endsTheTableOfAChildBehindItsLastBitmap() throws IOException {
        byte[] bytes = VhdxImage.differencing(17L * 256 * MIB)
                .blockBytes(256 * MIB)
                .parent(VHDX, "base.vhdx")
                .build()
                .toBytes();
        // Seventeen entries with a bitmap, and the bitmap of the second chunk: 34 entries are in use.
        bytes[3 * MIB + 8 * 34] = 1;
        assertEquals(
                List.of("TABLE_PADDING " + (3 * MIB + 8 * 34) + " " + (SECTOR - 8 * 34) + " -1 -1"), regionsX(bytes));
        bytes[3 * MIB + 8 * 34] = 0;
        bytes[3 * MIB + 8 * 33] = 8;
        assertEquals(List.of(), regionsX(bytes));
        // Sixteen blocks are one chunk.
        byte[] one = VhdxImage.differencing(16L * 256 * MIB)
                .blockBytes(256 * MIB)
                .parent(VHDX, "base.vhdx")
                .build()
                .toBytes();
        one[3 * MIB + 8 * 17] = 1;
        assertEquals(
                List.of("TABLE_PADDING " + (3 * MIB + 8 * 17) + " " + (SECTOR - 8 * 17) + " -1 -1"), regionsX(one));
    }

    @Test
    void findsSectorsInLaterPartsOfALargeBlockOfAVhdx() throws IOException {
        VhdxImage large = VhdxImage.differencing(8 * MIB)
                .blockBytes(4 * MIB)
                .parent(VHDX, "base.vhdx")
                .content(new byte[8 * MIB])
                .block(0, VhdxImage.PARTIAL)
                .block(1, VhdxImage.PARTIAL)
                .own(0, 1)
                .build();
        for (int sector : new int[] {1, 4095, 4096, 8191}) {
            for (int block : new int[] {0, 1}) {
                byte[] bytes = large.toBytes();
                int at = (5 + 4 * block) * MIB + sector * SECTOR;
                bytes[at] = 1;
                assertEquals(
                        List.of("OTHER_SECTORS " + at + " 512 " + block + " " + (8192 * block + sector)),
                        regionsX(bytes));
            }
        }
    }

    /** What is found where one byte is another. */
    private static void assertFound(int at, String... expected) throws IOException {
        byte[] bytes = CHILD.toBytes();
        bytes[at] ^= 0x5A;
        assertEquals(List.of(expected), regions(bytes), "byte " + at);
    }

    private static void assertFoundX(int at, String... expected) throws IOException {
        byte[] bytes = VHDX.toBytes();
        bytes[at] ^= 0x5A;
        assertEquals(List.of(expected), regionsX(bytes), "byte " + at);
    }

    private static List<String> regions(byte[] bytes) throws IOException {
        try (VhdFile file = VhdFile.open(source(bytes))) {
            return texts(ResidueReport.of(file, Limits.defaults(), Progress.NONE));
        }
    }

    private static List<String> regionsX(byte[] bytes) throws IOException {
        try (VhdxFile file = VhdxFile.open(source(bytes), FileOptions.defaults())) {
            return texts(ResidueReport.of(file, Limits.defaults(), Progress.NONE));
        }
    }

    private static List<String> texts(ResidueReport report) {
        List<String> texts = new ArrayList<>();
        for (ResidueRegion region : report.regions()) {
            texts.add(region.kind().name() + " " + region.fileOffset() + " " + region.length() + " " + region.block()
                    + " " + region.virtualSector());
        }
        return texts;
    }

    private static List<String> findings(byte[] bytes) throws IOException {
        try (VhdFile file = VhdFile.open(source(bytes))) {
            return ResidueReport.of(file, Limits.defaults(), Progress.NONE).findings().stream()
                    .map(finding -> finding.code().name() + " " + finding.structure() + " @" + finding.fileOffset()
                            + ": " + finding.detail())
                    .toList();
        }
    }

    private static RandomAccessSource source(byte[] bytes) {
        return RandomAccessSources.ofBytes("disk", bytes);
    }
}
