package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What single mutations put where, with positions worked out by hand: a file of known layout, field by field. */
class MutationValuesTest {
    private static final SectorContent A = SectorContent.pattern(0xA);
    /** Header at 512, table at 1536, locator at 2048, bitmaps at 2560 and 5120 (sectors 5 and 10), footer at 7680. */
    private static final DiskImage DISK = DiskImage.differencing(11 * 512)
            .blockSize(2048)
            .layout(Layout.COMPACT)
            .relativeLocator(".\\base.vhd")
            .own(0, 6, A)
            .build();

    private static final byte[] INTACT = DISK.toBytes();

    @Test
    void theFileIsLaidOutAsThisTestBelieves() {
        assertEquals(8192, INTACT.length);
        ByteBuffer file = ByteBuffer.wrap(INTACT);
        assertEquals(5, file.getInt(1536));
        assertEquals(10, file.getInt(1540));
        assertEquals(-1, file.getInt(1544));
        assertEquals(2048, file.getLong(512 + 576 + 16));
        assertEquals((byte) 0xF0, file.get(2560));
        assertEquals((byte) 0xC0, file.get(5120));
    }

    @Test
    void footerFields() {
        assertEquals(0, apply("footer-tail-current-size-zero").getLong(7680 + 48));
        assertEquals(11 * 512, apply("footer-tail-current-size-zero").getLong(48));
        assertEquals(0, apply("footer-head-current-size-zero").getLong(48));
        assertEquals(11 * 512, apply("footer-head-current-size-zero").getLong(7680 + 48));
        assertEquals(0, apply("footer-both-current-size-zero").getLong(48));
        assertEquals(0, apply("footer-both-current-size-zero").getLong(7680 + 48));
        assertEquals(
                (2040L << 30) + 512,
                apply("footer-tail-current-size-over-limit").getLong(7680 + 48));
        assertEquals(5, apply("footer-tail-type-5").getInt(7680 + 60));
        assertEquals(
                Long.MIN_VALUE + 512, apply("footer-tail-data-offset-negative").getLong(7680 + 16));
        assertEquals(
                ByteBuffer.wrap(INTACT).getInt(7680 + 64) ^ 1,
                apply("footer-tail-checksum-off").getInt(7680 + 64));
    }

    @Test
    void headerFields() {
        assertEquals(1537, apply("header-table-offset-unaligned").getLong(512 + 16));
        assertEquals(2, apply("header-entries-one-less").getInt(512 + 28));
        assertEquals(-1, apply("header-entries-all-ones").getInt(512 + 28));
        assertEquals(768, apply("header-block-size-768").getInt(512 + 32));
        assertEquals(0x8000_0000, apply("header-block-size-2-gib").getInt(512 + 32));
        assertEquals(4096, apply("header-block-size-double").getInt(512 + 32));
        byte[] own = apply("header-parent-id-own").array();
        assertArrayEquals(DISK.uniqueId(), Arrays.copyOfRange(own, 512 + 40, 512 + 56));
    }

    @Test
    void tableEntries() {
        assertEquals(0, apply("table-entry-zero").getInt(1536));
        assertEquals(1, apply("table-entry-in-header").getInt(1536));
        assertEquals(3, apply("table-entry-in-table").getInt(1536));
        assertEquals(4, apply("table-entry-in-locator").getInt(1536));
        assertEquals(10, apply("table-entry-duplicate").getInt(1536));
        assertEquals(11, apply("table-entry-overlapping").getInt(1536));
        assertEquals(15, apply("table-entry-at-tail").getInt(1536));
        assertEquals(0xFFFF_FFFE, apply("table-entry-last-32-bit").getInt(1536));
        assertEquals(5, apply("table-padding-used").getInt(1548));
    }

    @Test
    void locatorFields() {
        int entry = 512 + 576;
        assertEquals(0, apply("locator-code-zero").getInt(entry));
        assertEquals(19, apply("locator-length-odd").getInt(entry + 8));
        assertEquals(8192 - 2048 + 2, apply("locator-length-past-end").getInt(entry + 8));
        assertEquals(8191, apply("locator-offset-last-byte").getLong(entry + 16));
        assertEquals(-1, apply("locator-offset-all-ones").getLong(entry + 16));
        // Half a character in little-endian order.
        assertEquals(0x00D8, apply("locator-data-surrogate").getShort(2048));
    }

    @Test
    void bitmapBits() {
        assertEquals((byte) 0x70, apply("bitmap-bit-flipped").get(2560));
        assertEquals(0, apply("bitmap-inverted").get(2560));
        assertEquals((byte) 0xFF, apply("bitmap-pad-bits").get(2560));
        assertEquals((byte) 0xFF, apply("bitmap-pad-bits").get(2560 + 511));
    }

    @Test
    void files() {
        assertEquals(7680, apply("file-tail-missing").capacity());
        assertEquals(8192 + 511, apply("file-junk-511").capacity());
        assertEquals(612, apply("file-cut-inside-header").capacity());
        assertEquals(1538, apply("file-cut-inside-table").capacity());
        assertEquals(5120 + 256, apply("file-cut-inside-bitmap").capacity());
        assertEquals(5632 + 1024, apply("file-cut-inside-block").capacity());
        byte[] twice = apply("file-footer-twice").array();
        assertArrayEquals(Arrays.copyOfRange(INTACT, 7680, 8192), Arrays.copyOfRange(twice, 8192, 8704));
    }

    private static ByteBuffer apply(String name) {
        return ByteBuffer.wrap(Mutations.named(name).apply(INTACT, DISK));
    }
}
