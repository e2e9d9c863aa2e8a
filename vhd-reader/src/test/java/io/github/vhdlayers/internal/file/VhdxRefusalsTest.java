package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whether a VHDX that cannot be read is refused in words that name the field, the value and the place. */
class VhdxRefusalsTest {
    private static final int MIB = 1 << 20;
    private static final int LOG = MIB;
    private static final int METADATA = 2 * MIB;
    private static final int TABLE = 3 * MIB;
    private static final int HEADER_1 = 0x10000;
    private static final int HEADER_2 = 0x20000;
    private static final int REGIONS_1 = 0x30000;
    private static final int REGIONS_2 = 0x40000;
    private static final int ITEMS = METADATA + 0x10000;

    private static final VhdxImage DISK =
            VhdxImage.dynamic(3 * MIB).block(0, VhdxImage.FULL).build();
    private static final int LENGTH = 5 * MIB;

    @Test
    void namesWhatIsWrongWithBothHeaders() {
        assertRefused(
                file -> file.putInt(HEADER_1, 0).putInt(HEADER_2 + 100, 1),
                "VHDX header, signature and checksum: expected one sound header of two, found no signature in the first,"
                        + " a wrong checksum in the second (file offset 65536)",
                false);
        assertRefused(
                file -> file.putShort(HEADER_2 + 66, (short) 2),
                "VHDX header, version: expected 1, found 2 (file offset " + (HEADER_2 + 66) + ")");
    }

    @Test
    void namesAFileThatIsTooShort() throws IOException {
        byte[] bytes = DISK.toBytes();
        assertEquals(
                "VHDX file, size: expected at least the header section of 1048576 bytes, found 1048575 bytes",
                words(Arrays.copyOf(bytes, MIB - 1)));
        assertEquals(
                "VHDX metadata: expected 65536 bytes in the file of 1048576 bytes, found 1048576 bytes at 2097152"
                        + " (file offset 2097152)",
                words(Arrays.copyOf(bytes, MIB)));
        assertEquals(
                "VHDX metadata: expected 65536 bytes in the file of " + (METADATA + 65535)
                        + " bytes, found 1048576 bytes at 2097152 (file offset 2097152)",
                words(Arrays.copyOf(bytes, METADATA + 65535)));
        // The table of the metadata alone is there, and the items behind it are not.
        assertEquals(
                "VHDX metadata, item: expected 8 bytes in the file of " + ITEMS + " bytes, found they would be at "
                        + ITEMS + " (file offset " + ITEMS + ")",
                words(Arrays.copyOf(bytes, ITEMS)));
        assertEquals(
                "VHDX file, size: expected at least the header section of 1048576 bytes, found 8 bytes",
                words(Arrays.copyOf(bytes, 8)));
        assertEquals("VHDX identifier: the file does not begin with vhdxfile", words(Arrays.copyOf(bytes, 7)));
        byte[] none = new byte[LENGTH];
        assertEquals("VHDX identifier: the file does not begin with vhdxfile", words(none));
        try (VhdxFile file = open(Arrays.copyOf(bytes, TABLE), Limits.defaults())) {
            assertEquals(3 * 2048, file.sectors());
        }
    }

    @Test
    void namesWhatIsWrongWithTheRegionTables() {
        assertRefused(
                file -> file.putInt(REGIONS_1, 0).putInt(REGIONS_2 + 100, 1),
                "VHDX region table, signature and checksum: expected one sound table of two, found no signature in the"
                        + " first, a wrong checksum in the second (file offset 196608)",
                false);
        assertRefused(
                file -> both(file, 8, 2048),
                "VHDX region table, entry count: expected at most 2047, found 2048 (file offset 196616)");
        // As many entries are looked at, of which all but two are alike.
        assertRefused(
                file -> both(file, 8, 2047),
                "VHDX region table, region 00000000-0000-0000-0000-000000000000: expected offset and length in whole MiB,"
                        + " behind the first MiB, found 0 bytes at 0 (file offset 196608)");
        assertRefused(
                file -> {
                    both(file, 8, 3);
                    for (int table : new int[] {REGIONS_1, REGIONS_2}) {
                        file.put(table + 80, file.duplicate(), table + 48, 32).putLong(table + 80 + 16, 6L * MIB);
                    }
                },
                "VHDX region table, metadata region: expected each region once, found it is there twice (file offset"
                        + " 196608)");
        String placed =
                "VHDX region table, block allocation table: expected offset and length in whole MiB, behind the first"
                        + " MiB, found ";
        String end = " (file offset 196608)";
        assertRefused(file -> both(file, 16 + 24, 0), placed + "0 bytes at 3145728" + end);
        assertRefused(file -> both(file, 16 + 24, 512), placed + "512 bytes at 3145728" + end);
        assertRefused(file -> both(file, 16 + 16, 0), placed + "1048576 bytes at 0" + end);
        assertRefused(file -> both(file, 16 + 16, TABLE + 1), placed + "1048576 bytes at 3145729" + end);
        assertRefused(file -> both(file, 16 + 20, -1), placed + "1048576 bytes at 18446744069417730048" + end);
        assertRefused(
                file -> {
                    both(file, 16 + 20, 0x7FFFFFFF);
                    both(file, 16 + 16, -MIB);
                },
                placed + "1048576 bytes at 9223372036853727232" + end);
        assertRefused(
                file -> third(file, 1),
                "VHDX region table, region 0000002a-0000-0000-0000-000000000000: it is marked as required, and nothing is"
                        + " known about it (file offset 196608)");
        assertRefused(
                file -> both(file, 8, 1),
                "VHDX region table, metadata region: it is not listed, and nothing can be read without it (file offset"
                        + " 196608)");
        assertRefused(
                file -> both(file, 8, 0),
                "VHDX region table, block allocation table: it is not listed, and nothing can be read without it (file"
                        + " offset 196608)");
    }

