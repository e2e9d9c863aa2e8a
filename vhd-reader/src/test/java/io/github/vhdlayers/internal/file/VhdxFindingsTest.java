package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whether what is odd about a VHDX is reported with the values that are in it, and the place where they are. */
class VhdxFindingsTest {
    private static final int MIB = 1 << 20;
    private static final int METADATA = 2 * MIB;
    private static final int TABLE = 3 * MIB;
    private static final int HEADER_1 = 0x10000;
    private static final int HEADER_2 = 0x20000;
    private static final int REGIONS_1 = 0x30000;
    private static final int REGIONS_2 = 0x40000;
    private static final int ITEMS = METADATA + 0x10000;

    /** Stored are the blocks 0 and 2, at 4 and 5 MiB. */
    private static final VhdxImage DISK = VhdxImage.dynamic(4 * MIB)
            .block(0, VhdxImage.FULL)
            .block(2, VhdxImage.FULL)
            .build();

    /** Block 0 is at 5 MiB, its bitmap at 4 MiB. */
    private static final VhdxImage CHILD = VhdxImage.differencing(4 * MIB)
            .seed(2)
            .parent(DISK, "base.vhdx")
            .block(0, VhdxImage.PARTIAL)
            .own(8, 100)
            .build();

    @Test
    void namesTheHeaderThatIsNotUsed() throws IOException {
        assertOpened(
                DISK,
                file -> file.putInt(HEADER_1, 0),
                "HEADER_COPY_DAMAGED VHDX header @65536: no signature; the other header is used");
        byte[] torn = DISK.toBytes();
        torn[HEADER_2 + 200] ^= 1;
        assertEquals(
                List.of("HEADER_COPY_DAMAGED VHDX header @131072: a wrong checksum; the other header is used"),
                opened(torn, Limits.defaults()));
        assertOpened(
                DISK,
                file -> file.put(HEADER_2, file.duplicate(), HEADER_1, 4096),
                "HEADER_COPIES_EQUAL VHDX header @131072: both have the number 7 and the same bytes");
        assertOpened(
                DISK,
                file -> file.putLong(HEADER_1 + 8, -1).putLong(HEADER_2 + 8, -1),
                "HEADER_COPIES_CONTRADICT VHDX header @131072: both have the number 18446744073709551615 and differ; the"
                        + " first is used");
        assertOpened(
                DISK,
                file -> file.put(HEADER_2 + 32, new byte[16]),
                "UNIQUE_ID_MISSING VHDX header @131104: the data write id is all zeros");
        assertOpened(
                DISK,
                file -> file.putLong(HEADER_1 + 8, 9).put(HEADER_1 + 32, new byte[16]),
                "UNIQUE_ID_MISSING VHDX header @65568: the data write id is all zeros");
    }

    @Test
    void namesTheRegionTableThatIsNotUsed() throws IOException {
        assertOpened(
                DISK,
                file -> file.putInt(REGIONS_1, 0),
                "REGION_COPY_DAMAGED VHDX region table @196608: no signature; the other table is used");
        byte[] torn = DISK.toBytes();
        torn[REGIONS_2 + 200] ^= 1;
        assertEquals(
                List.of("REGION_COPY_DAMAGED VHDX region table @262144: a wrong checksum; the other table is used"),
                opened(torn, Limits.defaults()));
        assertOpened(
                DISK,
                file -> file.putLong(REGIONS_2 + 32, 9L * MIB),
                "REGION_COPIES_DIFFER VHDX region table @262144: the first is used");
        assertOpened(
                DISK,
                file -> {
                    for (int table : new int[] {REGIONS_1, REGIONS_2}) {
                        file.putInt(table + 8, 3).putInt(table + 80, 42);
                        file.putLong(table + 96, 1L << 40).putInt(table + 104, 2 * MIB);
                    }
                },
                "REGION_UNKNOWN VHDX region table @1099511627776: region 0000002a-0000-0000-0000-000000000000: 2097152"
                        + " bytes");
    }

