package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Whether a VHD that cannot be read is refused in words that name the field, the value and the place, and is closed. */
class VhdRefusalsTest {
    private static final int SECTOR = 512;
    private static final int HEADER = 512;
    private static final byte[] BASE_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private static final DiskImage DISK = DiskImage.dynamic(64 * SECTOR)
            .blockSize(4096)
            .layout(Layout.COMPACT)
            .own(0, 20, SectorContent.pattern(1))
            .build();

    private static final int TAIL = (int) DISK.positions().tailOffset();
    private static final int TABLE = (int) DISK.positions().tableOffset();
    private static final int LENGTH = TAIL + 512;

    @Test
    void namesFieldsOfTheFooter() {
        assertRefused(
                both(12, 0x00020000),
                "hard disk footer, file format version: expected 0x00010000, found 0x00020000 (file offset "
                        + (TAIL + 12) + ")");
        assertRefused(
                both(60, 6),
                "hard disk footer, disk type: expected 2 (fixed), 3 (dynamic) or 4 (differencing), found 6"
                        + " (file offset " + (TAIL + 60) + ")");
        assertRefused(
                both(52, 511),
                "hard disk footer, current size: expected at least one sector of 512 bytes, found 511 bytes"
                        + " (file offset " + (TAIL + 48) + ")");
        assertRefused(
                both(48, -1),
                "hard disk footer, current size: expected at most 70368744177664 bytes, found 18446744069414617088"
                        + " bytes (file offset " + (TAIL + 48) + ")");
    }

    @Test
    void boundsTheSizeOfADisk() throws IOException {
        Limits exact = Limits.defaults().toBuilder().maxDiskBytes(64 * SECTOR).build();
        VhdFile.open(source(DISK.toBytes()), FileOptions.of(exact)).close();
        Limits less = exact.toBuilder().maxDiskBytes(64 * SECTOR - 1).build();
        LimitException e =
                assertThrows(LimitException.class, () -> VhdFile.open(source(DISK.toBytes()), FileOptions.of(less)));
        assertEquals(64 * SECTOR - 1, e.limit());
        assertEquals(64L * SECTOR, e.needed());
        LimitException raw = assertThrows(
                LimitException.class, () -> VhdFile.openRaw(source(new byte[64 * SECTOR]), FileOptions.of(less)));
        assertEquals("raw disk, size: expected at most 32767 bytes, found 32768 bytes", words(raw));
        VhdFile.openRaw(source(new byte[64 * SECTOR]), FileOptions.of(exact)).close();
    }

    @Test
    void refusesARawDiskWithoutASector() throws IOException {
        VhdException e =
                assertThrows(VhdException.class, () -> VhdFile.openRaw(source(new byte[511]), FileOptions.defaults()));
        assertEquals("raw disk, size: expected at least one sector of 512 bytes, found 511 bytes", words(e));
        try (VhdFile one = VhdFile.openRaw(source(new byte[512]), FileOptions.defaults())) {
            assertEquals(1, one.sectors());
        }
    }

    @Test
    void namesFieldsOfTheDynamicHeader() {
        assertRefused(
                header(0, 0x63787371),
                "dynamic header, cookie: expected \"cxsparse\", found 0x6378737161727365 (file offset 512)");
        assertRefused(
                header(24, 0x00020000),
                "dynamic header, header version: expected 0x00010000, found 0x20000 (file offset 536)");
        for (int size : new int[] {0, 256, 4097, 6144}) {
            assertRefused(
                    header(32, size),
                    "dynamic header, block size: expected a power of two of at least 512, found " + size
                            + " (file offset 544)");
        }
        assertRefused(
                header(32, 1 << 30),
                "dynamic header, block size: expected at most 268435456 bytes, found 1073741824 (file offset 544)");
        assertRefused(
                header(20, TABLE + 256),
                "dynamic header, table offset: expected a multiple of 512, found " + (TABLE + 256)
                        + " (file offset 528)");
        String place = "dynamic header, table offset: expected a place in the file's " + LENGTH
                + " bytes, behind the footer copy and beside the header, found ";
        for (int table : new int[] {0, 511, 512, 1024, LENGTH, LENGTH + 512}) {
            assertRefused(header(20, table), place + table + " (file offset 528)");
        }
        assertRefused(header(16, -1), place + Long.toUnsignedString(-1L << 32 | TABLE) + " (file offset 528)");
    }

