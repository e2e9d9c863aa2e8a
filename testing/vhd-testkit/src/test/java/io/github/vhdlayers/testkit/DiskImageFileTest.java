package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiskImageFileTest {
    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(Layout.class)
    void fileHasTheBytesThatMemoryHas(Layout layout) throws IOException {
        for (FooterForm form : FooterForm.values()) {
            DiskImage disk = DiskImage.dynamic(10 << 20)
                    .own(0, 100, SectorContent.pattern(1))
                    .own(5000, 8000, SectorContent.pattern(2))
                    .allocate(4)
                    .layout(layout)
                    .allocationOrder(Order.SHUFFLED)
                    .footerForm(form)
                    .build();
            Path file = disk.writeTo(directory.resolve(layout + "-" + form + ".vhd"));
            assertArrayEquals(disk.toBytes(), Files.readAllBytes(file));
        }
    }

    @Test
    void fixedDiskOfZerosHasItsWholeLength() throws IOException {
        DiskImage disk = DiskImage.fixed(3 << 20).build();
        assertArrayEquals(disk.toBytes(), Files.readAllBytes(disk.writeTo(directory.resolve("f.vhd"))));
    }

    @Test
    void neverOverwrites() throws IOException {
        Path file = Files.writeString(directory.resolve("there.vhd"), "keep me");
        DiskImage disk = DiskImage.dynamic(512).build();
        assertThrows(FileAlreadyExistsException.class, () -> disk.writeTo(file));
        assertEquals("keep me", Files.readString(file));
    }

    @Test
    void leavesNothingBehindWhenContentFails() {
        Path file = directory.resolve("failed.vhd");
        DiskImage disk = DiskImage.dynamic(512)
                .own(0, 1, (sector, into, at) -> {
                    throw new IllegalStateException("no content");
                })
                .build();
        assertThrows(IllegalStateException.class, () -> disk.writeTo(file));
        assertFalse(Files.exists(file));
    }

    @Test
    @Timeout(30)
    void largestDiskIsQuickAndSmall() throws IOException {
        long size = 2040L << 30;
        long last = size / 512 - 1;
        DiskImage disk = DiskImage.dynamic(size)
                .own(last - 9, 10, SectorContent.pattern(1))
                .own(0, 1, SectorContent.pattern(2))
                .build();
        Path file = disk.writeTo(directory.resolve("large.vhd"));
        assertEquals(disk.positions().fileLength(), Files.size(file));
        assertSector(disk, file, 0);
        assertSector(disk, file, last);
        assertEquals(-1, disk.fileOffsetOf(last / 2));
    }

    @Test
    @Timeout(30)
    void dataFarBehindFourGibibytesIsInItsPlace() throws IOException {
        // The blocks in between are allocated but empty, so the file is long and has holes.
        long size = 6L << 30;
        DiskImage.Builder builder = DiskImage.dynamic(size).own(size / 512 - 3, 2, SectorContent.pattern(3));
        for (long block = 0; block < size >> 21; block++) {
            builder.allocate(block);
        }
        DiskImage disk = builder.build();
        Path file = disk.writeTo(directory.resolve("holes.vhd"));
        assertSector(disk, file, size / 512 - 2);
    }

    @Test
    void doesNotPutHugeFilesInMemory() {
        DiskImage disk = DiskImage.fixed(1L << 30).build();
        assertThrows(IllegalStateException.class, disk::toBytes);
    }

    private static void assertSector(DiskImage disk, Path file, long sector) throws IOException {
        byte[] expected = new byte[512];
        disk.content(sector, expected, 0);
        ByteBuffer actual = ByteBuffer.allocate(512);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(actual, disk.fileOffsetOf(sector));
        }
        assertArrayEquals(expected, actual.array(), "sector " + sector);
    }
}