    @Test
    void namesPlacesOfLogAndTable() throws IOException {
        assertOpened(
                DISK,
                file -> file.putLong(HEADER_2 + 72, 77),
                "LOG_MISPLACED VHDX header @131140: the log has 1048576 bytes at 77");
        assertOpened(DISK, file -> file.putInt(HEADER_2 + 68, 0).putLong(HEADER_2 + 72, 77));
        // A disk of 131,073 blocks needs 32 bitmaps and as many entries more than its blocks; the table has 131,072.
        assertOpened(
                DISK,
                file -> file.putLong(ITEMS + 8, 131_073L * MIB),
                "BAT_SMALLER VHDX region table @3145728: the table has room for 131072 entries, the disk needs 131105");
        assertOpened(DISK, file -> file.putLong(ITEMS + 8, (131_072L - 31) * MIB));
        assertOpened(
                DISK,
                file -> file.putLong(ITEMS + 8, (131_072L - 30) * MIB),
                "BAT_SMALLER VHDX region table @3145728: the table has room for 131072 entries, the disk needs 131073");
        byte[] cut = Arrays.copyOf(DISK.toBytes(), TABLE + 31);
        assertEquals(
                List.of(
                        "BAT_TRUNCATED VHDX block allocation table @3145728: of 4 entries 3 are in the file",
                        "FILE_END_UNALIGNED VHDX file @3145728: 3145759 bytes, 31 more than whole MiB"),
                opened(cut, Limits.defaults()));
        assertEquals(
                List.of("FILE_END_UNALIGNED VHDX file @3145728: 3145760 bytes, 32 more than whole MiB"),
                opened(Arrays.copyOf(DISK.toBytes(), TABLE + 32), Limits.defaults()));
    }

    @Test
    void countsBytesBehindTheCreator() throws IOException {
        assertOpened(
                DISK,
                file -> file.put(400, (byte) 1).put(519, (byte) 2),
                "CREATOR_PADDING VHDX identifier @30: 2 bytes behind the creator's name are not zero");
        assertOpened(DISK, file -> file.put(520, (byte) 1));
    }

    @Test
    void namesAFooterOfAVhdAtTheEnd() throws IOException {
        byte[] footer = DiskImage.fixed(512).build().toBytes();
        assertOpened(
                DISK,
                file -> file.put(6 * MIB - 512, footer, 512, 512),
                "VHD_FOOTER_AT_END VHDX file @6290944: the file ends in a sound footer of a VHD; it is read as the VHDX as"
                        + " which it begins");
        assertOpened(DISK, file -> file.put(6 * MIB - 512, footer, 512, 512).put(6 * MIB - 1, (byte) 1));
    }

    @Test
    void namesOddMetadata() throws IOException {
        String at = " VHDX metadata @2097152: ";
        assertOpened(
                DISK,
                file -> file.putInt(METADATA + 12, 1),
                "METADATA_FIELD" + at + "reserved bits of the table are set");
        assertOpened(
                DISK,
                file -> file.putInt(ITEMS + 4, 4),
                "METADATA_FIELD" + at + "reserved bits of the file parameters are set");
        assertOpened(
                DISK, file -> file.putInt(ITEMS + 36, 7), "METADATA_FIELD" + at + "physical sector size is 7 bytes");
        assertOpened(
                DISK, file -> file.putInt(ITEMS + 36, 0), "METADATA_FIELD" + at + "physical sector size is 0 bytes");
        assertOpened(
                DISK,
                file -> file.putInt(METADATA + 32 * 5 + 20, 3),
                "METADATA_FIELD" + at + "physical sector size is missing");
        assertOpened(
                DISK,
                file -> file.put(ITEMS + 16, new byte[16]),
                "METADATA_FIELD" + at + "the virtual disk id is all zeros");
        assertOpened(
                DISK,
                file -> file.putInt(METADATA + 32 * 3 + 20, 15),
                "METADATA_FIELD" + at + "the virtual disk id is missing");
        assertOpened(
                DISK,
                file -> item(file, 0, 0x71CC85F0, 0x4E281B69, 0xD375AE83BFC35895L, 0),
                "FILE_INCOMPLETE" + at + "the item 71cc85f0-1b69-4e28-9558-c3bf83ae75d3 is there");
    }

