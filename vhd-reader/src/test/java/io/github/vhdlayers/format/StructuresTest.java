package io.github.vhdlayers.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.internal.format.vhd.CreatorApplication;
import io.github.vhdlayers.internal.format.vhd.DiskGeometry;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.FourCharCode;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.format.vhd.PlatformCode;
import io.github.vhdlayers.internal.format.vhd.SectorBitmap;
import io.github.vhdlayers.internal.format.vhd.VhdEpoch;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Geometry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Structures from bytes that the testkit wrote with constants of its own, and from bytes that Windows wrote. */
class StructuresTest {
    private static final byte[] ID = HexFormat.of().parseHex("adb719754b5b0b40b025d06dab31b26f");

    @Test
    void aFooterIsDecodedFieldByField() {
        byte[] file = DiskImage.fixed(40 << 20)
                .creator("win ", 0x000A_0000, "Wi2k")
                .timestamp(0xFFFF_FFFEL)
                .originalSize(1 << 20)
                .geometry(963, 5, 17)
                .uniqueId(ID)
                .savedState(true)
                .hidden(2)
                .features(3)
                .build()
                .toBytes();
        byte[] bytes = Arrays.copyOfRange(file, file.length - 512, file.length);
        bytes[300] = 7;
        HardDiskFooter footer = HardDiskFooter.decode(ByteBuffer.wrap(bytes));
        assertTrue(footer.hasCookie());
        assertEquals(3, footer.features());
        assertTrue(footer.isTemporary());
        assertEquals(0x0001_0000, footer.formatVersion());
        assertEquals(HardDiskFooter.NO_HEADER, footer.headerOffset());
        assertEquals(Instant.parse("2136-02-07T06:28:14Z"), footer.created());
        assertEquals("win 10.0", footer.creator().toString());
        assertEquals("Windows or Hyper-V", footer.creator().description());
        assertEquals("Wi2k", footer.creator().hostName());
        assertEquals(1 << 20, footer.originalSize());
        assertEquals(40 << 20, footer.currentSize());
        assertEquals("963/5/17", footer.geometry().toString());
        assertEquals(41_909_760, footer.geometry().capacityBytes());
        assertEquals(DiskType.FIXED, footer.diskType());
        assertEquals("fixed", DiskType.FIXED.toString());
        assertEquals(footer.computedChecksum(), footer.storedChecksum() - 7);
        assertFalse(footer.checksumValid());
        assertEquals(1, footer.savedState());
        assertEquals(2, footer.hidden());
        assertEquals(1, footer.reservedNonZeroBytes());
        assertEquals("7519b7ad-5b4b-400b-b025-d06dab31b26f", footer.uniqueId().toMixedEndianString());
        assertEquals("adb71975-4b5b-0b40-b025-d06dab31b26f", footer.uniqueId().toBigEndianString());
        assertArrayEquals(ID, footer.uniqueId().toBytes());
    }

    @Test
    void aFooterHas512Or511Bytes() {
        byte[] bytes = DiskImage.fixed(512).build().toBytes();
        ByteBuffer whole = ByteBuffer.wrap(bytes, 512, 512).slice();
        assertEquals(512, HardDiskFooter.decode(whole).length());
        HardDiskFooter old = HardDiskFooter.decode(whole.limit(511));
        assertEquals(511, old.length());
        assertTrue(old.checksumValid());
        for (int length : new int[] {0, 1, 510, 513}) {
            assertThrows(IllegalArgumentException.class, () -> HardDiskFooter.decode(ByteBuffer.allocate(length)));
        }
    }

    @Test
    void everyFlippedByteOfAFooterBreaksItsChecksum() {
        byte[] bytes = DiskImage.fixed(512).build().toBytes();
        for (int i = 512; i < 1024; i++) {
            bytes[i] ^= 0x10;
            assertFalse(HardDiskFooter.decode(ByteBuffer.wrap(bytes, 512, 512).slice())
                    .checksumValid());
            bytes[i] ^= 0x10;
        }
    }

