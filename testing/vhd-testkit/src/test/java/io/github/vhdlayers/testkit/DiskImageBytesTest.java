package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Byte positions and values, written here by hand from the format's description. */
class DiskImageBytesTest {
    private static final SectorContent A = SectorContent.pattern(0xA);
    private static final byte[] ID = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

    @Test
    void fixedDiskIsItsDataAndAFooter() {
        byte[] file = DiskImage.fixed(3 * 512).own(1, 1, A).build().toBytes();
        assertEquals(4 * 512, file.length);
        assertArrayEquals(new byte[512], sector(file, 0));
        assertArrayEquals(content(A, 1), sector(file, 1));
        assertArrayEquals(new byte[512], sector(file, 2));
        ByteBuffer footer = ByteBuffer.wrap(file, 3 * 512, 512).slice();
        assertEquals("conectix", ascii(footer, 0, 8));
        assertEquals(-1L, footer.getLong(16));
        assertEquals(2, footer.getInt(60));
    }

    @Test
    void footerFieldsAreWhereTheSpecificationPutsThem() {
        byte[] file = DiskImage.dynamic(4 * 512)
                .blockSize(1024)
                .uniqueId(ID)
                .features(3)
                .timestamp(0x0102_0304)
                .creator("test", 0x0005_0006, "Mac ")
                .originalSize(0x1111)
                .currentSize(0x2222)
                .geometry(0x0A0B, 0x0C, 0x0D)
                .savedState(true)
                .hidden(2)
                .build()
                .toBytes();
        byte[] expected = new byte[512];
        byte[] start = HexFormat.of()
                .parseHex("636f6e6563746978" + "00000003" + "00010000" + "0000000000000200" + "01020304" + "74657374"
                        + "00050006" + "4d616320" + "0000000000001111" + "0000000000002222" + "0a0b0c0d"
                        + "00000003" + "00000000" + "00112233445566778899aabbccddeeff" + "01" + "02");
        System.arraycopy(start, 0, expected, 0, start.length);
        int sum = 0;
        for (byte b : expected) {
            sum += b & 0xFF;
        }
        ByteBuffer.wrap(expected).putInt(64, ~sum);
        assertArrayEquals(expected, sector(file, 0));
        assertArrayEquals(expected, sector(file, file.length / 512 - 1));
    }

    @Test
    void dynamicDiskHasTableBitmapAndData() {
        // Two blocks of two sectors; of the second block only its second sector is owned.
        byte[] file = DiskImage.dynamic(4 * 512)
                .blockSize(1024)
                .layout(Layout.COMPACT)
                .own(3, 1, A)
                .build()
                .toBytes();
        assertEquals(8 * 512, file.length);
        ByteBuffer bytes = ByteBuffer.wrap(file);
        assertEquals("cxsparse", ascii(bytes, 512, 8));
        assertEquals(-1L, bytes.getLong(512 + 8));
        assertEquals(1536, bytes.getLong(512 + 16));
        assertEquals(0x0001_0000, bytes.getInt(512 + 24));
        assertEquals(2, bytes.getInt(512 + 28));
        assertEquals(1024, bytes.getInt(512 + 32));
        int sum = 0;
        for (int i = 0; i < 1024; i++) {
            sum += i >= 36 && i < 40 ? 0 : file[512 + i] & 0xFF;
        }
        assertEquals(~sum, bytes.getInt(512 + 36));
        assertEquals(-1, bytes.getInt(1536));
        assertEquals(4, bytes.getInt(1540));
        assertEquals(0, bytes.getInt(1544));
        byte[] bitmap = new byte[512];
        bitmap[0] = 0x40;
        assertArrayEquals(bitmap, sector(file, 4));
        assertArrayEquals(new byte[512], sector(file, 5));
        assertArrayEquals(content(A, 3), sector(file, 6));
        assertEquals("conectix", ascii(bytes, 7 * 512, 8));
    }

    @Test
    void bitmapBitsAreMostSignificantFirst() {
        byte[] file = DiskImage.dynamic(64 * 512)
                .blockSize(64 * 512)
                .layout(Layout.COMPACT)
                .own(0, 1, A)
                .own(6, 4, A)
                .own(63, 1, A)
                .build()
                .toBytes();
        assertArrayEquals(HexFormat.of().parseHex("83c0000000000001" + "00"), Arrays.copyOfRange(file, 2048, 2048 + 9));
    }

    @Test
    void bitmapOfALargeBlockHasSeveralSectors() {
        DiskImage disk = DiskImage.dynamic(4 << 20)
                .blockSize(4 << 20)
                .layout(Layout.COMPACT)
                .own(8191, 1, A)
                .build();
        byte[] file = disk.toBytes();
        assertEquals(2048 + 1024, disk.positions().blockDataOffset(0));
        assertEquals(1, file[2048 + 1023]);
        assertArrayEquals(content(A, 8191), sector(file, 4 + 2 + 8191));
    }