    @Test
    void listsItemsOfUsers() throws IOException {
        StringBuilder listed = new StringBuilder("1: user item 00000001-0000-0000-0000-000000000000 of 0 bytes");
        assertOpened(DISK, file -> item(file, 0, 1, 0, 0, 1), "METADATA_USER_ITEMS VHDX metadata @2097152: " + listed);
        listed.setLength(0);
        for (int id = 1; id <= 8; id++) {
            listed.append(id == 1 ? "" : ", ").append("user item 0000000").append(id);
            listed.append("-0000-0000-0000-000000000000 of 0 bytes");
        }
        for (int count : new int[] {8, 9}) {
            assertOpened(
                    DISK,
                    file -> {
                        for (int i = 0; i < count; i++) {
                            item(file, i, i + 1, 0, 0, 1);
                        }
                    },
                    "METADATA_USER_ITEMS VHDX metadata @2097152: " + count + ": " + listed
                            + (count > 8 ? " and more" : ""));
        }
    }

    @Test
    void acceptsItemsAtTheEdges() throws IOException {
        // The last bytes of the region, and no bytes in the middle of another item.
        for (int[] place : new int[][] {{MIB - 16, 16}, {0x10004, 0}}) {
            assertOpened(
                    DISK,
                    file -> {
                        item(file, 0, 1, 0, 0, 1);
                        file.putInt(METADATA + 32 * 6 + 16, place[0]).putInt(METADATA + 32 * 6 + 20, place[1]);
                    },
                    "METADATA_USER_ITEMS VHDX metadata @2097152: 1: user item 00000001-0000-0000-0000-000000000000 of "
                            + place[1] + " bytes");
        }
    }

    @Test
    void namesOddLocators() throws IOException {
        int item = 32 * 6;
        long at = CHILD.place("item5");
        assertOpened(
                CHILD,
                file -> file.putInt(METADATA + item, 5).putInt(METADATA + item + 24, 0),
                "METADATA_USER_ITEMS VHDX metadata @2097152: 1: item 00000005-b30b-454d-abf7-d3d84834ab0c of "
                        + length(CHILD.toBytes()) + " bytes",
                "LOCATOR_MISSING VHDX metadata @2097152: no parent locator");
        assertOpened(
                CHILD,
                file -> file.putInt(ITEMS + 4, 0),
                "LOCATOR_WITHOUT_PARENT VHDX metadata @" + at
                        + ": there is a parent locator, and the file parameters say that there is no parent");
        assertOpened(
                CHILD,
                file -> file.putInt((int) at, 0xB04AEFB8),
                "LOCATOR_TYPE_UNKNOWN parent locator @" + at + ": its type is b04aefb8-d19e-4a81-b789-25b8e9445913");
        List<String> broken = opened(changed(CHILD, file -> file.putInt((int) at + 20, 0xFFFFFF)), Limits.defaults());
        assertEquals(1, broken.size(), broken::toString);
        assertTrue(broken.get(0).startsWith("LOCATOR_UNUSABLE parent locator @" + at + ": "), broken::toString);
        VhdxImage odd = CHILD.toBuilder().pair("volume\u202E", "a\nb").build();
        assertOpened(odd, file -> {}, "LOCATOR_TEXT parent locator @" + at + ": volume\\u202e: a\\u000ab");
        VhdxImage value = CHILD.toBuilder().pair("volume", "a\nb").build();
        assertOpened(value, file -> {}, "LOCATOR_TEXT parent locator @" + at + ": volume: a\\u000ab");
        int length = length(CHILD.toBytes());
        assertEquals(
                List.of("LOCATOR_UNUSABLE parent locator @" + at + ": its length is " + length
                        + " bytes, more than the " + (length - 1) + " that are read"),
                opened(
                        CHILD.toBytes(),
                        Limits.defaults().toBuilder()
                                .maxLocatorBytes(length - 1)
                                .build()));
        assertEquals(
                List.of(),
                opened(
                        CHILD.toBytes(),
                        Limits.defaults().toBuilder().maxLocatorBytes(length).build()));
    }