    @Test
    void boundsTheSizeOfABlock() throws IOException {
        Limits exact = Limits.defaults().toBuilder().maxBlockBytes(4096).build();
        VhdFile.open(source(DISK.toBytes()), FileOptions.of(exact)).close();
        Limits less = exact.toBuilder().maxBlockBytes(4095).build();
        LimitException e =
                assertThrows(LimitException.class, () -> VhdFile.open(source(DISK.toBytes()), FileOptions.of(less)));
        assertEquals(4095, e.limit());
        assertEquals(4096L, e.needed());
        assertEquals("dynamic header, block size: expected at most 4095 bytes, found 4096 (file offset 544)", words(e));
    }

    @Test
    void boundsTheEntriesOfATable() throws IOException {
        Limits exact = Limits.defaults().toBuilder().maxTableEntries(8).build();
        VhdFile.open(source(DISK.toBytes()), FileOptions.of(exact)).close();
        Limits less = exact.toBuilder().maxTableEntries(7).build();
        LimitException e =
                assertThrows(LimitException.class, () -> VhdFile.open(source(DISK.toBytes()), FileOptions.of(less)));
        assertEquals(7, e.limit());
        assertEquals(8L, e.needed());
        assertEquals(
                "block allocation table, entries in use: expected at most 7, found 8 (file offset " + TABLE + ")",
                words(e));
    }

    @Test
    void saysWhereADynamicHeaderWouldBe() {
        assertRefused(
                both(20, LENGTH - 1023),
                "hard disk footer, data offset: expected the place of a dynamic header inside the file's " + LENGTH
                        + " bytes, found " + (LENGTH - 1023));
        assertRefused(
                both(16, -1),
                "hard disk footer, data offset: expected the place of a dynamic header inside the file's " + LENGTH
                        + " bytes, found " + Long.toUnsignedString(-1L << 32 | 512));
    }

    @Test
    void looksAtAHeaderAtEitherEndOfTheFile() {
        assertRefused(
                both(20, 0), "dynamic header, cookie: expected \"cxsparse\", found 0x636f6e6563746978 (file offset 0)");
        assertRefused(
                both(20, LENGTH - 1024),
                "dynamic header, cookie: expected \"cxsparse\", found 0x"
                        + Long.toHexString(ByteBuffer.wrap(DISK.toBytes()).getLong(LENGTH - 1024)) + " (file offset "
                        + (LENGTH - 1024) + ")");
        byte[] alone = Arrays.copyOf(DISK.toBytes(), 1536);
        Arrays.fill(alone, 0, 512, (byte) 0);
        assertRefused(
                alone,
                "dynamic header, table offset: expected a place in the file's 1536 bytes, behind the footer copy and beside"
                        + " the header, found 1536 (file offset 528)");
    }

    @Test
    void opensFilesOfEitherFormat() throws IOException {
        byte[] vhdx = VhdxImage.dynamic(1 << 20).build().toBytes();
        try (LayerFile one = DiskFiles.open(source(DISK.toBytes()), FileOptions.defaults());
                LayerFile other = DiskFiles.open(source(vhdx), FileOptions.defaults())) {
            assertEquals(DiskFormat.VHD, one.format());
            assertEquals(DiskFormat.VHDX, other.format());
        }
    }