    @Test
    void differencingDiskKnowsItsParent() {
        DiskImage parent =
                DiskImage.dynamic(1024).uniqueId(ID).fileName("p.vhd").build();
        byte[] file = DiskImage.differencing(1024)
                .layout(Layout.COMPACT)
                .parent(parent)
                .parentTimestamp(0xFEDC_BA98L)
                .locator(1, "MacX", "file:p".getBytes(StandardCharsets.US_ASCII))
                .relativeLocator("p")
                .build()
                .toBytes();
        ByteBuffer header = ByteBuffer.wrap(file, 512, 1024).slice();
        assertEquals(4, ByteBuffer.wrap(file).getInt(60));
        assertArrayEquals(ID, Arrays.copyOfRange(file, 512 + 40, 512 + 56));
        assertEquals(0xFEDC_BA98, header.getInt(56));
        assertArrayEquals(
                HexFormat.of().parseHex("0070002e00760068006400000000"), Arrays.copyOfRange(file, 576, 576 + 14));
        assertEquals("W2ru", ascii(header, 576, 4));
        assertEquals(512, header.getInt(580));
        assertEquals(2, header.getInt(584));
        assertEquals(2048, header.getLong(592));
        assertEquals("MacX", ascii(header, 600, 4));
        assertEquals(6, header.getInt(608));
        assertEquals(2560, header.getLong(616));
        assertEquals("p\0", ascii(ByteBuffer.wrap(file), 2048, 2));
        assertEquals("file:p", ascii(ByteBuffer.wrap(file), 2560, 6));
    }

    @Test
    void dataSpaceCountsSectorsWhenAsked() {
        DiskImage disk = DiskImage.differencing(1024)
                .relativeLocator("p")
                .dataSpaceInSectors(true)
                .build();
        assertEquals(8, ByteBuffer.wrap(disk.toBytes()).getInt(512 + 580));
        assertEquals(4096, disk.positions().locatorSpace(0));
    }

    @Test
    void ownedZerosHaveTheirBitAndResidueHasNone() {
        DiskImage disk = DiskImage.differencing(8 * 512)
                .blockSize(8 * 512)
                .layout(Layout.COMPACT)
                .own(0, 1, SectorContent.zeros())
                .residue(0, 3, A)
                .build();
        byte[] file = disk.toBytes();
        assertEquals((byte) 0x80, file[2048]);
        assertArrayEquals(new byte[512], sector(file, 5));
        assertArrayEquals(content(A, 1), sector(file, 6));
        byte[] at = new byte[512];
        disk.content(1, at, 0);
        assertArrayEquals(new byte[512], at);
        disk.stored(1, at, 0);
        assertArrayEquals(content(A, 1), at);
    }

    @Test
    void slackBehindTheDisksEndHasNoBits() {
        byte[] file = DiskImage.dynamic(3 * 512)
                .blockSize(2048)
                .layout(Layout.COMPACT)
                .slack(A)
                .build()
                .toBytes();
        assertEquals(0, file[2048]);
        assertArrayEquals(content(A, 3), sector(file, 5 + 3));
    }

    @Test
    void batmapMarksFullBlocks() {
        // Three blocks of eight sectors: full, partly owned, full.
        DiskImage disk = DiskImage.dynamic(24 * 512)
                .blockSize(8 * 512)
                .layout(Layout.COMPACT)
                .batmap(true)
                .staleBitmaps(true)
                .own(0, 15, A)
                .own(16, 8, A)
                .build();
        ByteBuffer file = ByteBuffer.wrap(disk.toBytes());
        assertEquals("tdbatmap", ascii(file, 2048, 8));
        assertEquals(2560, file.getLong(2056));
        assertEquals(1, file.getInt(2064));
        assertEquals(0x0001_0002, file.getInt(2068));
        assertEquals(~0xA0, file.getInt(2072));
        assertEquals((byte) 0xA0, file.get(2560));
        assertEquals(0, file.get((int) disk.positions().bitmapOffset(0)));
        assertEquals((byte) 0xFE, file.get((int) disk.positions().bitmapOffset(1)));
    }

    @Test
    void tableOfMoreEntriesIsReallyWritten() {
        DiskImage disk = DiskImage.dynamic(1024)
                .layout(Layout.COMPACT)
                .maxTableEntries(200)
                .allocate(0)
                .build();
        ByteBuffer file = ByteBuffer.wrap(disk.toBytes());
        assertEquals(200, file.getInt(512 + 28));
        assertEquals(1536 + 1024, disk.positions().bitmapOffset(0));
        assertEquals(-1, file.getInt(1536 + 199 * 4));
        assertEquals(0, file.getInt(1536 + 200 * 4));
    }

    private static byte[] sector(byte[] file, int sector) {
        return Arrays.copyOfRange(file, sector * 512, (sector + 1) * 512);
    }

    private static byte[] content(SectorContent content, long sector) {
        byte[] bytes = new byte[512];
        content.fill(sector, bytes, 0);
        return bytes;
    }

    private static String ascii(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.US_ASCII);
    }
}
