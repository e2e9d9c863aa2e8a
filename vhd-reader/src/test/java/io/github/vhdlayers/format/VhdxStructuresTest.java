package io.github.vhdlayers.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.internal.format.vhdx.Guids;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxLogEntry;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataItem;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataTable;
import io.github.vhdlayers.internal.format.vhdx.VhdxParentLocator;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegion;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegionTable;
import io.github.vhdlayers.testkit.VhdxImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structures of VHDX from bytes that the testkit wrote with constants of its own, and with single numbers changed. */
class VhdxStructuresTest {
    private static final int MIB = 1 << 20;
    private static final String TABLE = "2dc27766-f623-4200-9d64-115e9bfd4a08";
    private static final String METADATA = "8b7ca206-4790-4b9a-b8fe-575f050f886e";

    private final VhdxImage image = VhdxImage.differencing(8 * MIB)
            .dataWriteId("11223344-5566-7788-99aa-bbccddeeff00")
            .pair("parent_linkage", "{00000000-0000-0000-0000-000000000001}")
            .pair("relative_path", ".\\b\u00e4se.vhdx")
            .build();
    private final ByteBuffer file = ByteBuffer.wrap(image.toBytes()).order(ByteOrder.LITTLE_ENDIAN);

    private VhdxHeader header() {
        return VhdxHeader.decode(file.slice(0x10000, 4096), 0x10000);
    }

    private VhdxRegionTable regions() {
        return VhdxRegionTable.decode(file.slice(0x30000, 65536), 0x30000);
    }

    private VhdxMetadataTable metadata() {
        return VhdxMetadataTable.decode(file.slice(image.place("metadata"), 65536));
    }

    @Test
    void aHeaderIsDecodedFieldByField() {
        VhdxHeader header = header();
        assertEquals(0x10000, header.fileOffset());
        assertTrue(header.isValid());
        assertEquals(
                "11223344-5566-7788-99aa-bbccddeeff00", header.dataWriteGuid().toString());
        assertEquals(1, header.version());
        assertEquals(0, header.logVersion());
        assertEquals(MIB, header.logLength());
        assertEquals(image.place("log"), header.logOffset());
        assertEquals(0, header.reservedNonZeroBytes());
        assertFalse(header.hasLog());
        file.put(0x10000 + 80, (byte) 1).put(0x10000 + 4095, (byte) 1).put(0x10000 + 48, (byte) 1);
        assertFalse(header().checksumValid());
        assertFalse(header().isValid());
        assertEquals(2, header().reservedNonZeroBytes());
        assertTrue(header().hasLog());
        VhdxImage.fixChecksums(file.array());
        assertTrue(header().isValid());
        file.put(0x10000, (byte) 'H');
        VhdxImage.fixChecksums(file.array());
        assertTrue(header().checksumValid());
        assertFalse(header().isValid());
    }

