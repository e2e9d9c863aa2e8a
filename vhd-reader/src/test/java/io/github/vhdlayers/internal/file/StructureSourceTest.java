package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files that change while they are open, copies of files, and files that are known by their footers alone. */
class StructureSourceTest {
    private static final int MIB = 1 << 20;
    private static final byte[] ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    /** A file that can become shorter, and say so or not. */
    private static final class Shrinking implements RandomAccessSource {
        private byte[] bytes;
        private long size;
        private boolean closed;

        Shrinking(int length) {
            bytes = new byte[length];
            size = length;
        }

        @Override
        public String name() {
            return "disk.vhd";
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long position, ByteBuffer target) {
            if (position >= bytes.length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), bytes.length - position);
            target.put(bytes, (int) position, count);
            return count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void saysThatTheFileBecameShorter() throws IOException {
        Shrinking file = new Shrinking(4096);
        StructureSource source = new StructureSource(file);
        file.bytes = new byte[1000];
        assertEquals(4096, source.size());
        CorruptVhdException silent =
                assertThrows(CorruptVhdException.class, () -> source.read(1000, ByteBuffer.allocate(1)));
        assertEquals(ErrorCode.FILE_CHANGED, silent.code());
        assertTrue(
                silent.getMessage()
                        .endsWith("file, size: expected 4096 bytes as when it was opened, found its end at byte 1000,"
                                + " although it still says 4096 bytes (file offset 1000)"),
                silent::getMessage);
        file.size = 1000;
        CorruptVhdException said =
                assertThrows(CorruptVhdException.class, () -> source.read(2000, ByteBuffer.allocate(1)));
        assertTrue(
                said.getMessage()
                        .endsWith("expected 4096 bytes as when it was opened, found 1000 bytes (file offset 2000)"),
                said::getMessage);
        assertEquals(-1, source.read(2000, ByteBuffer.allocate(0)), "nothing was asked for");
        assertEquals(1000, source.read(0, ByteBuffer.allocate(4096)));
    }

    @Test
    void closesTheFile() throws IOException {
        Shrinking file = new Shrinking(4096);
        StructureSource source = new StructureSource(file);
        source.requireOpen();
        source.close();
        assertTrue(file.closed);
        assertThrows(ClosedChannelException.class, source::requireOpen);
        assertThrows(ClosedChannelException.class, () -> source.read(0, ByteBuffer.allocate(1)));
    }

    @Test
    void knowsIdsByFootersAlone() throws IOException {
        DiskImage disk = DiskImage.dynamic(64 * 512)
                .blockSize(4096)
                .uniqueId(ID)
                .own(0, 9, SectorContent.pattern(1))
                .build();
        byte[] bytes = disk.toBytes();
        String id = "04030201-0605-0807-090a-0b0c0d0e0f10";
        assertEquals(id, id(bytes));
        assertEquals(
                id, id(disk.toBuilder().footerForm(FooterForm.SHORT_511).build().toBytes()));
        assertEquals(
                id, id(disk.toBuilder().footerForm(FooterForm.TAIL_ONLY).build().toBytes()));
        assertNull(id(disk.toBuilder().footerForm(FooterForm.HEAD_ONLY).build().toBytes()), "it may not be its own");
        byte[] other = bytes.clone();
        other[68] = 9;
        assertNull(id(other), "two footers have two ids");
        byte[] fixed = DiskImage.fixed(512).uniqueId(ID).build().toBytes();
        assertEquals(id, id(fixed));
        assertEquals(id, id(Arrays.copyOfRange(fixed, 512, 1024)), "a footer alone");
        assertEquals(id, id(Arrays.copyOfRange(fixed, 512, 1023)), "a short one");
        assertNull(id(Arrays.copyOfRange(fixed, 512, 1022)));
        assertNull(id(new byte[4096]));
        assertNull(id(VhdxImage.dynamic(MIB).build().toBytes()));
    }

