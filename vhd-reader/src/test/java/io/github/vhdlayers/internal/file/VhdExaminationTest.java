package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is said of a VHD's whole table, and which part of the file is for what. */
class VhdExaminationTest {
    private static final int SECTOR = 512;
    private static final byte[] BASE_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    /** Eight blocks of nine sectors with their bitmaps, of which the file has three: in the sectors 4, 13 and 22. */
    private static final DiskImage DISK = DiskImage.dynamic(64 * SECTOR)
            .blockSize(4096)
            .layout(Layout.COMPACT)
            .own(0, 20, SectorContent.pattern(1))
            .build();

    private static final int TABLE = (int) DISK.positions().tableOffset();
    private static final int TAIL = (int) DISK.positions().tailOffset();
    private static final String BAT = " block allocation table @";

    @Test
    void findsNothingInASoundFile() throws IOException {
        assertFound(DISK.toBytes());
    }

    @Test
    void namesEntriesThatAreMisplaced() throws IOException {
        assertFound(
                table(DISK, 4, 3, 22, 0xFFFF_FFFE),
                "BAT_ENTRY_MISPLACED" + BAT + (TABLE + 4) + ": entry 1 is sector 3",
                "BAT_ENTRY_MISPLACED" + BAT + (TABLE + 12) + ": entry 3 is sector 4294967294");
        // Only so many are named.
        Limits one = Limits.defaults().toBuilder().maxFindings(1).build();
        assertEquals(
                List.of(
                        "BAT_ENTRY_MISPLACED" + BAT + TABLE + ": entry 0 is sector 3",
                        "FINDINGS_LEFT_OUT findings: the first 1 are listed, 2 more were found"),
                found(table(DISK, 3, 3, 3), one));
    }