    @Test
    void countsEntriesWithReservedBits() throws IOException {
        String first = "BAT_RESERVED_BITS VHDX block allocation table @3145736: ";
        assertExamined(DISK, file -> file.put(TABLE + 8 + 1, (byte) 1), first + "1 entry, the first is entry 1");
        assertExamined(
                DISK,
                file -> file.putLong(TABLE + 8, 4L * MIB)
                        .put(TABLE + 16, (byte) 0x0E)
                        .putLong(TABLE + 24, MIB | 2),
                first + "3 entries, the first is entry 1");
        assertExamined(
                CHILD,
                file -> file.put(TABLE + 8 * 4096, (byte) 0x0E),
                "BAT_RESERVED_BITS VHDX block allocation table @3178496: 1 entry, the first is entry 4096");
    }

    @Test
    void countsTrimmedBlocks() throws IOException {
        assertExamined(
                DISK,
                file -> file.put(TABLE + 16, (byte) 3),
                "TRIMMED_DATA VHDX block allocation table @3145744: 1 block, the first is block 2");
        assertExamined(
                DISK,
                file -> file.put(TABLE, (byte) 1).put(TABLE + 16, (byte) 3).put(TABLE + 24, (byte) 3),
                "TRIMMED_DATA VHDX block allocation table @3145728: 2 blocks, the first is block 0");
    }

    @Test
    void namesSectorBitmaps() throws IOException {
        assertExamined(
                DISK,
                file -> file.putLong(TABLE + 8 * 4096, 4L * MIB | 6),
                "BITMAP_UNEXPECTED VHDX block allocation table @3178496: 1 bitmap, the first is entry 4096");
        assertExamined(
                CHILD,
                file -> file.putLong(TABLE, 0).putLong(TABLE + 8 * 4096, 3),
                "BAT_STATE_RESERVED VHDX block allocation table @3178496: entry 4096 is a sector bitmap in state 3");
        assertExamined(
                CHILD,
                file -> file.putLong(TABLE, 0).putLong(TABLE + 8 * 4096, 2L * MIB | 6),
                "BAT_ENTRY_MISPLACED VHDX block allocation table @3178496: entry 4096 is a sector bitmap at file offset"
                        + " 2097152");
        assertExamined(
                CHILD,
                file -> file.putLong(TABLE + 8 * 4096, 0),
                "BITMAP_MISSING VHDX block allocation table @3145728: entry 0 (block 0) is a block that is present in part,"
                        + " and no sector bitmap of its chunk in the file");
    }

    @Test
    void namesEntriesThatAreWrong() throws IOException {
        assertExamined(
                DISK,
                file -> file.put(TABLE, (byte) 4),
                "BAT_STATE_RESERVED VHDX block allocation table @3145728: entry 0 (block 0) is state 4, which is reserved");
        assertExamined(
                DISK,
                file -> file.put(TABLE + 16, (byte) 5),
                "BAT_STATE_RESERVED VHDX block allocation table @3145744: entry 2 (block 2) is state 5, which is reserved");
        assertExamined(
                DISK,
                file -> file.put(TABLE, (byte) 7),
                "BAT_STATE_RESERVED VHDX block allocation table @3145728: entry 0 (block 0) is a block that is present in"
                        + " part, in a disk without a parent");
        assertExamined(
                DISK,
                file -> file.putLong(TABLE, 3L * MIB | 6),
                "BAT_ENTRY_MISPLACED VHDX block allocation table @3145728: entry 0 (block 0) is file offset 3145728");
        assertExamined(
                DISK,
                file -> file.putLong(TABLE + 8 * 5, 6)
                        .putLong(TABLE + 8 * 4096, 6)
                        .putLong(TABLE + 8 * 9, 0x123),
                "BITMAP_UNEXPECTED VHDX block allocation table @3178496: 1 bitmap, the first is entry 4096",
                "BAT_ENTRY_BEYOND_DISK VHDX block allocation table @3145768: entry 5 is 6, the disk has 4 blocks",
                "BAT_ENTRY_BEYOND_DISK VHDX block allocation table @3145800: entry 9 is 123, the disk has 4 blocks");
    }