    /** Length and offset are multiples of 1 MiB and not zero. */
    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576, true",
        "4194304, 3145728, true",
        "0, 1048576, false",
        "1048575, 1048576, false",
        "1048577, 1048576, false",
        "1048576, 0, false",
        "1048576, 1048577, false",
        "1048576, 2097151, false",
        "1048576, -1048576, false"
    })
    void theLogIsAtWholeMebibytes(long length, long offset, boolean isPossible) {
        file.putInt(0x10000 + 68, (int) length).putLong(0x10000 + 72, offset);
        assertEquals(isPossible, header().isLogPlacePossible());
        assertEquals(isPossible, header().isLogInside(8 * MIB));
        assertFalse(header().isLogInside(offset + length - 1));
        assertEquals(isPossible, header().isLogInside(offset + length));
    }

    @Test
    void regionsHaveTheNamesOfTheSpecification() {
        VhdxRegionTable table = regions();
        assertTrue(table.isValid());
        assertEquals(0x30000, table.fileOffset());
        assertEquals(2, table.entryCount());
        List<String> names = new ArrayList<>();
        for (VhdxRegion region : table.regions()) {
            assertTrue(region.isKnown());
            assertTrue(region.required());
            boolean isTable = region.id().toString().equals(TABLE);
            assertEquals(image.place(isTable ? "table" : "metadata"), region.fileOffset());
            assertEquals(region.fileOffset() + MIB, region.end());
            names.add(region.id() + " " + region.name());
        }
        names.sort(null);
        assertEquals(List.of(TABLE + " block allocation table", METADATA + " metadata region"), names);
        file.putInt(0x30000 + 16, 7).putInt(0x30000 + 16 + 28, 2);
        VhdxRegion other = regions().regions().get(0);
        assertFalse(other.isKnown());
        assertFalse(other.required());
        assertEquals("region " + other.id(), other.name());
        assertFalse(regions().isValid());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2", "2047, 2047", "2048, 0", "-1, 0"})
    void aTableWithTooManyRegionsHasNone(int claimed, int listed) {
        file.putInt(0x30000 + 8, claimed);
        assertEquals(Integer.toUnsignedLong(claimed), regions().entryCount());
        assertEquals(listed, regions().regions().size());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2047, 2047", "2048, 0", "65535, 0"})
    void aTableWithTooManyItemsHasNone(int claimed, int listed) {
        file.putShort(image.place("metadata") + 10, (short) claimed);
        assertEquals(claimed, metadata().entryCount());
        assertEquals(listed, metadata().items().size());
    }

    @Test
    void itemsHaveTheNamesOfTheSpecification() {
        VhdxMetadataTable table = metadata();
        assertTrue(table.hasSignature());
        assertEquals(0, table.reservedNonZeroBytes());
        List<String> names = new ArrayList<>();
        for (VhdxMetadataItem item : table.items()) {
            assertFalse(item.isUser());
            assertTrue(item.isRequired());
            assertEquals(item.offset() + item.length(), item.end());
            names.add(item.name());
        }
        names.sort(null);
        assertEquals(
                List.of(
                        "file parameters",
                        "logical sector size",
                        "parent locator",
                        "physical sector size",
                        "virtual disk id",
                        "virtual disk size"),
                names);
    }

    @ParameterizedTest
    @CsvSource({
        "da02d7bc-3d3a-423c-ac88-2a36ab21479b, geometry",
        "71cc85f0-1b69-4e28-9558-c3bf83ae75d3, mark of an incomplete file",
        "10e1ae8a-4b7e-4169-a40f-cd70de928393, memory labels",
        "10e1ae8a-4b7e-4169-a40f-cd70de928394,"
    })
    void observedItemsHaveNames(String id, String name) {
        UniqueId of = UniqueId.parse(id);
        assertEquals(name, new VhdxMetadataItem(of, 0, 0, 0).name());
        assertNull(new VhdxMetadataItem(of, 0, 0, 1).name(), "an item of a user");
        assertTrue(new VhdxMetadataItem(of, 0, 0, 1).isUser());
        assertFalse(new VhdxMetadataItem(of, 0, 0, 3).isRequired());
    }

    @Test
    void reservedBytesOfTheItemsAreCounted() {
        int at = image.place("metadata");
        file.put(at, (byte) 'M');
        assertFalse(metadata().hasSignature());
        for (int place : new int[] {8, 9, 12, 31, 32 + 28, 64 + 31}) {
            file.put(at + place, (byte) 1);
        }
        assertEquals(6, metadata().reservedNonZeroBytes());
        file.putInt(at + 32 + 24, 7 | 1 << 3 | 1 << 31);
        assertEquals(8, metadata().reservedNonZeroBytes());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "126, 1", "127, 2", "254, 2", "255, 3", "4294967295, 33554433"})
    void theDescriptorsOfAnEntryTakeWholeSectors(long descriptors, long sectors) {
        ByteBuffer entry = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(24, (int) descriptors);
        assertEquals(sectors, VhdxLogEntry.decode(entry).descriptorSectors());
    }

    private VhdxParentLocator locator() {
        for (VhdxMetadataItem item : metadata().items()) {
            if ("parent locator".equals(item.name())) {
                return VhdxParentLocator.decode(
                        file.slice(image.place("metadata") + (int) item.offset(), (int) item.length()));
            }
        }
        throw new AssertionError("no locator");
    }

    @Test
    void aLocatorHasTextsUnderItsKeys() {
        VhdxParentLocator locator = locator();
        assertEquals("b04aefb7-d19e-4a81-b789-25b8e9445913", locator.type().toString());
        assertEquals(List.of(), locator.problems());
        assertEquals("{00000000-0000-0000-0000-000000000001}", locator.value("parent_linkage"));
        assertEquals(".\\b\u00e4se.vhdx", locator.value("relative_path"));
        assertNull(locator.value("volume_path"));
    }

    /** A locator of pairs: where key and value are, and how many bytes they have. */
    private static ByteBuffer pairs(int length, int claimed, int[]... pairs) {
        ByteBuffer item = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        item.putShort(18, (short) claimed);
        for (int i = 0; i < pairs.length; i++) {
            int at = 20 + 12 * i;
            item.putInt(at, pairs[i][0]).putInt(at + 4, pairs[i][1]);
            item.putShort(at + 8, (short) pairs[i][2]).putShort(at + 10, (short) pairs[i][3]);
        }
        return item;
    }

    private static void text(ByteBuffer item, int at, String text) {
        item.put(at, text.getBytes(StandardCharsets.UTF_16LE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19})
    void aLocatorShorterThanItsHeaderSaysSo(int length) {
        VhdxParentLocator locator = VhdxParentLocator.decode(ByteBuffer.allocate(length));
        assertEquals(List.of("it has " + length + " bytes, fewer than its own header"), locator.problems());
        assertEquals(List.of(), locator.pairs());
        assertTrue(locator.type().isNull());
    }

    @Test
    void aLocatorMayBeNoLongerThanItsHeader() {
        assertEquals(List.of(), VhdxParentLocator.decode(pairs(20, 0)).problems());
        assertEquals(
                List.of(
                        "it claims 2 pairs, of which 1 are read",
                        "pair 0 is not wholly in it, or has a length that no text has"),
                VhdxParentLocator.decode(pairs(43, 2)).problems());
    }

    @Test
    void aTextMayEndWithTheLocator() {
        ByteBuffer item = pairs(32 + 6, 1, new int[] {32, 34, 2, 4});
        text(item, 32, "kab");
        VhdxParentLocator locator = VhdxParentLocator.decode(item);
        assertEquals(List.of(), locator.problems());
        assertEquals("ab", locator.value("k"));
        item.putShort(20 + 10, (short) 6);
        assertNull(VhdxParentLocator.decode(item).value("k"), "behind the end");
        item.putShort(20 + 10, (short) 3);
        assertNull(VhdxParentLocator.decode(item).value("k"), "no whole number of characters");
        item.putShort(20 + 10, (short) 0);
        assertEquals("", VhdxParentLocator.decode(item).value("k"));
        item.putInt(20 + 4, 19);
        assertNull(VhdxParentLocator.decode(item).value("k"), "in the header");
        item.putInt(20 + 4, 20);
        assertEquals("", VhdxParentLocator.decode(item).value("k"));
    }

    @Test
    void aRepeatedKeyKeepsItsFirstValue() {
        ByteBuffer item = pairs(60, 2, new int[] {44, 46, 2, 2}, new int[] {48, 50, 2, 2});
        text(item, 44, "k1k2");
        VhdxParentLocator locator = VhdxParentLocator.decode(item);
        assertEquals("1", locator.value("k"));
        assertEquals(1, locator.pairs().size());
        assertEquals(List.of("pair 1 repeats a key; the first one counts"), locator.problems());
    }

    /** No byte belongs to two texts, so texts that are longer together than the locator are none. */
    @Test
    void textsThatAreLongerThanAllAreNotRead() {
        ByteBuffer item = pairs(60, 2, new int[] {44, 46, 2, 14}, new int[] {46, 44, 2, 42});
        text(item, 44, "k");
        text(item, 46, "x");
        VhdxParentLocator locator = VhdxParentLocator.decode(item);
        assertEquals(List.of("pair 1 is not wholly in it, or has a length that no text has"), locator.problems());
        item.putShort(32 + 10, (short) 44);
        locator = VhdxParentLocator.decode(item);
        assertEquals(
                List.of("from pair 1 on the texts are longer than all of it; they are not read"), locator.problems());
        assertEquals(1, locator.pairs().size());
    }

    @Test
    void aLocatorHasAtMost256Pairs() {
        int[][] all = new int[257][];
        int texts = 20 + 12 * all.length;
        for (int i = 0; i < all.length; i++) {
            all[i] = new int[] {texts + 2 * i, 20, 2, 0};
        }
        ByteBuffer item = pairs(texts + 2 * all.length, 257, all);
        for (int i = 0; i < all.length; i++) {
            item.putChar(texts + 2 * i, (char) (0x4E00 + i));
        }
        VhdxParentLocator locator = VhdxParentLocator.decode(item);
        assertEquals(256, locator.pairs().size());
        assertEquals(List.of("it claims 257 pairs, of which 256 are read"), locator.problems());
        item.putShort(18, (short) 256);
        assertEquals(List.of(), VhdxParentLocator.decode(item).problems());
    }

    @Test
    void eightProblemsOfALocatorAreListed() {
        assertEquals(
                8, VhdxParentLocator.decode(pairs(20 + 12 * 30, 30)).problems().size());
        assertEquals(
                7, VhdxParentLocator.decode(pairs(20 + 12 * 7, 7)).problems().size());
    }

    @Test
    void guidsAreReadFromTexts() {
        UniqueId id = Guids.parse("{FFEEDDCC-BBAA-9988-F766-554433221100}");
        assertNotNull(id);
        assertEquals("ccddeeff-aabb-8899-f766-554433221100", id.toBigEndianString());
        assertEquals(id, Guids.parse("ffeeddcc-bbaa-9988-f766-554433221100"));
        assertNull(Guids.parse("{ffeeddcc-bbaa-9988-f766-554433221100"));
        assertNull(Guids.parse("ffeeddcc-bbaa-9988-f766-554433221100}"));
        assertNull(Guids.parse("ffeeddcc-bbaa-9988-f766-55443322110"));
    }
}