    @Test
    void saysHowMuchOfABlockIsMissing() throws IOException {
        assertFound(
                table(DISK, 4, 13, 23),
                "BLOCK_TRUNCATED block 2 @" + 23 * SECTOR + ": the last 512 of its bytes are not in the file");
        // The last block of a disk ends with the disk.
        DiskImage ragged = DiskImage.dynamic(19 * SECTOR)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 19, SectorContent.pattern(1))
                .build();
        byte[] bytes = ragged.toBytes();
        int place = (int) ragged.positions().bitmapOffset(2);
        byte[] cut = Arrays.copyOf(bytes, place + 4 * SECTOR + SECTOR);
        System.arraycopy(bytes, 0, cut, place + 4 * SECTOR, SECTOR);
        assertFound(cut);
        byte[] less = Arrays.copyOf(bytes, place + 4 * SECTOR);
        System.arraycopy(bytes, 0, less, place + 3 * SECTOR, SECTOR);
        assertFound(less, "BLOCK_TRUNCATED block 2 @" + place + ": the last 512 of its bytes are not in the file");
    }

    @Test
    void namesBlocksThatSharePlaces() throws IOException {
        assertFound(
                table(DISK, 13, 4, 13),
                "BAT_ENTRY_DUPLICATE" + BAT + (TABLE + 8)
                        + ": blocks 0 and 2 are both at file offset 6656; in doubt are sectors 0 to 7 and sectors 16 to 23 of"
                        + " the disk");
        assertFound(
                table(DISK, 4, 11, 20),
                "BAT_ENTRIES_OVERLAP" + BAT + (TABLE + 4)
                        + ": blocks 0 and 1 share 1024 bytes, from file offset 5632; in doubt are sectors 0 to 7 and sectors 8"
                        + " to 15 of the disk");
    }

    @Test
    void countsZeros() throws IOException {
        String none = ", and the file has no unlisted room for a block";
        assertFound(table(DISK, 4, 13, 22, -1, 0), "BAT_ENTRY_ZERO" + BAT + (TABLE + 16) + ": entry 4 is 0" + none);
        assertFound(
                table(DISK, 4, 13, 22, 0, -1, 0),
                "BAT_ENTRY_ZERO" + BAT + (TABLE + 12) + ": 2 entries are 0, the first is entry 3" + none);
        assertFound(
                table(DISK, 4, 13, 0),
                "BAT_ENTRY_LOST" + BAT + (TABLE + 8)
                        + ": entry 2 is 0, and the file has room for a block that is not listed, or ends early");
    }

    @Test
    void namesEntriesBehindTheDisk() throws IOException {
        DiskImage larger = DISK.toBuilder().maxTableEntries(20).build();
        byte[] bytes = larger.toBytes();
        int table = (int) larger.positions().tableOffset();
        ByteBuffer.wrap(bytes).putInt(table + 4 * 8, 9).putInt(table + 4 * 9, 0).putInt(table + 4 * 19, 10);
        assertFound(
                bytes,
                "BAT_ENTRY_BEYOND_DISK" + BAT + (table + 32) + ": entry 8 is sector 9, the disk has 8 blocks",
                "BAT_ENTRY_BEYOND_DISK" + BAT + (table + 76) + ": entry 19 is sector 10, the disk has 8 blocks");
    }

    @Test
    void looksAtNoEntryBehindTheFile() throws IOException {
        // The table is last, has room for a hundred entries, and the file holds nine of them.
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(DISK.toBytes(), TAIL), 50 * SECTOR + 38);
        System.arraycopy(bytes, TABLE, bytes, 50 * SECTOR, 38);
        ByteBuffer.wrap(bytes)
                .putLong(512 + 16, 50 * SECTOR)
                .putInt(512 + 28, 100)
                .putInt(50 * SECTOR + 32, 9);
        assertFound(
                Mutations.fixChecksums(bytes),
                "BAT_ENTRY_BEYOND_DISK" + BAT + (50 * SECTOR + 32) + ": entry 8 is sector 9, the disk has 8 blocks");
    }

    @Test
    void saysWhichBlockSizeWouldFit() throws IOException {
        for (int entries : new int[] {16, 64, 128, 20}) {
            DiskImage larger = DISK.toBuilder().maxTableEntries(entries).build();
            byte[] bytes = larger.toBytes();
            int table = (int) larger.positions().tableOffset();
            ByteBuffer.wrap(bytes).putInt(table + 4 * 9, 9);
            String beyond =
                    "BAT_ENTRY_BEYOND_DISK" + BAT + (table + 36) + ": entry 9 is sector 9, the disk has 8 blocks";
            if (entries == 20 || entries == 128) {
                // No size of whole sectors gives as many.
                assertFound(bytes, beyond);
            } else {
                assertFound(
                        bytes,
                        "BLOCK_SIZE_CONTRADICTED" + BAT + (table + 36)
                                + ": entry 9 is in use, and the disk has 8 blocks of 4096 bytes; " + entries
                                + " blocks of " + 32768 / entries + " bytes would fit the table",
                        beyond);
            }
        }
    }

    @Test
    void countsBlocksThatWereCutOff() throws IOException {
        byte[] bytes = DISK.toBytes();
        assertFound(
                Arrays.copyOf(bytes, 14 * SECTOR),
                "FILE_CUT_OFF file @7168: 2 blocks are behind the file's end at 7168, 0 blocks are cut by it; the file had at"
                        + " least " + (TAIL + SECTOR) + " bytes");
        assertFound(
                Arrays.copyOf(bytes, 14 * SECTOR + 1),
                "FILE_CUT_OFF file @7169: 1 block is behind the file's end at 7169, 1 block is cut by it; the file had at"
                        + " least " + (TAIL + SECTOR) + " bytes");
        assertFound(
                Arrays.copyOf(bytes, TAIL - 1),
                "FILE_CUT_OFF file @" + (TAIL - 1) + ": 0 blocks are behind the file's end at " + (TAIL - 1)
                        + ", 1 block is cut by it; the file had at least " + (TAIL + SECTOR) + " bytes");
        assertFound(Arrays.copyOf(bytes, TAIL));
        assertFound(
                Arrays.copyOf(table(DISK, 4, 3, 22), TAIL),
                "BAT_ENTRY_MISPLACED" + BAT + (TABLE + 4) + ": entry 1 is sector 3");
        try (VhdFile file = open(Arrays.copyOf(bytes, 14 * SECTOR + 1))) {
            assertEquals(2, FileExamination.of(file, Limits.defaults()).blockCount());
        }
    }

    @Test
    void measuresTheLastBlockByTheDiskWhereTheFileWasCutOff() throws IOException {
        DiskImage ragged = DiskImage.dynamic(19 * SECTOR)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 19, SectorContent.pattern(1))
                .build();
        int end = (int) ragged.positions().blockDataOffset(2) + 3 * SECTOR;
        assertFound(Arrays.copyOf(ragged.toBytes(), end));
        assertFound(
                Arrays.copyOf(ragged.toBytes(), end - 1),
                "FILE_CUT_OFF file @" + (end - 1) + ": 0 blocks are behind the file's end at " + (end - 1)
                        + ", 1 block is cut by it; the file had at least " + (end + SECTOR) + " bytes");
    }

    @Test
    void saysWhatWasNotLookedAt() throws IOException {
        Limits entries = Limits.defaults().toBuilder().maxExaminedEntries(6).build();
        assertEquals(
                List.of("EXAMINATION_INCOMPLETE" + BAT + (TABLE + 24)
                        + ": the last 2 of its entries were not looked at"),
                found(DISK.toBytes(), entries));
        Limits blocks = Limits.defaults().toBuilder().maxExaminedBlocks(2).build();
        assertEquals(
                List.of("EXAMINATION_INCOMPLETE" + BAT + TABLE + ": 1 blocks were not compared with the others"),
                found(DISK.toBytes(), blocks));
        try (VhdFile file = open(DISK.toBytes())) {
            assertFalse(FileExamination.of(file, entries).isComplete());
            assertFalse(FileExamination.of(file, blocks).isComplete());
            Limits exact = Limits.defaults().toBuilder()
                    .maxExaminedEntries(8)
                    .maxExaminedBlocks(3)
                    .build();
            FileExamination all = FileExamination.of(file, exact);
            assertTrue(all.isComplete());
            assertEquals(List.of(), all.findings());
            assertEquals(3, all.blockCount());
        }
    }

    @Test
    void comparesMoreBlocksThanTheFirstListHasRoomFor() throws IOException {
        DiskImage many = DiskImage.dynamic(200 * SECTOR)
                .blockSize(SECTOR)
                .layout(Layout.COMPACT)
                .own(0, 150, SectorContent.pattern(1))
                .build();
        byte[] bytes = many.toBytes();
        int table = (int) many.positions().tableOffset();
        ByteBuffer.wrap(bytes).putInt(table + 4 * 149, (int) many.positions().tableEntry(0));
        try (VhdFile file = open(bytes)) {
            FileExamination examination = FileExamination.of(file, Limits.defaults());
            assertEquals(150, examination.blockCount());
            assertEquals(1, examination.findings().size());
            assertTrue(examination.findings().get(0).detail().startsWith("blocks 0 and 149 are both at"));
        }
    }

    @Test
    void listsRegionsInTheOrderOfTheFile() throws IOException {
        DiskImage child = DiskImage.differencing(64 * SECTOR)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .parentUniqueId(BASE_ID)
                .locator(0, "W2ru", new byte[100])
                .own(0, 10, SectorContent.pattern(1))
                .trailingJunk(30)
                .build();
        long table = child.positions().tableOffset();
        long locator = child.positions().locatorOffset(0);
        long first = child.positions().bitmapOffset(0);
        long second = child.positions().bitmapOffset(1);
        long tail = child.positions().tailOffset();
        try (VhdFile file = open(child.toBytes())) {
            assertEquals(
                    List.of(
                            "FOOTER_COPY 0 512 -1",
                            "HEADER 512 1024 -1",
                            "TABLE " + table + " 32 -1",
                            "UNREFERENCED " + (table + 32) + " " + (locator - table - 32) + " -1",
                            "LOCATOR " + locator + " 100 -1",
                            "UNREFERENCED " + (locator + 100) + " " + (first - locator - 100) + " -1",
                            "BLOCK " + first + " 4608 0",
                            "BLOCK " + second + " 4608 1",
                            "FOOTER " + tail + " 512 -1",
                            "UNREFERENCED " + (tail + 512) + " 30 -1"),
                    regions(file));
        }
    }

    @Test
    void listsRegionsThatOverlapOneAfterAnother() throws IOException {
        try (VhdFile file = open(table(DISK, 4, 11, 23))) {
            assertEquals(
                    List.of(
                            "FOOTER_COPY 0 512 -1",
                            "HEADER 512 1024 -1",
                            "TABLE 1536 32 -1",
                            "UNREFERENCED 1568 480 -1",
                            "BLOCK 2048 4608 0",
                            "BLOCK 5632 4608 1",
                            "UNREFERENCED 10240 1536 -1",
                            "BLOCK 11776 4608 2",
                            "FOOTER 15872 512 -1"),
                    regions(file));
        }
    }

    @Test
    void listsTheDataOfAFixedDisk() throws IOException {
        byte[] fixed = DiskImage.fixed(8 * SECTOR).build().toBytes();
        try (VhdFile file = open(fixed)) {
            assertEquals(List.of("DATA 0 4096 -1", "FOOTER 4096 512 -1"), regions(file));
            assertEquals(0, FileExamination.of(file, Limits.defaults()).blockCount());
            assertTrue(FileExamination.of(file, Limits.defaults()).isComplete());
        }
        byte[] longer = new byte[fixed.length + SECTOR];
        System.arraycopy(fixed, 0, longer, SECTOR, fixed.length);
        try (VhdFile file = open(longer)) {
            assertEquals(List.of("DATA 0 4096 -1", "UNREFERENCED 4096 512 -1", "FOOTER 4608 512 -1"), regions(file));
        }
        try (VhdFile file = open(Arrays.copyOfRange(fixed, SECTOR, fixed.length))) {
            assertEquals(List.of("DATA 0 3584 -1", "FOOTER 3584 512 -1"), regions(file));
        }
    }

    @Test
    void hasNoRegionBehindTheLast() throws IOException {
        try (VhdFile file = open(DISK.toBytes())) {
            Iterator<FileRegion> regions =
                    FileExamination.of(file, Limits.defaults()).regions().iterator();
            long end = 0;
            while (regions.hasNext()) {
                end = regions.next().end();
            }
            assertEquals(TAIL + SECTOR, end);
            assertThrows(NoSuchElementException.class, regions::next);
        }
    }

    @Test
    void examinesNothingOfAClosedFile() throws IOException {
        VhdFile file = open(DiskImage.fixed(8 * SECTOR).build().toBytes());
        file.close();
        assertThrows(ClosedChannelException.class, () -> FileExamination.of(file, Limits.defaults()));
    }

    @Test
    void saysWhatAFileIs() throws IOException {
        try (VhdFile file = open(
                DISK.toBuilder().creator("vpc ", 0x0005_0003, "Wi2k").build().toBytes())) {
            assertEquals("disk.vhd (dynamic, vpc 5.3, 32768 bytes)", file.toString());
            assertEquals("vpc 5.3", file.creatorText());
            assertEquals(DiskFormat.VHD, file.format());
            assertNull(file.virtualDiskId());
            assertEquals(List.of(), file.locatorPaths());
            assertEquals(FooterPlace.TAIL, file.servedFooter().place());
            assertEquals(8, Objects.requireNonNull(file.layout()).blockCount());
            assertEquals(512, file.logicalSectorBytes());
            assertFalse(file.isTypeContradicted());
            assertFalse(file.isRaw());
            ByteBuffer last = ByteBuffer.allocate(SECTOR);
            file.readData(TAIL - SECTOR, last);
            assertArrayEquals(Arrays.copyOfRange(DISK.toBytes(), TAIL - SECTOR, TAIL), last.array());
            Exception e = assertThrows(IOException.class, () -> file.readData(TAIL - SECTOR + 1, last.clear()));
            assertTrue(
                    String.valueOf(e.getMessage())
                            .endsWith("data: expected 512 bytes of the disk, found 511 before the file's data ends at "
                                    + TAIL + " (file offset " + (TAIL - SECTOR + 1) + ")"),
                    e::getMessage);
            assertThrows(IndexOutOfBoundsException.class, () -> file.readRaw(TAIL + 1, last.clear()));
        }
        byte[] contradicted = DISK.toBytes();
        contradicted[512 + 40] = 1;
        try (VhdFile file = open(Mutations.fixChecksums(contradicted))) {
            assertTrue(file.isTypeContradicted());
        }
    }

    @Test
    void knowsIdAndTimeOfADisk() throws IOException {
        byte[] bytes =
                DISK.toBuilder().uniqueId(BASE_ID).timestamp(86_400).build().toBytes();
        try (VhdFile file = open(bytes)) {
            assertEquals("04030201-0605-0807-090a-0b0c0d0e0f10", file.uniqueId().toString());
            assertEquals(Instant.parse("2000-01-02T00:00:00Z"), file.created());
        }
        // The footer is read even where the header is damaged.
        bytes[512] = 0;
        LocatedFooter footer =
                VhdFile.peekFooter(RandomAccessSources.ofBytes("disk.vhd", bytes), FileOptions.defaults());
        assertEquals(FooterPlace.TAIL, footer.place());
        assertEquals(TAIL, footer.fileOffset());
    }

    @Test
    void saysWhichBlockSizeWouldFitADiskOfAnyLength() throws IOException {
        // 63 sectors are fifteen blocks of four and a part of another.
        DiskImage image = DiskImage.dynamic(63 * SECTOR)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .maxTableEntries(16)
                .build();
        byte[] bytes = image.toBytes();
        ByteBuffer.wrap(bytes).putInt(TABLE + 36, 9);
        try (VhdFile file = open(bytes)) {
            assertTrue(FileExamination.of(file, Limits.defaults())
                    .findings()
                    .get(0)
                    .detail()
                    .endsWith("16 blocks of 2048 bytes would fit the table"));
        }
    }

    private static byte[] table(DiskImage image, long... entries) {
        byte[] bytes = image.toBytes();
        for (int block = 0; block < entries.length; block++) {
            ByteBuffer.wrap(bytes).putInt(TABLE + 4 * block, (int) entries[block]);
        }
        return bytes;
    }

    private static List<String> regions(VhdFile file) throws IOException {
        List<String> regions = new ArrayList<>();
        for (FileRegion region : FileExamination.of(file, Limits.defaults()).regions()) {
            regions.add(region.kind() + " " + region.fileOffset() + " " + region.length() + " " + region.block());
        }
        return regions;
    }

    private static void assertFound(byte[] bytes, String... expected) throws IOException {
        assertEquals(List.of(expected), found(bytes, Limits.defaults()));
    }

    private static List<String> found(byte[] bytes, Limits limits) throws IOException {
        try (VhdFile file = open(bytes)) {
            return FileExamination.of(file, limits).findings().stream()
                    .map(VhdExaminationTest::text)
                    .toList();
        }
    }

    private static String text(Finding finding) {
        return finding.code().name() + " " + finding.structure()
                + (finding.fileOffset() == null ? "" : " @" + finding.fileOffset()) + ": " + finding.detail();
    }

    private static VhdFile open(byte[] bytes) throws IOException {
        return VhdFile.open(RandomAccessSources.ofBytes("disk.vhd", bytes));
    }
}