    @Test
    void acceptsARegionRightBehindTheHeaders() throws IOException {
        byte[] bytes = DISK.toBytes();
        System.arraycopy(bytes, TABLE, bytes, LOG, MIB);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(HEADER_2 + 68, 0).putLong(HEADER_2 + 72, 0);
        both(file, 16 + 16, LOG);
        try (VhdxFile opened = open(VhdxImage.fixChecksums(bytes), Limits.defaults())) {
            assertEquals(4 * MIB, opened.layout().dataOffset(0));
        }
    }

    @Test
    void saysIntoWhatAStructureReaches() {
        assertRefused(
                file -> both(file, 16 + 16, METADATA),
                "VHDX file, metadata region: it goes from 2097152 to 3145728, into the block allocation table, which goes"
                        + " from 2097152 to 3145728 (file offset 2097152)");
        assertRefused(
                file -> both(file, 48 + 24, 2 * MIB),
                "VHDX file, block allocation table: it goes from 3145728 to 4194304, into the metadata region, which goes"
                        + " from 2097152 to 4194304 (file offset 3145728)");
        assertRefused(
                file -> file.putLong(HEADER_2 + 72, TABLE),
                "VHDX file, block allocation table: it goes from 3145728 to 4194304, into the log, which goes from 3145728"
                        + " to 4194304 (file offset 3145728)");
    }

    @Test
    void namesWhatIsWrongWithTheMetadata() {
        String table = "VHDX metadata, table: expected its signature and at most 2047 entries, found ";
        assertRefused(file -> file.putLong(METADATA, 0), table + "no signature (file offset 2097152)");
        assertRefused(file -> file.putShort(METADATA + 10, (short) 2048), table + "2048 entries (file offset 2097152)");
        assertRefused(
                file -> file.putShort(METADATA + 10, (short) 2047),
                "VHDX metadata, item 00000000-0000-0000-0000-000000000000: expected each item once, found it is there twice"
                        + " (file offset 2097152)");
        assertRefused(
                file -> file.put(METADATA + 64, file.duplicate(), METADATA + 32, 16),
                "VHDX metadata, file parameters: expected each item once, found it is there twice (file offset 2097152)");
        String place =
                "VHDX metadata, file parameters: expected a place between 65536 and 1048576 in the region, of at most"
                        + " 1 MiB, found ";
        assertRefused(
                file -> file.putInt(METADATA + 32 + 16, 0xFFFF), place + "8 bytes at 65535 (file offset 2097152)");
        assertRefused(
                file -> file.putInt(METADATA + 32 + 16, MIB - 7), place + "8 bytes at 1048569 (file offset 2097152)");
        assertRefused(
                file -> file.putInt(METADATA + 64 + 16, 0x10007),
                "VHDX metadata, virtual disk size: it shares bytes with file parameters (file offset " + (ITEMS + 7)
                        + ")");
        assertRefused(
                file -> file.putLong(METADATA + 64, 5),
                "VHDX metadata, item 00000005-0000-0000-b211-5dbed83bf4b8: it is marked as required, and nothing is known"
                        + " about it (file offset 2097152)");
        assertRefused(
                file -> file.putShort(METADATA + 10, (short) 0),
                "VHDX metadata, file parameters: it is missing, and nothing can be read without it (file offset 2097152)");
        assertRefused(
                file -> file.putInt(METADATA + 32 + 20, 4),
                "VHDX metadata, file parameters: expected 8 bytes, found 4 bytes (file offset " + ITEMS + ")");
    }

