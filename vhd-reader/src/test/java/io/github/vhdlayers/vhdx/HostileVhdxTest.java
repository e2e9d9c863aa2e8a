package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Finding.Severity;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every field broken, each answered by its name: refused with a code, or opened with a finding and nothing unknown shown as known. */
class HostileVhdxTest {
    private static final int MIB = 1 << 20;
    private static final int LOG = MIB;
    private static final int METADATA = 2 * MIB;
    private static final int TABLE = 3 * MIB;
    private static final int HEADER_1 = 0x10000;
    private static final int HEADER_2 = 0x20000;
    private static final int REGIONS_1 = 0x30000;
    private static final int REGIONS_2 = 0x40000;
    /** Items of the metadata in the order in which the testkit writes them. */
    private static final int PARAMETERS = METADATA + 0x10000;

    private static final int DISK_SIZE = PARAMETERS + 8;
    private static final int LOGICAL = DISK_SIZE + 8 + 16;

    private static final VhdxImage DISK = VhdxImage.dynamic(3 * MIB)
            .block(0, VhdxImage.FULL)
            .block(2, VhdxImage.FULL)
            .build();
    private static final VhdxImage CHILD = VhdxImage.differencing(3 * MIB)
            .seed(2)
            .parent(DISK, "base.vhdx")
            .block(0, VhdxImage.PARTIAL)
            .own(8, 100)
            .block(1, VhdxImage.ZERO)
            .build();
    private static final VhdxImage LOGGED = DISK.toBuilder()
            .log(VhdxLogRecipe.dirty(250, Entry.of(5, 0, Change.right("table", 0, 4096)), Entry.of(6, 0)))
            .build();

    private final List<DynamicTest> tests = new ArrayList<>();

