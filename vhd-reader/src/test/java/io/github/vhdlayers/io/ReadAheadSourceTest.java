package io.github.vhdlayers.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reads that are gathered give the same bytes as others, and fail where those do. */
class ReadAheadSourceTest {
    private static final int SIZE = (1 << 20) + 777;

    private final byte[] bytes = new byte[SIZE];
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Bytes of which some cannot be read; counts its reads. */
    private final class Counted implements RandomAccessSource {
        private final int badFrom;
        private final int badEnd;
        private int reads;
        private boolean closed;

        Counted(int badFrom, int badEnd) {
            this.badFrom = badFrom;
            this.badEnd = badEnd;
        }

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public long size() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
            return SIZE;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            reads += target.hasRemaining() ? 1 : 0;
            if (position >= size()) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), SIZE - position);
            if (position < badEnd && position + count > badFrom) {
                throw new IOException("bad");
            }
            target.put(bytes, (int) position, count);
            return count;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void theSameBytesAndTheSameFailures() throws IOException {
        random.nextBytes(bytes);
        int bad = random.nextInt(SIZE);
        Counted source = new Counted(bad, bad + random.nextInt(2_000));
        RandomAccessData ahead = RandomAccessSources.readAhead(source);
        for (int i = 0; i < 3_000; i++) {
            int at = random.nextInt(SIZE);
            int length = Math.min(SIZE - at, 1 + random.nextInt(random.nextInt(20) == 0 ? 200_000 : 600));
            ByteBuffer expected = ByteBuffer.allocate(length);
            ByteBuffer found = ByteBuffer.allocate(length);
            boolean fails = at < source.badEnd && at + length > source.badFrom;
            if (fails) {
                // What fails as one read may be read up to the bad byte in several.
                assertThrows(IOException.class, () -> ahead.readFully(at, found), "seed " + seed);
            } else {
                source.readFully(at, expected);
                ahead.readFully(at, found);
                assertArrayEquals(expected.array(), found.array(), "seed " + seed);
            }
        }
        assertEquals(-1, ahead.read(SIZE, ByteBuffer.allocate(1)));
    }

    @Test
    void smallReadsAreGathered() throws IOException {
        Counted source = new Counted(0, 0);
        RandomAccessData ahead = RandomAccessSources.readAhead(source);
        for (int at = 0; at < SIZE; at += 512) {
            ahead.readFully(at, ByteBuffer.allocate(Math.min(512, SIZE - at)));
        }
        assertTrue(source.reads < 10, source.reads + " reads");
    }

    @Test
    void readsWithinAWindowAreGathered() throws IOException {
        Counted source = new Counted(0, 0);
        RandomAccessData ahead = RandomAccessSources.readAhead(source);
        for (int time = 0; time < 5; time++) {
            for (int at = 512; at + (1 << 16) <= SIZE; at += 1 << 16) {
                ahead.readFully(at, ByteBuffer.allocate(1 << 16));
            }
        }
        assertTrue(source.reads < 10, source.reads + " reads");
    }

    @Test
    void nothingIsAnsweredAfterTheEnd() throws IOException {
        Counted source = new Counted(0, 0);
        RandomAccessData ahead = RandomAccessSources.readAhead(source);
        ahead.readFully(0, ByteBuffer.allocate(10));
        source.close();
        assertThrows(ClosedChannelException.class, () -> ahead.read(0, ByteBuffer.allocate(10)));
        assertThrows(IllegalArgumentException.class, () -> ahead.read(-1, ByteBuffer.allocate(10)));
    }
}