    @Test
    void aHeaderIsDecodedFieldByField() {
        DiskImage disk = DiskImage.differencing(10 << 20)
                .blockSize(1 << 20)
                .maxTableEntries(77)
                .parentUniqueId(ID)
                .parentTimestamp(525_527_478)
                .parentName("b\u00e4se.vhd")
                .locator(2, "W2ru", new byte[] {1, 0, 2, 0})
                .locator(5, "MacX", new byte[] {0x66})
                .build();
        byte[] file = disk.toBytes();
        HardDiskFooter copy =
                HardDiskFooter.decode(ByteBuffer.wrap(file, 0, 512).slice());
        DynamicDiskHeader header = DynamicDiskHeader.decode(
                ByteBuffer.wrap(file, (int) copy.headerOffset(), 1024).slice());
        assertEquals(DynamicDiskHeader.COOKIE, header.cookie());
        assertEquals(-1, header.dataOffset());
        assertEquals(0x0001_0000, header.headerVersion());
        assertEquals(77, header.maxTableEntries());
        assertEquals(1 << 20, header.blockBytes());
        assertTrue(header.checksumValid());
        assertEquals(UniqueId.of(ID), header.parentUniqueId());
        assertEquals(Instant.parse("2016-08-26T11:51:18Z"), VhdEpoch.toInstant(header.parentTimestamp()));
        assertEquals("b\u00e4se.vhd", header.parentName());
        assertEquals(0, header.reserved());
        assertEquals(0, header.reservedNonZeroBytes());
        ParentLocator relative = header.locators().get(2);
        assertEquals(PlatformCode.W2RU, relative.platform());
        assertEquals(4, relative.dataLength());
        assertEquals(disk.positions().locatorSpace(2), relative.dataSpace());
        assertEquals(1, file[(int) relative.dataOffset()]);
        assertEquals("W2ru", PlatformCode.W2RU.text());
        assertEquals(8, header.locators().size());
        assertEquals(PlatformCode.MACX, header.locators().get(5).platform());
        assertFalse(header.locators().get(0).isUsed());
        file[(int) copy.headerOffset() + 1023] ^= 1;
        DynamicDiskHeader changed = DynamicDiskHeader.decode(
                ByteBuffer.wrap(file, (int) copy.headerOffset(), 1024).slice());
        assertFalse(changed.checksumValid());
        assertEquals(1, changed.reservedNonZeroBytes());
        assertThrows(IllegalArgumentException.class, () -> DynamicDiskHeader.decode(ByteBuffer.allocate(1023)));
    }

    @Test
    void codesThatAreNoTextAreShownAsBytes() {
        assertEquals("\\x01\\xff", new CreatorApplication(0x01FF_0000, 0, 0, 0).name());
        assertEquals("", new CreatorApplication(0, 0, 0, 0).name());
        assertNull(new CreatorApplication(0, 0, 0, 0).description());
        assertEquals("Sysinternals Disk2vhd", new CreatorApplication(0x6432_7600, 1, 0, 0).description());
        assertNull(PlatformCode.of(0x4D16_3220));
    }

    @Test
    void theGeometryIsThatOfTheSpecification() {
        assertEquals(new DiskGeometry(963, 5, 17), DiskGeometry.ofSize(40L << 20));
        assertEquals(136_363_130_880L, DiskGeometry.ofSize(127L << 30).capacityBytes());
        assertEquals(4_177_920, DiskGeometry.ofSize(4L << 20).capacityBytes());
        assertEquals(new DiskGeometry(65535, 16, 255), DiskGeometry.ofSize(2040L << 30));
        assertEquals(0, DiskGeometry.ofSize(0).capacityBytes());
    }

    @Test
    void theGeometryIsRightOnBothSidesOfEveryBound() {
        long[] bounds = {
            0, 17 * 4, 17 * 4096, 17 * 5 * 1024, 17 * 16 * 1024, 31 * 16 * 1024, 65535L * 16 * 63, 65535L * 16 * 255
        };
        for (long bound : bounds) {
            for (long sectors = Math.max(0, bound - 40); sectors < bound + 40; sectors++) {
                assertEquals(
                        Geometry.of(sectors)
                                .toString()
                                .replaceAll("[^0-9,]", "")
                                .replace(',', '/'),
                        DiskGeometry.ofSize(sectors * 512).toString(),
                        "a disk of " + sectors + " sectors");
            }
        }
    }