    @Test
    void namesWhatSharesPlaces() throws IOException {
        String start = " VHDX block allocation table @";
        assertExamined(
                DISK,
                file -> file.putLong(TABLE + 16, 4L * MIB | 6),
                "BAT_ENTRY_DUPLICATE" + start
                        + "3145744: block 0 and block 2 share 1048576 bytes from file offset 4194304 on");
        assertExamined(
                CHILD,
                file -> file.putLong(TABLE + 8 * 4096, 5L * MIB | 6),
                "BAT_ENTRY_DUPLICATE" + start
                        + "3178496: block 0 and the sector bitmap of chunk 0 share 1048576 bytes from file offset 5242880"
                        + " on");
        VhdxImage large = VhdxImage.dynamic(16 * MIB)
                .blockBytes(4 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .build();
        assertExamined(
                large,
                file -> file.putLong(TABLE + 8, 5L * MIB | 6).putLong(TABLE + 24, 6L * MIB | 6),
                "BAT_ENTRIES_OVERLAP" + start
                        + "3145736: block 0 and block 1 share 3145728 bytes from file offset 5242880" + " on",
                "BAT_ENTRIES_OVERLAP" + start
                        + "3145752: block 1 and block 3 share 3145728 bytes from file offset 6291456" + " on");
        assertExamined(large, file -> file.putLong(TABLE + 8, 0).putLong(TABLE + 24, 8L * MIB | 6));
    }

    @Test
    void comparesOnlySoManyBlocks() throws IOException {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(TABLE + 16, 4L * MIB | 6)
                .putLong(TABLE + 24, 4L * MIB | 6);
        Limits two = Limits.defaults().toBuilder().maxExaminedBlocks(2).build();
        try (VhdxFile file = open(bytes, two)) {
            FileExamination examination = FileExamination.of(file, two);
            assertEquals(
                    List.of(
                            "EXAMINATION_INCOMPLETE VHDX block allocation table @3145728: blocks share places, and 1 were not"
                                    + " compared with the others",
                            "BAT_ENTRY_DUPLICATE VHDX block allocation table @3145744: block 0 and block 2 share 1048576"
                                    + " bytes from file offset 4194304 on"),
                    texts(examination.findings()));
            assertEquals(2, examination.blockCount());
            assertEquals(false, examination.isComplete());
        }
        try (VhdxFile file = open(bytes, Limits.defaults())) {
            assertEquals(true, FileExamination.of(file, Limits.defaults()).isComplete());
        }
    }

    @Test
    void countsFindingsThatAreLeftOut() throws IOException {
        byte[] bytes = DISK.toBytes();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; block < 4; block++) {
            file.putLong(TABLE + 8 * block, 5);
        }
        file.putLong(TABLE + 8 * 6, 6).putLong(TABLE + 8 * 7, 6);
        Limits two = Limits.defaults().toBuilder().maxFindings(2).build();
        try (VhdxFile opened = open(bytes, two)) {
            List<String> texts = texts(FileExamination.of(opened, two).findings());
            assertEquals(3, texts.size());
            assertEquals("FINDINGS_LEFT_OUT findings: the first 2 are listed, 4 more were found", texts.get(2));
        }
    }

    @Test
    void saysHowMuchOfABlockIsMissing() throws IOException {
        VhdxImage three = VhdxImage.dynamic(4 * MIB - 4096)
                .block(0, VhdxImage.FULL)
                .block(3, VhdxImage.FULL)
                .build();
        // The last block ends 4096 bytes earlier, with the disk.
        for (int cut : new int[] {4095, 4096, 4097}) {
            byte[] bytes = Arrays.copyOf(three.toBytes(), 6 * MIB - cut);
            try (VhdxFile file = open(bytes, Limits.defaults())) {
                assertEquals(
                        cut <= 4096
                                ? List.of()
                                : List.of(
                                        "BLOCK_TRUNCATED block 3 @5242880: the last 1 of its bytes are not in the file"),
                        texts(FileExamination.of(file, Limits.defaults()).findings()));
            }
        }
    }