    @Test
    void namesSizesThatNoDiskHas() {
        for (int block : new int[] {0, 1 << 19, 3 * MIB, 512 * MIB}) {
            assertRefused(
                    file -> file.putInt(ITEMS, block),
                    "VHDX metadata, block size: expected a power of two from 1 MiB to 256 MiB, found " + block
                            + " bytes (file offset 2097152)");
        }
        assertRefused(
                file -> file.putInt(ITEMS + 32, 1024),
                "VHDX metadata, logical sector size: expected 512 or 4096, found 1024 bytes (file offset 2097152)");
        String multiple =
                "VHDX metadata, virtual disk size: expected a multiple of the logical sector size, 512, and not 0,"
                        + " found ";
        assertRefused(file -> file.putLong(ITEMS + 8, 0), multiple + "0 bytes (file offset 2097152)");
        assertRefused(file -> file.putLong(ITEMS + 8, 513), multiple + "513 bytes (file offset 2097152)");
        String most = "VHDX metadata, virtual disk size: expected at most 64 TiB, found ";
        assertRefused(
                file -> file.putLong(ITEMS + 8, (64L << 40) + 512),
                most + "70368744178176 bytes (file offset 2097152)");
        assertRefused(file -> file.putLong(ITEMS + 8, -512), most + "18446744073709551104 bytes (file offset 2097152)");
    }

    @Test
    void acceptsTheLargestDisk() throws IOException {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(ITEMS + 8, 64L << 40);
        try (VhdxFile file = open(bytes, Limits.defaults())) {
            assertEquals(64L << 31, file.sectors());
        }
    }

    @Test
    void boundsSizes() throws IOException {
        byte[] bytes = DISK.toBytes();
        Limits exact = Limits.defaults().toBuilder()
                .maxDiskBytes(3 * MIB)
                .maxBlockBytes(MIB)
                .maxVhdxTableEntries(3)
                .build();
        open(bytes, exact).close();
        assertLimit(
                bytes,
                exact.toBuilder().maxDiskBytes(3 * MIB - 1).build(),
                3L * MIB,
                "VHDX metadata, virtual disk size: expected at most 3145727 bytes, found 3145728 bytes (file offset"
                        + " 2097152)");
        assertLimit(
                bytes,
                exact.toBuilder().maxBlockBytes(MIB - 1).build(),
                (long) MIB,
                "VHDX metadata, block size: expected at most 1048575 bytes, found 1048576 bytes (file offset 2097152)");
        assertLimit(
                bytes,
                exact.toBuilder().maxVhdxTableEntries(2).build(),
                3L,
                "VHDX block allocation table, entries in use: expected at most 2, found 3 (file offset 3145728)");
        // Entries that are cut off cost nothing.
        open(
                        Arrays.copyOf(bytes, TABLE + 16),
                        exact.toBuilder().maxVhdxTableEntries(2).build())
                .close();
    }

    private static void assertLimit(byte[] bytes, Limits limits, long needed, String words) {
        LimitException e = assertThrows(LimitException.class, () -> open(bytes, limits));
        assertEquals(needed, e.needed());
        assertEquals(needed - 1, e.limit());
        assertEquals(words, words(e));
    }

    private static void both(ByteBuffer file, int at, int value) {
        file.putInt(REGIONS_1 + at, value).putInt(REGIONS_2 + at, value);
    }

    /** A third region, of which nothing is known, at 6 MiB. */
    private static void third(ByteBuffer file, int required) {
        both(file, 8, 3);
        for (int at : new int[] {REGIONS_1 + 80, REGIONS_2 + 80}) {
            file.putInt(at, 42).putLong(at + 16, 6L * MIB).putInt(at + 24, MIB).putInt(at + 28, required);
        }
    }

    private static void assertRefused(Consumer<ByteBuffer> change, String words) {
        assertRefused(change, words, true);
    }

    private static void assertRefused(Consumer<ByteBuffer> change, String words, boolean sealed) {
        byte[] bytes = DISK.toBytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        assertEquals(words, words(sealed ? VhdxImage.fixChecksums(bytes) : bytes));
    }

    private static String words(byte[] bytes) {
        return words(assertThrows(VhdException.class, () -> open(bytes, Limits.defaults())));
    }

    private static String words(VhdException e) {
        String opening = ": " + e.problem().structure();
        assertTrue(e.getMessage().contains(opening), e::getMessage);
        return e.getMessage().substring(e.getMessage().indexOf(opening) + 2);
    }

    private static VhdxFile open(byte[] bytes, Limits limits) throws IOException {
        RandomAccessSource source = RandomAccessSources.ofBytes("disk.vhdx", bytes);
        return VhdxFile.open(source, FileOptions.of(limits));
    }
}
