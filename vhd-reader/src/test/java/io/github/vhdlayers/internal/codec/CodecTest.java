package io.github.vhdlayers.internal.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
}