    private static @Nullable String id(byte[] bytes) throws IOException {
        Object id = FooterGlance.onlyId(RandomAccessSources.ofBytes("a.vhd", bytes));
        return id == null ? null : id.toString();
    }

    @Test
    void comparesCopiesAsFarAsTheBudgetLasts() throws IOException {
        int length = 6 * MIB;
        for (int at : new int[] {0, MIB - 1, length - 1, length - MIB}) {
            assertEquals(CopyComparison.Result.DIFFERENT, compare(length, at, 4L * MIB), "byte " + at);
        }
        for (int at : new int[] {0, MIB, 3 * MIB + 7, length - 1}) {
            assertEquals(CopyComparison.Result.DIFFERENT, compare(length, at, length), "byte " + at);
        }
        assertEquals(CopyComparison.Result.IDENTICAL, compare(length, -1, length));
        assertEquals(CopyComparison.Result.NOT_COMPARED, compare(length, -1, length - 1));
        // Half of what is left is sixteen pieces of 64 KiB, spread over the file, the first at its start.
        assertEquals(CopyComparison.Result.DIFFERENT, compare(length, (length - 65536) / 16 * 5, 4L * MIB));
        assertEquals(CopyComparison.Result.DIFFERENT, compare(length, (length - 65536) / 16 * 5 + 65535, 4L * MIB));
        assertEquals(CopyComparison.Result.NOT_COMPARED, compare(length, (length - 65536) / 16 * 5 + 65536, 4L * MIB));
        assertEquals(CopyComparison.Result.DIFFERENT, compare(length, (length - 65536) / 16 * 15, 4L * MIB));
        assertEquals(
                CopyComparison.Result.NOT_COMPARED, compare(length, (length - 65536) / 16 * 5 + 200_000, 4L * MIB));
        // A small budget is for both ends in halves.
        assertEquals(CopyComparison.Result.DIFFERENT, compare(length, 65_535, 131_072));
        assertEquals(CopyComparison.Result.NOT_COMPARED, compare(length, 65_536, 131_072));
        assertEquals(CopyComparison.Result.DIFFERENT, compare(length, length - 65_536, 131_072));
        assertEquals(CopyComparison.Result.IDENTICAL, compare(MIB + 512, -1, MIB + 512));
        assertEquals(CopyComparison.Result.DIFFERENT, compare(MIB + 512, MIB + 511, MIB + 512));
    }

    @Test
    void sharesItsBudgetAmongComparisons() throws IOException {
        try (VhdFile one = raw(new byte[MIB]);
                VhdFile other = raw(new byte[MIB]);
                VhdFile longer = raw(new byte[MIB + 512])) {
            CopyComparison comparison = new CopyComparison(2 * MIB);
            assertEquals(CopyComparison.Result.DIFFERENT, comparison.compare(one, longer));
            assertEquals(CopyComparison.Result.IDENTICAL, comparison.compare(one, other));
            assertEquals(CopyComparison.Result.IDENTICAL, comparison.compare(one, other));
            assertEquals(CopyComparison.Result.NOT_COMPARED, comparison.compare(one, other));
        }
        VhdFile closed = raw(new byte[MIB]);
        closed.close();
        try (VhdFile one = raw(new byte[MIB])) {
            assertEquals(CopyComparison.Result.NOT_COMPARED, new CopyComparison(2 * MIB).compare(one, closed));
        }
    }

    private static CopyComparison.Result compare(int length, int differing, long budget) throws IOException {
        byte[] bytes = new byte[length];
        if (differing >= 0) {
            bytes[differing] = 1;
        }
        try (VhdFile one = raw(new byte[length]);
                VhdFile other = raw(bytes)) {
            return new CopyComparison(budget).compare(one, other);
        }
    }

    private static VhdFile raw(byte[] bytes) throws IOException {
        VhdFile file = VhdFile.openRaw(RandomAccessSources.ofBytes("raw", bytes), FileOptions.defaults());
        assertTrue(file.isRaw());
        assertFalse(file.isTypeContradicted());
        return file;
    }
}