    @Test
    void listsRegionsInTheOrderOfTheFile() throws IOException {
        byte[] bytes = Arrays.copyOf(CHILD.toBytes(), 8 * MIB);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(TABLE + 8, 7L * MIB | 6);
        try (VhdxFile file = open(Arrays.copyOf(bytes, 8 * MIB - 4096), Limits.defaults())) {
            StringBuilder regions = new StringBuilder();
            for (FileRegion region : FileExamination.of(file, Limits.defaults()).regions()) {
                regions.append(region.kind())
                        .append(' ')
                        .append(region.fileOffset() / MIB)
                        .append(' ')
                        .append(region.length())
                        .append(' ')
                        .append(region.block())
                        .append('\n');
            }
            assertEquals(
                    """
                    HEADER_SECTION 0 1048576 -1
                    LOG 1 1048576 -1
                    METADATA 2 1048576 -1
                    TABLE 3 1048576 -1
                    SECTOR_BITMAP 4 1048576 -1
                    BLOCK 5 1048576 0
                    UNREFERENCED 6 1048576 -1
                    BLOCK 7 1044480 1
                    """,
                    regions.toString());
        }
    }

    /** How long the sixth item is, which is the parent locator. */
    private static int length(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(METADATA + 32 * 6 + 20);
    }

    @Test
    void saysThatBitmapsWereCutOff() throws IOException {
        byte[] bytes = cutBitmap();
        // Nothing but the bitmap is behind the end, and the file has as much room that nothing refers to.
        List<String> alone = List.of(
                "BITMAP_MISSING VHDX block allocation table @3145728: entry 0 (block 0) is a block that is present in part,"
                        + " and no sector bitmap of its chunk in the file",
                "BAT_ENTRY_MISPLACED VHDX block allocation table @3178496: entry 4096 is a sector bitmap at file offset"
                        + " 5242880");
        assertEquals(alone, examined(Arrays.copyOf(bytes, 5 * MIB)));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(TABLE + 8, 6L * MIB | 6);
        for (int end : new int[] {5 * MIB, 6 * MIB - 1}) {
            assertEquals(
                    List.of("FILE_CUT_OFF file @" + end + ": 1 block is behind the file's end at " + end
                            + ", 0 blocks are cut by it, and 1 sector bitmap is behind it, without which 1 block is unknown;"
                            + " the file had at least 7340032 bytes"),
                    examined(Arrays.copyOf(bytes, end)));
        }
    }

    @Test
    void callsABitmapInAStructureMisplaced() throws IOException {
        byte[] bytes = cutBitmap();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(TABLE, 4L * MIB | 6)
                .putLong(TABLE + 8, 5L * MIB | 6)
                .putLong(TABLE + 8 * 4096, 2L * MIB | 6);
        assertEquals(
                List.of(
                        "BAT_ENTRY_MISPLACED VHDX block allocation table @3178496: entry 4096 is a sector bitmap at file"
                                + " offset 2097152"),
                examined(Arrays.copyOf(bytes, 6 * MIB)));
    }

    @Test
    void callsABlockInAStructureMisplaced() throws IOException {
        assertExamined(
                CHILD,
                file -> file.putLong(TABLE + 8, 2L * MIB | 7),
                "BAT_ENTRY_MISPLACED VHDX block allocation table @3145736: entry 1 (block 1) is file offset 2097152");
    }