    @Test
    void isEqualIfEveryFieldIs() {
        DiskGeometry geometry = new DiskGeometry(1, 2, 3);
        assertEquals(new DiskGeometry(1, 2, 3), geometry);
        assertEquals(new DiskGeometry(1, 2, 3).hashCode(), geometry.hashCode());
        assertNotEquals(new DiskGeometry(9, 2, 3), geometry);
        assertNotEquals(new DiskGeometry(1, 9, 3), geometry);
        assertNotEquals(new DiskGeometry(1, 2, 9), geometry);
        assertNotEquals("1/2/3", (Object) geometry);
        CreatorApplication creator = new CreatorApplication(1, 2, 3, 4);
        assertEquals(new CreatorApplication(1, 2, 3, 4), creator);
        assertEquals(new CreatorApplication(1, 2, 3, 4).hashCode(), creator.hashCode());
        assertNotEquals(new CreatorApplication(9, 2, 3, 4), creator);
        assertNotEquals(new CreatorApplication(1, 9, 3, 4), creator);
        assertNotEquals(new CreatorApplication(1, 2, 9, 4), creator);
        assertNotEquals(new CreatorApplication(1, 2, 3, 9), creator);
        assertNotEquals("win 10.0", (Object) creator);
    }

    @Test
    void codesAreTextWhereTheyArePrintable() {
        assertEquals(0x5769_326B, FourCharCode.of("Wi2k"));
        assertEquals("Wi2k", FourCharCode.text(0x5769_326B));
        assertEquals("\\x1f ~\\x7f", FourCharCode.text(0x1F20_7E7F));
        assertEquals("\\x00a", FourCharCode.text(0x0061_2000));
    }

    /** A number of sectors, as the specification has it, or of bytes, as most writers store it. */
    @Test
    void theRoomOfALocatorIsInSectorsOrBytes() {
        long[][] stored = {{0, 0}, {1, 512}, {511, 511 * 512}, {512, 512}, {513, 513}, {1024, 1024}};
        for (long[] one : stored) {
            assertEquals(one[1], new ParentLocator(0, 0, one[0], 0, 0).roomBytes(), one[0] + " stored");
        }
        ParentLocator path = new ParentLocator(3, 0x5732_7275, 1, 20, 1536);
        assertEquals("W2ru", path.codeText());
        assertTrue(path.isUsed());
    }

    @Test
    void aTypeOrATimeThatIsNotRecordedIsNull() {
        byte[] file = DiskImage.fixed(512).timestamp(0).features(2).build().toBytes();
        byte[] bytes = Arrays.copyOfRange(file, file.length - 512, file.length);
        bytes[63] = 5;
        HardDiskFooter footer = HardDiskFooter.decode(ByteBuffer.wrap(bytes));
        assertNull(footer.diskType());
        assertNull(footer.created());
        assertFalse(footer.isTemporary());
        bytes[0] ^= 1;
        assertFalse(HardDiskFooter.decode(ByteBuffer.wrap(bytes)).hasCookie());
        System.arraycopy("v_poison".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 8);
        assertTrue(HardDiskFooter.decode(ByteBuffer.wrap(bytes)).hasCookie());
    }

    @Test
    void aFileWithoutFootersHasTheSizeOfItsTable() {
        for (DiskType type : new DiskType[] {DiskType.DYNAMIC, DiskType.DIFFERENCING}) {
            DiskImage.Builder disk = type == DiskType.DYNAMIC
                    ? DiskImage.dynamic(10 << 20)
                    : DiskImage.differencing(10 << 20).parentUniqueId(ID);
            byte[] file = disk.blockSize(1 << 20).maxTableEntries(77).build().toBytes();
            DynamicDiskHeader header =
                    DynamicDiskHeader.decode(ByteBuffer.wrap(file, 512, 1024).slice());
            HardDiskFooter lost = HardDiskFooter.lost(header, 512);
            assertEquals(type, lost.diskType());
            assertEquals(77 << 20, lost.currentSize());
            assertEquals(77 << 20, lost.originalSize());
            assertEquals(512, lost.headerOffset());
            assertTrue(lost.uniqueId().isNull());
            assertNull(lost.created());
        }
        HardDiskFooter none = HardDiskFooter.none(5L << 30);
        assertEquals(DiskType.FIXED, none.diskType());
        assertEquals(5L << 30, none.currentSize());
        assertEquals(5L << 30, none.originalSize());
    }