    @Test
    void saysIntoWhatAHeaderReaches() {
        assertRefused(
                moved(DISK, 88), "dynamic header: it goes from 88 to 1112, into the footer copy (file offset 88)");
        assertRefused(
                moved(DISK, TAIL - 1023),
                "dynamic header: it goes from " + (TAIL - 1023) + " to " + (TAIL + 1)
                        + ", into the footer, which begins" + " at " + TAIL + " (file offset " + (TAIL - 1023) + ")");
        DiskImage many = DiskImage.dynamic(400 * SECTOR)
                .blockSize(512)
                .layout(Layout.COMPACT)
                .build();
        byte[] bytes = moved(many, 2111);
        ByteBuffer.wrap(bytes).putLong(2111 + 16, 512);
        assertRefused(
                bytes,
                "dynamic header: it goes from 2111 to 3135, into the block allocation table, which goes from 512 to 2112"
                        + " (file offset 2111)");
    }

    @Test
    void acceptsAHeaderRightBesideOtherStructures() throws IOException {
        DiskImage many = DiskImage.dynamic(400 * SECTOR)
                .blockSize(512)
                .layout(Layout.COMPACT)
                .build();
        // 400 entries take the 1600 bytes from 512 to 2112.
        byte[] behind = Arrays.copyOf(many.toBytes(), 8192 + 512);
        System.arraycopy(many.toBytes(), 512, behind, 2112, 1024);
        Arrays.fill(behind, 512, 2112, (byte) 0xFF);
        ByteBuffer.wrap(behind).putLong(16, 2112).putLong(2112 + 16, 512);
        System.arraycopy(behind, 0, behind, 8192, 512);
        try (VhdFile file = VhdFile.open(source(behind))) {
            assertEquals(400, file.sectors());
        }
        byte[] atTheEnd = Arrays.copyOf(many.toBytes(), 3584 + 1024 + 512);
        System.arraycopy(many.toBytes(), 512, atTheEnd, 3584, 1024);
        ByteBuffer.wrap(atTheEnd).putLong(16, 3584);
        System.arraycopy(atTheEnd, 0, atTheEnd, 3584 + 1024, 512);
        try (VhdFile file = VhdFile.open(source(atTheEnd))) {
            assertEquals(400, file.sectors());
        }
    }

    @Test
    void saysThatAContainerIsCalledFixed() {
        byte[] bytes = both(60, 2);
        assertRefused(
                bytes,
                "hard disk footer, disk type: expected 3 or 4, because there is a dynamic header, found 2 (file offset "
                        + (TAIL + 60) + ")");
    }