    @Test
    void countsTrimmedBlocksAmongWhatTheFileHas() throws IOException {
        // One block is behind the end, and the file has room for one that nothing but a trimmed block can have.
        String trimmed = "TRIMMED_DATA VHDX block allocation table @3145728: 1 block, the first is block 0";
        for (long place : new long[] {4 * MIB, 5 * MIB, -MIB}) {
            byte[] bytes = DISK.toBytes();
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(TABLE, place | 3)
                    .putLong(TABLE + 8, 5L * MIB | 6)
                    .putLong(TABLE + 16, 0);
            String first = place == 4 * MIB
                    ? "FILE_CUT_OFF file @5242880: 1 block is behind the file's end at 5242880, 0 blocks are cut by it; the"
                            + " file had at least 6291456 bytes"
                    : "BAT_ENTRY_MISPLACED VHDX block allocation table @3145736: entry 1 (block 1) is file offset 5242880";
            assertEquals(List.of(first, trimmed), examined(Arrays.copyOf(bytes, 5 * MIB)), "at " + place);
        }
    }

    @Test
    void boundsWhatIsSaidOfEntriesBehindTheEnd() throws IOException {
        byte[] bytes = DISK.toBytes();
        for (int block = 0; block < 4; block++) {
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(TABLE + 8 * block, (1L << 40) * (block + 1) | 6);
        }
        Limits two = Limits.defaults().toBuilder().maxFindings(2).build();
        try (VhdxFile file = open(bytes, two)) {
            List<String> texts = texts(FileExamination.of(file, two).findings());
            assertEquals(3, texts.size());
            assertTrue(texts.get(1).endsWith("entry 1 (block 1) is file offset 2199023255552"), texts::toString);
            assertEquals("FINDINGS_LEFT_OUT findings: the first 2 are listed, 2 more were found", texts.get(2));
        }
    }

    @Test
    void looksAtTheBitmapsOfAllChunks() throws IOException {
        // Sixteen blocks of 256 MiB share a bitmap: those of the first two chunks are the entries 16 and 33.
        for (int blocks : new int[] {16, 17}) {
            VhdxImage large = VhdxImage.differencing(blocks * 256L * MIB)
                    .blockBytes(256 * MIB)
                    .parent(DISK, "base.vhdx")
                    .build();
            byte[] bytes = large.toBytes();
            ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            file.putLong(TABLE + 8 * 33, 3);
            assertEquals(
                    blocks == 16
                            ? List.of()
                            : List.of(
                                    "BAT_STATE_RESERVED VHDX block allocation table @3145992: entry 33 is a sector bitmap"
                                            + " in state 3"),
                    examined(bytes));
            if (blocks == 17) {
                byte[] longer = Arrays.copyOf(bytes, 6 * MIB);
                ByteBuffer.wrap(longer)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(TABLE + 8 * 17, 4L * MIB | 6)
                        .putLong(TABLE + 8 * 33, 4L * MIB | 6);
                assertTrue(examined(longer)
                        .contains(
                                "BAT_ENTRIES_OVERLAP VHDX block allocation table @3145992: block 16 and the sector bitmap"
                                        + " of chunk 1 share 1048576 bytes from file offset 4194304 on"));
            }
        }
    }