    /** Only in files of those versions is a checksum right that was taken before the byte was set. */
    @Test
    void onlyEarlyXenHidesADiskAfterItsChecksum() {
        assertTrue(hiddenBy("tap", 0, 1, 2).wasHiddenAfterwards());
        assertTrue(hiddenBy("tap", 1, 1, 1).wasHiddenAfterwards());
        assertFalse(hiddenBy("tap", 2, 1, 1).wasHiddenAfterwards());
        assertFalse(hiddenBy("tap", 1, 3, 1).wasHiddenAfterwards());
        assertFalse(hiddenBy("win", 1, 1, 1).wasHiddenAfterwards());
        assertFalse(hiddenBy("tap", 1, 1, 0).wasHiddenAfterwards());
    }

    private static HardDiskFooter hiddenBy(String creator, int major, int minor, int hidden) {
        byte[] file = DiskImage.fixed(512)
                .creator((creator + "\0").substring(0, 4), major << 16 | minor, "\0\0\0\0")
                .build()
                .toBytes();
        byte[] bytes = Arrays.copyOfRange(file, 512, 1024);
        bytes[84 + 1] = (byte) hidden;
        HardDiskFooter footer = HardDiskFooter.decode(ByteBuffer.wrap(bytes));
        assertEquals(hidden == 0, footer.checksumValid());
        bytes[200] = 1;
        assertFalse(HardDiskFooter.decode(ByteBuffer.wrap(bytes)).wasHiddenAfterwards(), "another byte is changed too");
        return footer;
    }

    @Test
    void theClockBeginsWithTheYear2000() {
        assertEquals(Instant.parse("2000-01-01T00:00:00Z"), VhdEpoch.toInstant(0));
        assertEquals(60, VhdEpoch.fromInstant(Instant.parse("2000-01-01T00:01:00.9Z")));
        assertEquals(-1, VhdEpoch.fromInstant(Instant.parse("1999-12-31T23:59:59Z")));
    }

    @Test
    void aBitmapHasAWholeNumberOfSectors() {
        assertEquals(512, SectorBitmap.storedBytes(0));
        assertEquals(1024, SectorBitmap.storedBytes((2 << 20) + 512));
        assertEquals(512, SectorBitmap.storedBytes(512));
        assertEquals(512, SectorBitmap.storedBytes(512 << 10));
        assertEquals(512, SectorBitmap.storedBytes(2 << 20));
        assertEquals(1024, SectorBitmap.storedBytes(4 << 20));
    }

    @Test
    void bitOperationsEqualTheirNaiveForms() {
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            boolean[] naive = new boolean[256];
            long[] words = new long[4];
            for (int i = 0; i < 6; i++) {
                int from = random.nextInt(257);
                int end = from + random.nextInt(257 - from);
                boolean set = random.nextBoolean();
                Arrays.fill(naive, from, end, set);
                if (set) {
                    SectorBitmap.set(words, from, end);
                } else {
                    SectorBitmap.clear(words, from, end);
                }
            }
            int from = random.nextInt(256);
            int end = from + random.nextInt(257 - from);
            assertEquals(naive[from], SectorBitmap.isSet(words, from));
            assertEquals(find(naive, from, end, true), SectorBitmap.nextSet(words, from, end));
            assertEquals(find(naive, from, end, false), SectorBitmap.nextClear(words, from, end));
        }
    }

    @Test
    void anEmptyRangeHasNoSector() {
        long[] words = {-1};
        assertEquals(64, SectorBitmap.nextSet(words, 64, 64));
        assertEquals(64, SectorBitmap.nextClear(words, 64, 64));
        assertEquals(0, SectorBitmap.maskWithin(0, 64, 128));
        assertEquals(0, SectorBitmap.maskWithin(1, 0, 64));
    }

    private static int find(boolean[] bits, int from, int end, boolean value) {
        int at = from;
        while (at < end && bits[at] != value) {
            at++;
        }
        return at;
    }
}
