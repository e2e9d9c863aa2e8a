package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whether Xen's map of full blocks is read where it is, and left out with a reason where it cannot be used. */
class BatmapTest {
    private static final int SECTOR = 512;
    /** The table of 128 blocks is one whole sector. The blocks 0, 9 and 127 are full. */
    private static final DiskImage DISK = DiskImage.dynamic(128 * 8 * SECTOR)
            .blockSize(4096)
            .layout(Layout.COMPACT)
            .creator("tap\0", 0x0001_0003, "\0\0\0\0")
            .batmap(true)
            .own(0, 8, SectorContent.pattern(1))
            .own(8, 5, SectorContent.pattern(2))
            .own(72, 8, SectorContent.pattern(3))
            .own(1016, 8, SectorContent.pattern(4))
            .build();

    private static final int AT = (int) DISK.positions().batmapOffset();

    @Test
    void knowsFullBlocks() throws IOException {
        try (VhdFile file = open(DISK.toBytes())) {
            assertEquals(List.of(), file.findings());
            BlockLayout layout = Objects.requireNonNull(file.blocks());
            for (int block = 0; block < 128; block++) {
                assertEquals(block == 0 || block == 9 || block == 127, layout.isKnownFull(block), "block " + block);
            }
            assertFalse(layout.isKnownFull(8 * 512), "the map is too short for it");
            assertFalse(layout.isKnownFull(1L << 40));
            assertEquals(
                    2,
                    layout.structures().stream()
                            .filter(region -> region.kind() == FileRegion.Kind.BATMAP && region.length() == SECTOR)
                            .count());
        }
    }

    @Test
    void isThatOfXenAlone() throws IOException {
        byte[] bytes =
                DISK.toBuilder().creator("win ", 0x0001_0003, "Wi2k").build().toBytes();
        try (VhdFile file = open(bytes)) {
            assertFalse(Objects.requireNonNull(file.blocks()).isKnownFull(0));
            assertEquals(List.of(), file.findings());
        }
    }

    @Test
    void saysWhyItIsLeftOut() throws IOException {
        assertIgnored(0, 0, "no \"tdbatmap\" where it should be");
        assertIgnored(20, 0x0002_0000, "version 0x00020000 is neither 0x00010002 nor 0x00010001");
        assertIgnored(16, 2049, "its 1049088 bytes are more than the 1048576 that are loaded");
        assertIgnored(16, 0, "its 0 bytes are too few for 128 blocks");
        assertIgnored(24, 0, "its checksum does not match its bytes");
        long length = DISK.positions().fileLength();
        assertIgnored(
                12, (int) length - 511, "its 512 bytes at file offset " + (length - 511) + " are not in the file");
        assertIgnored(
                8,
                0x8000_0000,
                "its 512 bytes at file offset " + Long.toUnsignedString(Long.MIN_VALUE + AT + SECTOR)
                        + " are not in the file");
        assertIgnored(12, (int) length - 512, "its checksum does not match its bytes");
        assertIgnored(12, 0, "its checksum does not match its bytes");
        // The largest that is loaded is not in this file.
        assertIgnored(16, 2048, "its 1048576 bytes at file offset " + (AT + SECTOR) + " are not in the file");
    }

    @Test
    void needsABitForEachBlock() throws IOException {
        // 4096 blocks are 512 bytes of bits, 4097 are one more.
        for (int blocks : new int[] {4096, 4097}) {
            DiskImage image = DiskImage.dynamic((long) blocks * SECTOR)
                    .blockSize(SECTOR)
                    .layout(Layout.COMPACT)
                    .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                    .batmap(true)
                    .own(0, 1, SectorContent.pattern(1))
                    .build();
            byte[] bytes = image.toBytes();
            int at = (int) image.positions().batmapOffset();
            ByteBuffer.wrap(bytes).putInt(at + 16, 1);
            try (VhdFile file = open(bytes)) {
                assertEquals(
                        blocks == 4096, Objects.requireNonNull(file.blocks()).isKnownFull(0));
                assertEquals(blocks == 4096 ? 0 : 1, file.findings().size());
            }
        }
    }

    @Test
    void isMissedWhereXenAlwaysWritesOne() throws IOException {
        for (int version : new int[] {0x0001_0001, 0x0000_0009, 0x0001_0002, 0x0002_0000, 0x0002_0001}) {
            byte[] bytes = DiskImage.dynamic(64 * SECTOR)
                    .blockSize(4096)
                    .creator("tap\0", version, "\0\0\0\0")
                    .build()
                    .toBytes();
            try (VhdFile file = open(bytes)) {
                assertEquals(version < 0x0001_0002 ? 0 : 1, file.findings().size(), Integer.toHexString(version));
            }
        }
    }

    @Test
    void isNotLookedForBehindTheFile() throws IOException {
        // The last sector of the file is the first that could hold a map's header.
        for (int cut : new int[] {AT, AT + SECTOR - 1, AT + SECTOR}) {
            byte[] bytes = Arrays.copyOf(DISK.toBytes(), cut);
            try (VhdFile file = open(bytes)) {
                boolean ignored = file.findings().stream()
                        .anyMatch(finding -> finding.code().name().equals("BATMAP_IGNORED"));
                assertEquals(cut == AT + SECTOR, ignored);
            }
        }
    }

    @Test
    void refusesEncryptedContent() {
        byte[] bytes = DISK.toBytes();
        bytes[AT + 29] = 3;
        VhdException e = assertThrows(VhdException.class, () -> open(bytes));
        assertTrue(
                e.getMessage()
                        .endsWith("batmap, key hash flag: expected 0, found 3: the content is encrypted (file offset "
                                + (AT + 29) + ")"),
                e::getMessage);
    }

    private static void assertIgnored(int field, int value, String why) throws IOException {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).putInt(AT + field, value);
        try (VhdFile file = open(bytes)) {
            assertEquals(1, file.findings().size(), () -> why + " " + file.findings());
            assertEquals(why, file.findings().get(0).detail());
            assertEquals((long) AT, file.findings().get(0).fileOffset());
            assertFalse(Objects.requireNonNull(file.blocks()).isKnownFull(0));
        }
    }

    private static VhdFile open(byte[] bytes) throws IOException {
        return VhdFile.open(RandomAccessSources.ofBytes("disk.vhd", bytes));
    }
}