    @Test
    void comparesEachBlockWithTheOneThatReachesFarthest() throws IOException {
        VhdxImage large = VhdxImage.dynamic(16 * MIB)
                .blockBytes(4 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .block(2, VhdxImage.FULL)
                .build();
        String start = " VHDX block allocation table @";
        // Three in one place, and one right behind them.
        assertExamined(
                large,
                file -> file.putLong(TABLE + 8, 4L * MIB | 6)
                        .putLong(TABLE + 16, 4L * MIB | 6)
                        .putLong(TABLE + 24, 8L * MIB | 6),
                "BAT_ENTRY_DUPLICATE" + start
                        + "3145736: block 0 and block 1 share 4194304 bytes from file offset 4194304 on",
                "BAT_ENTRY_DUPLICATE" + start
                        + "3145744: block 0 and block 2 share 4194304 bytes from file offset 4194304 on");
    }

    @Test
    void listsStructuresAsFarAsTheFileHasThem() throws IOException {
        assertEquals(
                List.of("HEADER_SECTION 0 1048576 -1", "LOG 1048576 1048576 -1", "METADATA 2097152 1048576 -1"),
                regions(Arrays.copyOf(DISK.toBytes(), TABLE)));
        assertEquals(
                "TABLE 3145728 100 -1",
                regions(Arrays.copyOf(DISK.toBytes(), TABLE + 100)).get(3));
        // The table is moved behind the bitmap and the block.
        byte[] bytes = Arrays.copyOf(CHILD.toBytes(), 7 * MIB);
        System.arraycopy(bytes, TABLE, bytes, 6 * MIB, MIB);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(REGIONS_1 + 32, 6L * MIB)
                .putLong(REGIONS_2 + 32, 6L * MIB);
        assertEquals(
                List.of(
                        "UNREFERENCED 3145728 1048576 -1",
                        "SECTOR_BITMAP 4194304 1048576 -1",
                        "BLOCK 5242880 1048576 0",
                        "TABLE 6291456 1048576 -1"),
                regions(VhdxImage.fixChecksums(bytes)).subList(3, 7));
    }

    @Test
    void usesTheHeaderThatIsSound() throws IOException {
        for (int torn : new int[] {HEADER_1, HEADER_2}) {
            byte[] bytes = DISK.toBytes();
            bytes[HEADER_1 + 32] = 1;
            bytes[HEADER_2 + 32] = 2;
            VhdxImage.fixChecksums(bytes);
            bytes[torn] = 0;
            try (VhdxFile file = open(bytes, Limits.defaults())) {
                assertEquals(HEADER_1 + HEADER_2 - torn, file.header().fileOffset());
            }
        }
        try (VhdxFile file = open(DISK.toBytes(), Limits.defaults())) {
            assertEquals(HEADER_2, file.header().fileOffset(), "the greater number");
        }
    }

    /** With block 0 at 4 MiB and its bitmap behind it. */
    private static byte[] cutBitmap() {
        byte[] bytes = CHILD.toBytes();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(TABLE, 4L * MIB | 7)
                .putLong(TABLE + 8 * 4096, 5L * MIB | 6);
        return bytes;
    }

    private static List<String> regions(byte[] bytes) throws IOException {
        List<String> regions = new ArrayList<>();
        try (VhdxFile file = open(bytes, Limits.defaults())) {
            for (FileRegion region : FileExamination.of(file, Limits.defaults()).regions()) {
                regions.add(region.kind() + " " + region.fileOffset() + " " + region.length() + " " + region.block());
            }
        }
        return regions;
    }

    private static List<String> examined(byte[] bytes) throws IOException {
        try (VhdxFile file = open(bytes, Limits.defaults())) {
            return texts(FileExamination.of(file, Limits.defaults()).findings());
        }
    }

    private static void item(ByteBuffer file, int number, int first, int second, long last, int flags) {
        int at = METADATA + 32 * (6 + number);
        file.putShort(METADATA + 10, (short) (6 + number));
        file.putInt(at, first).putInt(at + 4, second).putLong(at + 8, last).putInt(at + 24, flags);
    }

    private static void assertOpened(VhdxImage image, Consumer<ByteBuffer> change, String... expected)
            throws IOException {
        assertEquals(List.of(expected), opened(changed(image, change), Limits.defaults()));
    }

    private static void assertExamined(VhdxImage image, Consumer<ByteBuffer> change, String... expected)
            throws IOException {
        try (VhdxFile file = open(changed(image, change), Limits.defaults())) {
            assertEquals(
                    List.of(expected),
                    texts(FileExamination.of(file, Limits.defaults()).findings()));
        }
    }

    private static byte[] changed(VhdxImage image, Consumer<ByteBuffer> change) {
        byte[] bytes = image.toBytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return VhdxImage.fixChecksums(bytes);
    }

    private static List<String> opened(byte[] bytes, Limits limits) throws IOException {
        try (VhdxFile file = open(bytes, limits)) {
            return texts(file.findings());
        }
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.code().name() + " " + finding.structure()
                        + (finding.fileOffset() == null ? "" : " @" + finding.fileOffset()) + ": " + finding.detail())
                .toList();
    }

    private static VhdxFile open(byte[] bytes, Limits limits) throws IOException {
        RandomAccessSource source = RandomAccessSources.ofBytes("disk.vhdx", bytes);
        return VhdxFile.open(source, FileOptions.of(limits));
    }
}
