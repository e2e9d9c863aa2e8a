package io.github.vhdlayers.internal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Numbers, texts, ids and checksums are those that their specifications give as examples. */
class CodecTest {
    @Test
    void numbersAreUnsignedAndBigEndian() {
        byte[] bytes = {(byte) 0xFF, (byte) 0xFE, (byte) 0xFD, (byte) 0xFC, 1, 2, 3, 4};
        StructReader reader = new StructReader(ByteBuffer.wrap(bytes));
        assertEquals(0xFF, reader.u8(0));
        assertEquals(0xFFFE, reader.u16(0));
        assertEquals(0xFFFE_FDFCL, reader.u32(0));
        assertEquals(0xFFFE_FDFC_0102_0304L, reader.u64(0));
        assertArrayEquals(new byte[] {(byte) 0xFC, 1}, reader.bytes(3, 2));
        assertEquals(5, reader.nonZeroBytes(3, 8));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.u32(5));
        assertThrows(IndexOutOfBoundsException.class, () -> reader.u8(-1));
    }

    @Test
    void theChecksumLeavesItsOwnBytesOut() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, (byte) 0xFF, 8};
        assertEquals(~(1L + 2 + 255 + 8) & 0xFFFF_FFFFL, Checksums.complementOfSum(ByteBuffer.wrap(bytes), 2));
    }

    @Test
    void locatorsAreLittleEndianUnlessTheySayOtherwise() {
        String path = ".\\base.vhd";
        assertEquals(path, Utf16.ofLocator(path.getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(path, Utf16.ofLocator(path.getBytes(StandardCharsets.UTF_16BE)));
        assertEquals(path, Utf16.ofLocator(("\uFEFF" + path).getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(path, Utf16.ofLocator(("\uFEFF" + path).getBytes(StandardCharsets.UTF_16BE)));
        assertEquals(path, Utf16.ofLocator((path + "\0\0x").getBytes(StandardCharsets.UTF_16LE)));
        assertEquals("", Utf16.ofLocator(new byte[0]));
        assertEquals("", Utf16.ofLocator(new byte[] {0x41}));
        assertEquals("A", Utf16.ofLocator(new byte[] {0x41, 0, 0x42}));
        assertEquals("", Utf16.ofLocator(new byte[] {(byte) 0xFE, (byte) 0xFF}), "a byte order mark and no text");
        assertEquals("\u8000A", Utf16.ofLocator(new byte[] {(byte) 0x80, 0, 0, 0x41}), "U+0080 is no ASCII");
    }

    @Test
    void unpairedSurrogatesStayWhatTheyAre() {
        byte[] bytes = {(byte) 0xD8, 0x3D, 0, 0x41, (byte) 0xDC, 0};
        assertEquals("\uD83DA\uDC00", Utf16.bigEndian(bytes));
    }

    @Test
    void littleEndianTextsEndAtTheFirstZeroUnit() {
        assertEquals(
                "A\u00e4\u65e5",
                Utf16.littleEndian(new byte[] {0x41, 0, (byte) 0xE4, 0, (byte) 0xE5, 0x65, 0, 0, 0x42, 0}));
        assertEquals("A", Utf16.littleEndian(new byte[] {0x41, 0, 0x42}), "an odd last byte");
        assertEquals("A", Utf16.bigEndian(new byte[] {0, 0x41, 0}), "an odd last byte");
        assertEquals("", Utf16.littleEndian(new byte[0]));
    }

    /** The example of RFC 3720, appendix B.4, in which bytes 4 to 15 are zeros. */
    @Test
    void crc32cTakesItsOwnBytesAsZeros() {
        byte[] command = HexFormat.of()
                .parseHex("01c00000" + "00".repeat(12) + "14000000000004000000001400000018280000000000000002000000"
                        + "00000000");
        for (int at : new int[] {4, 8, 12}) {
            byte[] withChecksum = command.clone();
            Arrays.fill(withChecksum, at, at + 4, (byte) 0xA5);
            ByteBuffer structure = ByteBuffer.wrap(withChecksum).position(20);
            assertEquals(0xD996_3A56L, Crc32c.of(structure, at));
            assertEquals(20, structure.position());
        }
    }

    /** The same appendix's example of zeros: wherever the checksum is, and whatever is behind the limit. */
    @Test
    void crc32cCoversTheStructureFromEndToEnd() {
        for (int at : new int[] {0, 13, 28}) {
            ByteBuffer structure = ByteBuffer.allocate(40).put(at, new byte[] {1, 2, 3, 4});
            structure.put(32, (byte) 7).limit(32);
            assertEquals(0x8A91_36AAL, Crc32c.of(structure, at));
        }
    }

    /** The type of an EFI system partition, from the specification of UEFI. */
    @Test
    void guidsAreThreeLittleEndianNumbersAndEightBytes() {
        byte[] stored = HexFormat.of().parseHex("ffff" + "28732ac11ff8d211ba4b00a0c93ec93b");
        StructReader structure = StructReader.littleEndian(ByteBuffer.wrap(stored));
        assertEquals(UUID.fromString("c12a7328-f81f-11d2-ba4b-00a0c93ec93b"), Guids.decode(structure, 2));
    }

    /** The example of one block that NIST publishes for FIPS 180. */
    @Test
    void sha256GivesTheDigestOfTheStandard() {
        byte[] text = "abc".getBytes(StandardCharsets.US_ASCII);
        String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        Sha256.digest().update(text);
        assertEquals(expected, HexFormat.of().formatHex(Sha256.digest().digest(text)));
    }

    @Test
    void readingLeavesThePositionAlone() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(3).limit(3);
        StructReader reader = new StructReader(bytes);
        assertEquals(3, reader.length());
        assertArrayEquals(new byte[] {1, 2, 3}, reader.bytes(0, 3));
        assertEquals(3, bytes.position());
        assertEquals(0x0201, StructReader.littleEndian(bytes).u16(0));
        assertEquals(0x0102, reader.u16(0));
    }
}
