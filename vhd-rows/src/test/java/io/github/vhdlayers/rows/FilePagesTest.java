package io.github.vhdlayers.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages in memory beside the bytes of the file. */
class FilePagesTest {
    private static final int PAGES = 16;
    private static final int PAGE = 4096;

    private final FilePages pages = new FilePages(PAGES * PAGE);
    private final Counted file = new Counted(100 * PAGE + 77);

    /** Bytes in memory that count what is read of them, and of which one byte may be unreadable. */
    private static final class Counted implements RandomAccessSource {
        byte[] bytes;
        long read;
        long bad = Long.MAX_VALUE;

        Counted(int size) {
            bytes = new byte[size];
            new Random(size).nextBytes(bytes);
        }

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            if (position >= bytes.length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), bytes.length - position);
            if (position <= bad && bad < position + count) {
                throw new IOException("unreadable");
            }
            target.put(bytes, (int) position, count);
            read += count;
            return count;
        }

        @Override
        public void close() {}
    }

    private byte[] read(RandomAccessSource source, int position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        source.readFully(position, target);
        return target.array();
    }

    @Test
    void anyReadGivesTheBytesOfTheFile() throws IOException {
        Random random = new Random(4);
        try (RandomAccessSource source = pages.over(file, () -> {})) {
            for (int i = 0; i < 2000; i++) {
                int position = random.nextInt(file.bytes.length);
                int length = random.nextInt(Math.min(30 * PAGE, file.bytes.length - position) + 1);
                assertArrayEquals(
                        Arrays.copyOfRange(file.bytes, position, position + length), read(source, position, length));
                if (i % 50 == 0) {
                    pages.nextRound();
                }
            }
            assertEquals(-1, source.read(file.bytes.length, ByteBuffer.allocate(1)));
        }
    }

    @Test
    void whatIsReadAgainStaysWhileContentsPass() throws IOException {
        try (RandomAccessSource source = pages.over(file, () -> {})) {
            read(source, 0, 4 * PAGE);
            pages.nextRound();
            read(source, 0, 4 * PAGE);
            for (int page = 10; page < 90; page++) {
                read(source, page * PAGE, PAGE);
            }
            long before = file.read;
            pages.nextRound();
            read(source, 0, 4 * PAGE);
            assertEquals(before, file.read);
        }
    }

    @Test
    void noMoreThanThePagesThatAreAskedForIsRead() throws IOException {
        try (RandomAccessSource source = pages.over(file, () -> {})) {
            read(source, 10 * PAGE + 5, 512);
            assertEquals(PAGE, file.read);
            read(source, 9 * PAGE, 3 * PAGE);
            assertEquals(3 * PAGE, file.read, "those beside the one that is there");
        }
    }

    @Test
    void aPageThatCannotBeReadAsAWholeGivesWhatItCan() throws IOException {
        file.bad = 3 * PAGE + 100;
        try (RandomAccessSource source = pages.over(file, () -> {})) {
            assertArrayEquals(Arrays.copyOfRange(file.bytes, 3 * PAGE, 3 * PAGE + 100), read(source, 3 * PAGE, 100));
            IOException e = assertThrows(IOException.class, () -> read(source, 3 * PAGE + 90, 20));
            assertTrue(String.valueOf(e.getMessage()).contains("unreadable"));
            file.bad = Long.MAX_VALUE;
            assertArrayEquals(Arrays.copyOfRange(file.bytes, 3 * PAGE, 4 * PAGE), read(source, 3 * PAGE, PAGE));
        }
    }

    @Test
    void aFileThatGrewGivesWhatIsInItNow() throws IOException {
        try (RandomAccessSource source = pages.over(file, () -> {})) {
            int size = file.bytes.length;
            read(source, 99 * PAGE, PAGE + 77);
            file.bytes = Arrays.copyOf(file.bytes, size + 3 * PAGE);
            Arrays.fill(file.bytes, size, file.bytes.length, (byte) 7);
            for (int position : new int[] {99 * PAGE, 100 * PAGE, size - 1, size, size + 1}) {
                assertArrayEquals(
                        Arrays.copyOfRange(file.bytes, position, position + 2 * PAGE - 100),
                        read(source, position, 2 * PAGE - 100));
            }
        }
    }

    @Test
    void whatIsClosedIsNotReadAndTheFileStaysOpen() throws IOException {
        int[] closed = {0};
        RandomAccessSource source = pages.over(file, () -> closed[0]++);
        source.close();
        source.close();
        assertEquals(1, closed[0]);
        assertThrows(ClosedChannelException.class, () -> read(source, 0, 1));
        try (RandomAccessSource again = pages.over(file, () -> {})) {
            assertEquals(1, read(again, 0, 1).length);
        }
    }
}