    private static ByteBuffer of(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void refused(String name, ErrorCode code, VhdxImage image, Consumer<ByteBuffer> change) {
        tests.add(DynamicTest.dynamicTest(name, () -> {
            byte[] file = image.toBytes();
            change.accept(of(file));
            byte[] sealed = VhdxImage.fixChecksums(file);
            VhdException e = assertTimeoutPreemptively(
                    Duration.ofSeconds(5), () -> assertThrows(VhdException.class, () -> VhdxDisks.open(sealed), name));
            assertEquals(code, e.problem().code(), e::getMessage);
            assertTrue(e.getMessage().contains("VHDX") || e.getMessage().contains("limit"), e::getMessage);
        }));
    }

    private void found(String name, FindingCode code, VhdxImage image, Consumer<ByteBuffer> change) {
        tests.add(DynamicTest.dynamicTest(name, () -> {
            byte[] file = image.toBytes();
            change.accept(of(file));
            List<byte[]> files = image.isDifferencing()
                    ? List.of(VhdxImage.fixChecksums(file), DISK.toBytes())
                    : List.of(VhdxImage.fixChecksums(file));
            try (VirtualDisk disk = VhdxDisks.open(files, VhdOptions.defaults())) {
                List<Finding> all = new ArrayList<>(disk.findings());
                all.addAll(disk.examineBlocks());
                assertTrue(VhdxDisks.codes(all).contains(code), () -> name + ": " + all);
            }
        }));
    }

    /** Opens, and reports the sectors of a block as unknown, which then cannot be read. */
    private void unknown(String name, FindingCode code, VhdxImage image, int block, Consumer<ByteBuffer> change) {
        tests.add(DynamicTest.dynamicTest(name, () -> {
            byte[] file = image.toBytes();
            change.accept(of(file));
            List<byte[]> files = image.isDifferencing()
                    ? List.of(VhdxImage.fixChecksums(file), DISK.toBytes())
                    : List.of(VhdxImage.fixChecksums(file));
            try (VirtualDisk disk = VhdxDisks.open(files, VhdOptions.defaults())) {
                assertEquals(Owner.Unowned.UNKNOWN, disk.ownership().ownerOf(block * 2048L), name);
                List<Finding> all = new ArrayList<>(disk.findings());
                all.addAll(disk.examineBlocks());
                assertTrue(VhdxDisks.codes(all).contains(code), () -> name + ": " + all);
                assertTrue(all.stream().anyMatch(one -> one.severity() == Severity.ERROR), name);
                ByteBuffer sector = ByteBuffer.allocate(512);
                VhdException e = assertThrows(VhdException.class, () -> disk.readFully((long) block * MIB, sector));
                assertTrue(
                        e.problem().code() == ErrorCode.BLOCK_MISPLACED
                                || e.problem().code() == ErrorCode.DATA_TRUNCATED
                                || e.problem().code() == ErrorCode.SECTORS_UNCERTAIN,
                        e::getMessage);
            }
        }));
    }

    @TestFactory
    List<DynamicTest> headers() {
        refused("both headers torn", ErrorCode.HEADERS_INVALID, DISK, file -> file.putInt(HEADER_1, 0)
                .putInt(HEADER_2, 0));
        refused("version 0", ErrorCode.FORMAT_VERSION, DISK, file -> file.putShort(HEADER_2 + 66, (short) 0));
        refused("version 2", ErrorCode.FORMAT_VERSION, DISK, file -> file.putShort(HEADER_2 + 66, (short) 2));
        found("first header torn", FindingCode.HEADER_COPY_DAMAGED, DISK, file -> file.putInt(HEADER_1, 0));
        found("second header torn", FindingCode.HEADER_COPY_DAMAGED, DISK, file -> file.putInt(HEADER_2, 0));
        found(
                "equal headers",
                FindingCode.HEADER_COPIES_EQUAL,
                DISK,
                file -> file.put(HEADER_2, file.duplicate(), HEADER_1, 4096));
        found("equal numbers", FindingCode.HEADER_COPIES_CONTRADICT, DISK, file -> file.putLong(HEADER_2 + 8, 7));
        found("the greatest number", FindingCode.HEADER_COPY_DAMAGED, DISK, file -> file.putLong(HEADER_1 + 8, -1)
                .putShort(HEADER_2 + 66, (short) 9)
                .putInt(HEADER_2, 0));
        found("a log version without a log", FindingCode.LOG_MISPLACED, DISK, file -> file.putShort(
                        HEADER_2 + 64, (short) 9)
                .putLong(HEADER_2 + 72, 77));
        refused(
                "a log over the metadata",
                ErrorCode.STRUCTURES_OVERLAP,
                DISK,
                file -> file.putLong(HEADER_2 + 72, METADATA));
        found("a log over the header section", FindingCode.LOG_MISPLACED, DISK, file -> file.putLong(HEADER_2 + 72, 0));
        found("a log of 4 GiB", FindingCode.LOG_MISPLACED, DISK, file -> file.putInt(HEADER_2 + 68, -MIB));
        found("bytes behind the creator", FindingCode.CREATOR_PADDING, DISK, file -> file.put(400, (byte) 1));
        return tests;
    }

    @TestFactory
    List<DynamicTest> regionTables() {
        refused("both torn", ErrorCode.REGION_TABLES_INVALID, DISK, file -> file.putInt(REGIONS_1, 0)
                .putInt(REGIONS_2, 0));
        found("one torn", FindingCode.REGION_COPY_DAMAGED, DISK, file -> file.putInt(REGIONS_1, 0));
        found("they differ", FindingCode.REGION_COPIES_DIFFER, DISK, file -> file.putInt(REGIONS_2 + 24, 0x77));
        for (int count : new int[] {2048, -1}) {
            refused(count + " entries", ErrorCode.REGION_TABLES_INVALID, DISK, file -> both(file, 8, count));
        }
        refused("none", ErrorCode.REGION_TABLES_INVALID, DISK, file -> both(file, 8, 0));
        refused("no metadata", ErrorCode.REGION_TABLES_INVALID, DISK, file -> both(file, 8, 1));
        refused("length 0", ErrorCode.REGION_TABLES_INVALID, DISK, file -> both(file, 16 + 24, 0));
        refused("unaligned", ErrorCode.REGION_TABLES_INVALID, DISK, file -> both(file, 16 + 16, TABLE + 512));
        refused("in the header section", ErrorCode.REGION_TABLES_INVALID, DISK, file -> both(file, 16 + 16, 0));
        refused("beyond 2^63", ErrorCode.REGION_TABLES_INVALID, DISK, file -> both(file, 16 + 20, -1));
        refused("twice", ErrorCode.REGION_TABLES_INVALID, DISK, file -> {
            file.put(REGIONS_1 + 48, file.duplicate(), REGIONS_1 + 16, 16)
                    .put(REGIONS_2 + 48, file.duplicate(), REGIONS_1 + 16, 16);
        });
        refused("over each other", ErrorCode.STRUCTURES_OVERLAP, DISK, file -> both(file, 16 + 16, METADATA));
        refused("over the log", ErrorCode.STRUCTURES_OVERLAP, DISK, file -> both(file, 16 + 16, LOG));
        refused("unknown and required", ErrorCode.REGION_UNKNOWN_REQUIRED, DISK, file -> third(file, 1));
        found("unknown", FindingCode.REGION_UNKNOWN, DISK, file -> third(file, 0));
        return tests;
    }

    private static void both(ByteBuffer file, int at, int value) {
        file.putInt(REGIONS_1 + at, value).putInt(REGIONS_2 + at, value);
    }

    private static void third(ByteBuffer file, int required) {
        both(file, 8, 3);
        for (int at : new int[] {REGIONS_1 + 80, REGIONS_2 + 80}) {
            file.putLong(at, 42).putLong(at + 16, 1L << 40).putInt(at + 24, MIB).putInt(at + 28, required);
        }
    }

    @TestFactory
    List<DynamicTest> metadata() {
        refused("no signature", ErrorCode.METADATA_INVALID, DISK, file -> file.putLong(METADATA, 0));
        refused("65535 items", ErrorCode.METADATA_INVALID, DISK, file -> file.putShort(METADATA + 10, (short) -1));
        refused("none", ErrorCode.METADATA_MISSING, DISK, file -> file.putShort(METADATA + 10, (short) 0));
        refused("no size", ErrorCode.METADATA_MISSING, DISK, file -> file.putLong(METADATA + 64, 5)
                .putInt(METADATA + 64 + 24, 0));
        refused(
                "unknown and required",
                ErrorCode.METADATA_UNKNOWN_REQUIRED,
                DISK,
                file -> file.putLong(METADATA + 64, 5));
        refused(
                "an item of a user that is required",
                ErrorCode.METADATA_UNKNOWN_REQUIRED,
                DISK,
                file -> file.putInt(METADATA + 32 + 24, 5));
        refused("outside the region", ErrorCode.METADATA_INVALID, DISK, file -> file.putInt(METADATA + 32 + 16, MIB));
        refused("in the table", ErrorCode.METADATA_INVALID, DISK, file -> file.putInt(METADATA + 32 + 16, 64));
        refused("too long", ErrorCode.METADATA_INVALID, DISK, file -> file.putInt(METADATA + 32 + 20, MIB + 1));
        refused("a wrong length", ErrorCode.METADATA_INVALID, DISK, file -> file.putInt(METADATA + 32 + 20, 4));
        refused(
                "over each other",
                ErrorCode.STRUCTURES_OVERLAP,
                DISK,
                file -> file.putInt(METADATA + 64 + 16, 0x10004));
        refused(
                "twice",
                ErrorCode.METADATA_INVALID,
                DISK,
                file -> file.put(METADATA + 64, file.duplicate(), METADATA + 32, 16));
        found("an item of a user", FindingCode.METADATA_USER_ITEMS, DISK, file -> item(file, 9, 1));
        found("reserved bits", FindingCode.METADATA_FIELD, DISK, file -> file.putInt(METADATA + 12, 1));
        found("a physical sector of 7", FindingCode.METADATA_FIELD, DISK, file -> file.putInt(LOGICAL + 4, 7));
        for (int block : new int[] {0, 512, 3 * MIB, 512 * MIB, 1 << 31}) {
            refused("blocks of " + block, ErrorCode.BLOCK_SIZE_INVALID, DISK, file -> file.putInt(PARAMETERS, block));
        }
        for (int sector : new int[] {0, 1024, 1 << 31}) {
            refused("sectors of " + sector, ErrorCode.SECTOR_SIZE_INVALID, DISK, file -> file.putInt(LOGICAL, sector));
        }
        for (long size : new long[] {0, 513, (64L << 40) + 512, 1L << 63, -512}) {
            refused("a disk of " + size, ErrorCode.DISK_SIZE_INVALID, DISK, file -> file.putLong(DISK_SIZE, size));
        }
        found("not created to its end", FindingCode.FILE_INCOMPLETE, DISK, file -> {
            item(file, 0, 0);
            file.putInt(METADATA + 32 * 6, 0x71CC85F0).putShort(METADATA + 32 * 6 + 4, (short) 0x1B69);
            file.putShort(METADATA + 32 * 6 + 6, (short) 0x4E28).putLong(METADATA + 32 * 6 + 8, 0xD375AE83BFC35895L);
        });
        return tests;
    }

    private static void item(ByteBuffer file, long id, int flags) {
        int at = METADATA + 32 * 6;
        file.putShort(METADATA + 10, (short) 6);
        file.putLong(at, id).putInt(at + 24, flags);
    }

    @TestFactory
    List<DynamicTest> table() {
        for (int state : new int[] {4, 5}) {
            unknown("state " + state, FindingCode.BAT_STATE_RESERVED, DISK, 0, file -> file.put(TABLE, (byte) state));
        }
        unknown("in part without a parent", FindingCode.BAT_STATE_RESERVED, DISK, 0, file -> file.put(TABLE, (byte) 7));
        for (long place : new long[] {0, MIB, METADATA, TABLE, 1L << 40, -(long) MIB, 1L << 62}) {
            unknown(
                    "a block at " + place,
                    FindingCode.BAT_ENTRY_MISPLACED,
                    DISK,
                    0,
                    file -> file.putLong(TABLE, place | 6));
        }
        unknown("no bitmap", FindingCode.BITMAP_MISSING, CHILD, 0, file -> file.putLong(TABLE + 8 * 4096, 0));
        unknown(
                "a bitmap behind the end",
                FindingCode.BITMAP_MISSING,
                CHILD,
                0,
                file -> file.putLong(TABLE + 8 * 4096, 1L << 40 | 6));
        found(
                "a bitmap in another state",
                FindingCode.BAT_STATE_RESERVED,
                CHILD,
                file -> file.putLong(TABLE + 8 * 4096, 3));
        found(
                "a bitmap without a parent",
                FindingCode.BITMAP_UNEXPECTED,
                DISK,
                file -> file.putLong(TABLE + 8 * 4096, 4L * MIB | 6));
        found("reserved bits", FindingCode.BAT_RESERVED_BITS, DISK, file -> file.put(TABLE + 1, (byte) 1));
        found(
                "two blocks in one place",
                FindingCode.BAT_ENTRY_DUPLICATE,
                DISK,
                file -> file.putLong(TABLE + 16, file.getLong(TABLE)));
        found(
                "a bitmap in a block",
                FindingCode.BAT_ENTRY_DUPLICATE,
                CHILD,
                file -> file.putLong(TABLE + 8 * 4096, (file.getLong(TABLE) & ~7) | 6));
        found("an entry beyond the disk", FindingCode.BAT_ENTRY_BEYOND_DISK, DISK, file -> file.putLong(TABLE + 80, 6));
        found("a trimmed block that is still there", FindingCode.TRIMMED_DATA, DISK, file -> file.put(TABLE, (byte) 3));
        unknown(
                "a locator without a parent",
                FindingCode.LOCATOR_WITHOUT_PARENT,
                CHILD,
                2,
                file -> file.putInt(PARAMETERS + 4, 0));
        return tests;
    }

    @Test
    void reportsBlocksThatOverlapByPart() throws IOException {
        byte[] file = VhdxImage.dynamic(4 * MIB)
                .blockBytes(2 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .build()
                .toBytes();
        of(file).putLong(TABLE + 8, 5L * MIB | 6);
        try (VirtualDisk disk = VhdxDisks.open(file)) {
            assertEquals(List.of(FindingCode.BAT_ENTRIES_OVERLAP), VhdxDisks.codes(disk.examineBlocks()));
        }
    }

    @TestFactory
    List<DynamicTest> logs() {
        refused("version 1", ErrorCode.LOG_VERSION, LOGGED, file -> file.putShort(HEADER_2 + 64, (short) 1));
        refused("length 0", ErrorCode.LOG_INVALID, LOGGED, file -> file.putInt(HEADER_2 + 68, 0));
        refused("4 GiB", ErrorCode.LOG_TOO_LARGE, LOGGED, file -> file.putInt(HEADER_2 + 68, -MIB));
        refused(
                "beyond the file",
                ErrorCode.STRUCTURE_OUTSIDE_FILE,
                LOGGED,
                file -> file.putLong(HEADER_2 + 72, 1L << 40));
        refused("unaligned", ErrorCode.LOG_INVALID, LOGGED, file -> file.putLong(HEADER_2 + 72, MIB + 4096));
        refused("no entry", ErrorCode.LOG_INVALID, LOGGED, file -> file.put(LOG, new byte[MIB]));
        refused("another id", ErrorCode.LOG_INVALID, LOGGED, file -> file.putInt(HEADER_2 + 48, 1));
        refusedLog("number 0", ErrorCode.LOG_INVALID, Entry.of(0, 0, Change.right("table", 0, 4096)));
        refusedLog("numbers with a gap", ErrorCode.LOG_INVALID, Entry.of(5, 1), Entry.of(7, 0));
        refusedLog(
                "the file was longer",
                ErrorCode.LOG_TRUNCATED_FILE,
                Entry.of(5, 0, Change.right("table", 0, 4096)).with(VhdxLogRecipe.Flaw.FILE_WAS_LONGER));
        refusedLog("a change of the identifier", ErrorCode.LOG_INVALID, Entry.of(5, 0, Change.wrong("", 0, 4096)));
        refusedLog("a change of a header", ErrorCode.LOG_INVALID, Entry.of(5, 0, Change.wrong("", HEADER_1, 4096)));
        refusedLog("a change of the log", ErrorCode.LOG_INVALID, Entry.of(5, 0, Change.wrong("log", 8192, 4096)));
        refusedLog("zeros over the log", ErrorCode.LOG_INVALID, Entry.of(5, 0, Change.zeros("", REGIONS_1, 1L << 40)));
        refusedLog("an unaligned change", ErrorCode.LOG_INVALID, Entry.of(5, 0, Change.wrong("table", 512, 4096)));
        refusedLog("behind the end", ErrorCode.LOG_INVALID, Entry.of(5, 0, Change.wrong("", 1L << 42, 4096)));
        refusedLog("2^63 bytes of zeros", ErrorCode.LOG_INVALID, Entry.of(5, 0, Change.zeros("table", 0, 1L << 63)));
        refusedLog(
                "two newest entries",
                ErrorCode.LOG_INVALID,
                Entry.of(5, 0, Change.wrong("table", 0, 4096)),
                Entry.of(9, 1).with(VhdxLogRecipe.Flaw.CHECKSUM),
                Entry.of(5, 2, Change.right("table", 0, 4096)));
        return tests;
    }

    private void refusedLog(String name, ErrorCode code, Entry... entries) {
        refused(
                name,
                code,
                DISK.toBuilder().log(VhdxLogRecipe.dirty(3, entries)).build(),
                file -> {});
    }

    @TestFactory
    List<DynamicTest> fileEnds() {
        byte[] whole = DISK.toBytes();
        for (int length : new int[] {8, 520, 0x10000, 0x20001, MIB - 1}) {
            tests.add(DynamicTest.dynamicTest(length + " bytes", () -> {
                VhdException e = assertThrows(VhdException.class, () -> VhdxDisks.open(Arrays.copyOf(whole, length)));
                assertEquals(ErrorCode.FILE_TOO_SHORT, e.problem().code(), e::getMessage);
            }));
        }
        for (int length : new int[] {MIB, LOG + 5, METADATA + 5}) {
            tests.add(DynamicTest.dynamicTest(length + " bytes", () -> {
                VhdException e = assertThrows(VhdException.class, () -> VhdxDisks.open(Arrays.copyOf(whole, length)));
                assertEquals(ErrorCode.STRUCTURE_OUTSIDE_FILE, e.problem().code(), e::getMessage);
            }));
        }
        tests.add(DynamicTest.dynamicTest("in the table", () -> {
            try (VirtualDisk disk = VhdxDisks.open(Arrays.copyOf(whole, TABLE + 12))) {
                assertEquals(Owner.Unowned.UNKNOWN, disk.ownership().ownerOf(2048));
                assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.BAT_TRUNCATED));
                assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.FILE_END_UNALIGNED));
            }
        }));
        tests.add(DynamicTest.dynamicTest("in a block", () -> {
            try (VirtualDisk disk = VhdxDisks.open(Arrays.copyOf(whole, whole.length - 1024))) {
                assertEquals(2, disk.ownership().summary().unknownSectors());
                assertTrue(VhdxDisks.codes(disk.examineBlocks()).contains(FindingCode.BLOCK_TRUNCATED));
            }
        }));
        tests.add(DynamicTest.dynamicTest("a table that is too small", () -> {
            byte[] file = DISK.toBytes();
            of(file).putLong(DISK_SIZE, 60L << 40);
            try (VirtualDisk disk = VhdxDisks.open(file)) {
                assertEquals(Owner.Unowned.UNKNOWN, disk.ownership().ownerOf(disk.sectors() - 1));
                assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.BAT_SMALLER));
                assertTrue(disk.ownership().summary().unknownSectors() > 1L << 36);
            }
        }));
        return tests;
    }

    @Test
    void theStartDecidesWhereTheEndIsAnotherFormat() throws IOException {
        byte[] footer = DiskImage.fixed(512).build().toBytes();
        byte[] file = Arrays.copyOf(DISK.toBytes(), DISK.toBytes().length + 512);
        System.arraycopy(footer, footer.length - 512, file, file.length - 512, 512);
        try (VirtualDisk disk = VhdxDisks.open(file)) {
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.VHD_FOOTER_AT_END));
        }
    }

    @Test
    void aLogThatCannotBeReplayedCanBeLeftOut() throws IOException {
        byte[] file = LOGGED.toBytes();
        Arrays.fill(file, LOG, LOG + MIB, (byte) 0);
        VhdOptions ignore = VhdOptions.builder().replayLog(false).build();
        VhdException e = assertThrows(VhdException.class, () -> VhdxDisks.open(file));
        assertTrue(e.getMessage().contains("without its log"), e::getMessage);
        try (VirtualDisk disk = VhdxDisks.open(List.of(file), ignore)) {
            assertEquals(List.of(FindingCode.LOG_IGNORED), VhdxDisks.codes(disk.findings()));
        }
    }

    @Test
    void aTableOfOneRepeatedPlaceIsALimit() {
        byte[] file =
                VhdxImage.dynamic(2048L * MIB).block(0, VhdxImage.FULL).build().toBytes();
        ByteBuffer bytes = of(file);
        for (int block = 0; block < 2048; block++) {
            bytes.putLong(TABLE + 8 * block, 4L * MIB | 6);
        }
        VhdOptions few = VhdOptions.builder()
                .limits(Limits.defaults().toBuilder().maxSharedSectors(10_000).build())
                .build();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (VirtualDisk disk = VhdxDisks.open(List.of(file), few)) {
                VhdException e =
                        assertThrows(VhdException.class, () -> disk.ownership().requireFewShared());
                assertEquals(ErrorCode.BLOCKS_SHARE_PLACES, e.problem().code());
            }
        });
    }

    @Test
    void anIdentifierAloneIsNoDisk() {
        byte[] file = new byte[MIB];
        System.arraycopy("vhdxfile".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 8);
        VhdException e = assertThrows(VhdException.class, () -> VhdxDisks.open(file));
        assertEquals(ErrorCode.HEADERS_INVALID, e.problem().code());
    }
}
