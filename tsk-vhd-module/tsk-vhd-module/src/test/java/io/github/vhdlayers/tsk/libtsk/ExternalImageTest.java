package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.SampleCheckpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library sees the disk's bytes through an image of ours, and what cannot be read is an error there and counted here. */
class ExternalImageTest {
    private static final int SIZE = 1 << 20;
    private static final byte[] DISK = new byte[SIZE];

    static {
        new Random(6).nextBytes(DISK);
    }

    private final LibTsk library = TestLibrary.get();

    @Test
    void theLibraryReadsTheDisksBytes() throws IOException {
        try (ExternalImage image = ExternalImage.open(library, disk(sector -> true))) {
            for (int[] range : new int[][] {
                {0, 512}, {1, 700}, {511, 2}, {65535, 131_000}, {SIZE - 700, 700}, {0, SIZE}, {300_000, 65_536}
            }) {
                byte[] read = read(image, range[0], range[1]);
                assertArrayEquals(
                        Arrays.copyOfRange(DISK, range[0], range[0] + range[1]), read, Arrays.toString(range));
            }
            assertEquals(0, image.failures());
            assertNull(image.firstFailure());
        }
    }

    @Test
    void theLibraryReadsAVhdxChainWithItsLogAsTheSameDiskInVhd(@TempDir Path folder) throws IOException {
        Path samples = Path.of("../../samples");
        Path leaf = SampleCheckpoints.unpack(samples, folder).resolve("leaf.avhdx");
        try (VirtualDisk vhd = VirtualDisk.open(samples.resolve("evidence/leaf.vhd"));
                VirtualDisk vhdx = VirtualDisk.open(leaf);
                ExternalImage image = ExternalImage.open(library, vhdx)) {
            ByteBuffer expected = ByteBuffer.allocate((int) vhd.size());
            vhd.readFully(0, expected);
            assertArrayEquals(expected.array(), read(image, 0, expected.capacity()));
            assertEquals(0, image.failures());
        }
    }

    @Test
    void aReadThatReachesPastTheEndIsShort() throws IOException {
        try (ExternalImage image = ExternalImage.open(library, disk(sector -> true))) {
            assertArrayEquals(Arrays.copyOfRange(DISK, SIZE - 100, SIZE), read(image, SIZE - 100, 300));
        }
    }

    @Test
    void whatCannotBeReadIsAnErrorWithOurWords() throws IOException {
        try (ExternalImage image = ExternalImage.open(library, disk(sector -> sector != 100))) {
            assertNull(read(image, 100 * 512, 512));
            assertTrue(library.lastError().contains("sector 100 is unknown"), library.lastError());
            assertTrue(image.failures() > 0);
            assertEquals(100 * 512, image.firstFailedOffset());
            assertEquals(
                    "sector 100 is unknown",
                    String.valueOf(assertNotNullCause(image).getMessage()));
        }
    }

    @Test
    void countsAFailedReadThatTheLibraryTakesForZeros() throws IOException {
        for (int length : new int[] {700, 131_000}) {
            try (ExternalImage image = ExternalImage.open(library, disk(sector -> sector != 100))) {
                read(image, 100 * 512, length);
                assertTrue(image.failures() > 0, length + " bytes");
            }
        }
    }

    @Test
    void sectorsBeforeAnUnreadableOneAreReadDespiteReadAhead() throws IOException {
        try (ExternalImage image = ExternalImage.open(library, disk(sector -> sector != 100))) {
            assertArrayEquals(Arrays.copyOfRange(DISK, 98 * 512, 100 * 512), read(image, 98 * 512, 1024));
            assertEquals(0, image.failures());
            assertArrayEquals(Arrays.copyOfRange(DISK, 99 * 512, 100 * 512), read(image, 99 * 512, 1024));
        }
    }

    @Test
    void anErrorThatIsNoExceptionIsOneForTheLibraryToo() throws IOException {
        RandomAccessSource failing = new Disk(sector -> {
            throw new StackOverflowError("deep");
        });
        try (ExternalImage image = ExternalImage.open(library, failing)) {
            assertNull(read(image, 0, 512));
            assertTrue(image.failures() > 0);
        }
    }

    @Test
    void aHandleCanBeClosedFromOutside() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        ExternalImage image = ExternalImage.openShared(library, disk(sector -> true), closed::incrementAndGet);
        Pointer handle = new Pointer(image.handle());
        library.functions().tsk_img_close(handle);
        assertEquals(1, closed.get());
        image.close();
        assertEquals(1, closed.get());
        assertThrows(ClosedChannelException.class, image::handle);
        assertEquals(0, handle.getInt(0), "a closed handle does not look like one");
    }

    @Test
    void aClosedImagesMemoryIsUsedAgain() throws IOException {
        ExternalImage first = ExternalImage.open(library, disk(sector -> true));
        long handle = first.handle();
        first.close();
        try (ExternalImage second = ExternalImage.open(library, disk(sector -> true))) {
            assertEquals(handle, second.handle());
        }
    }

    @Test
    void collectingGarbageTakesNoCallbackAway() throws IOException {
        List<Long> handles = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            handles.add(ExternalImage.openShared(library, disk(sector -> true), () -> {})
                    .handle());
        }
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        for (long handle : handles) {
            Memory buffer = new Memory(4096);
            assertEquals(4096, library.functions().tsk_img_read(new Pointer(handle), 8192, buffer, 4096));
            assertArrayEquals(Arrays.copyOfRange(DISK, 8192, 12288), buffer.getByteArray(0, 4096));
            library.functions().tsk_img_close(new Pointer(handle));
        }
    }

    @Test
    void theLibrarySaysWhichItIs() {
        assertTrue(library.version().matches("\\d+\\.\\d+.*"), library.version());
        assertTrue(library.path().contains("tsk"), library.path());
    }

    @Test
    void aLibraryThatIsNotThereIsNamedWithAWayOut() {
        LibTskException absent = assertThrows(LibTskException.class, () -> LibTsk.load("/nowhere/libtsk.so.19"));
        assertTrue(String.valueOf(absent.getMessage()).contains("/nowhere/libtsk.so.19"), absent.getMessage());
    }

    @Test
    void aLibraryThatIsAnotherIsRefused() {
        LibTskException other = assertThrows(LibTskException.class, () -> LibTsk.load("c"));
        assertTrue(String.valueOf(other.getMessage()).contains("cannot be loaded as libtsk"), other.getMessage());
    }

    private byte @Nullable [] read(ExternalImage image, long offset, int length) throws IOException {
        try (Memory buffer = new Memory(length)) {
            long count = library.functions().tsk_img_read(image.pointer(), offset, buffer, length);
            return count < 0 ? null : buffer.getByteArray(0, (int) count);
        }
    }

    private static Throwable assertNotNullCause(ExternalImage image) {
        Throwable cause = image.firstFailure();
        assertNotNull(cause);
        return cause == null ? new AssertionError() : cause;
    }

    private static RandomAccessSource disk(LongPredicate readable) {
        return new Disk(readable);
    }

    /** A disk of which some sectors cannot be read. */
    private record Disk(LongPredicate readable) implements RandomAccessSource {
        @Override
        public String name() {
            return "test disk";
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            if (position >= SIZE) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), SIZE - position);
            for (long sector = position / 512; sector * 512 < position + count; sector++) {
                if (!readable.test(sector)) {
                    throw new IOException("sector " + sector + " is unknown");
                }
            }
            try (RandomAccessSource bytes = RandomAccessSources.ofBytes("bytes", DISK)) {
                return bytes.read(position, target);
            }
        }

        @Override
        public void close() {}
    }
}