    @Test
    void saysThatTwoFootersNameTwoTypes() {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).putInt(TAIL + 60, 4);
        assertRefused(
                Mutations.fixChecksums(bytes),
                "hard disk footer, disk type: expected the 3 of the copy at the start, found 4 (file offset "
                        + (TAIL + 60) + ")");
    }

    @Test
    void saysWhichVersionWroteBitmapsInAnotherOrder() throws IOException {
        for (int version : new int[] {0x0000_0001, 0x0000_0000}) {
            DiskImage image = tap(version);
            assertRefused(
                    image.toBytes(),
                    "hard disk footer, creator version: expected 0.2 or later, because 0.1 wrote sector bitmaps in another"
                            + " order, found 0." + version + " (file offset "
                            + (image.positions().tailOffset() + 32) + ")");
        }
        VhdFile.open(source(tap(0x0000_0002).toBytes())).close();
        VhdFile.open(source(tap(0x0001_0000).toBytes())).close();
    }

    @Test
    void saysThatThereIsNoFooter() {
        assertRefused(new byte[510], "hard disk footer: the file has 510 bytes, and a footer alone has 512");
        assertRefused(
                new byte[511],
                "hard disk footer: no \"conectix\" in the last 512 or 511 bytes, nor one that fits in the last 511 bytes,"
                        + " nor a copy at the start");
        byte[] text = new byte[4096];
        System.arraycopy("KDMV".getBytes(StandardCharsets.US_ASCII), 0, text, 0, 4);
        Limits limits = Limits.defaults().toBuilder().maxFooterScanBytes(1024).build();
        VhdException e = assertThrows(VhdException.class, () -> VhdFile.open(source(text), FileOptions.of(limits)));
        assertEquals(
                "hard disk footer: no \"conectix\" in the last 512 or 511 bytes, nor one that fits in the last 1024 bytes,"
                        + " nor a copy at the start; it is a VMDK disk of VMware: convert a copy to a raw disk with"
                        + " 'qemu-img convert -O raw'",
                words(e));
    }

    @Test
    void closesWhatItRefuses() {
        AtomicInteger closed = new AtomicInteger();
        IOException late = new IOException("no answer to close");
        RandomAccessSource unreadable = new RandomAccessSource() {
            @Override
            public String name() {
                return "disk.vhd";
            }

            @Override
            public long size() {
                return 4096;
            }

            @Override
            public int read(long position, ByteBuffer target) throws IOException {
                throw new IOException("no answer");
            }

            @Override
            public void close() throws IOException {
                closed.incrementAndGet();
                throw late;
            }
        };
        Executable[] ways = {
            () -> DiskFiles.open(unreadable, FileOptions.defaults()),
            () -> VhdFile.open(unreadable),
            () -> VhdxFile.open(unreadable, FileOptions.defaults())
        };
        for (int i = 0; i < ways.length; i++) {
            IOException e = assertThrows(IOException.class, ways[i]);
            assertEquals("no answer", e.getMessage());
            assertSame(late, e.getSuppressed()[0]);
            assertEquals(i + 1, closed.get());
        }
    }

    @Test
    void saysWhatAFileBesideDisksIs() {
        String set =
                "VHD set: it only says which disks belong together; open the .avhdx file beside it, which is the disk";
        String changes =
                "change tracking: it says which parts of a disk changed since a backup; open the disk beside it";
        assertEquals(set, companion("a.VHDS"));
        assertEquals(changes, companion("a.vhdx.rct"));
        assertEquals(changes, companion("a.vhdx.MRT"));
        assertTrue(companion("a.vhd").startsWith("hard disk footer: no \"conectix\""));
    }

    private static String companion(String name) {
        RandomAccessSource source = RandomAccessSources.ofBytes(name, new byte[4096]);
        return words(assertThrows(VhdException.class, () -> DiskFiles.open(source, FileOptions.defaults())));
    }

    private static DiskImage tap(int version) {
        return DiskImage.dynamic(64 * SECTOR)
                .blockSize(4096)
                .creator("tap\0", version, "\0\0\0\0")
                .uniqueId(BASE_ID)
                .build();
    }

    private static byte[] both(int at, int value) {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).putInt(at, value).putInt(TAIL + at, value);
        return Mutations.fixChecksums(bytes);
    }

    private static byte[] header(int at, int value) {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).putInt(HEADER + at, value);
        return Mutations.fixChecksums(bytes);
    }

    /** With the header at another place, to which both footers refer. */
    private static byte[] moved(DiskImage image, int place) {
        byte[] bytes = image.toBytes();
        int tail = (int) image.positions().tailOffset();
        byte[] footer = Arrays.copyOf(bytes, 512);
        byte[] header = Arrays.copyOfRange(bytes, HEADER, HEADER + 1024);
        byte[] longer = Arrays.copyOf(bytes, Math.max(bytes.length, place + 1024));
        System.arraycopy(header, 0, longer, place, 1024);
        int keep = Math.min(512, longer.length - tail);
        System.arraycopy(footer, 0, longer, tail, keep);
        ByteBuffer.wrap(longer).putLong(16, place).putLong(tail + 16, place);
        if (place < 512) {
            System.arraycopy(header, 0, longer, place, 1024);
        }
        return longer;
    }

    private static void assertRefused(byte[] bytes, String words) {
        assertEquals(words, words(assertThrows(VhdException.class, () -> VhdFile.open(source(bytes)))));
    }

    /** What a message says behind the file's name and the kind of the problem. */
    private static String words(VhdException e) {
        Problem problem = e.problem();
        String opening = ": " + problem.structure();
        assertTrue(e.getMessage().startsWith(problem.source() + ": "), e::getMessage);
        return e.getMessage().substring(e.getMessage().indexOf(opening) + 2);
    }

    private static RandomAccessSource source(byte[] bytes) {
        return RandomAccessSources.ofBytes("disk.vhd", bytes);
    }
}
