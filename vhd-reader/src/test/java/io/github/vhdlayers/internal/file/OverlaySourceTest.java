package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether a file under the changes of its log reads as if they had been written to it one after another. */
class OverlaySourceTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 24;

    @Test
    void readsAsIfChangesHadBeenWritten() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] file = new byte[PAGES * PAGE];
            random.nextBytes(file);
            byte[] original = file.clone();
            int size = file.length + random.nextInt(3) * PAGE + random.nextInt(2) * 100;
            byte[] written = Arrays.copyOf(file, size);
            OverlaySource.Builder builder = new OverlaySource.Builder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                int page = random.nextInt(size / PAGE);
                if (random.nextBoolean()) {
                    // Only the end of the file cuts zeros within a page.
                    int end = (int) Math.min(size, (page + 1L + random.nextInt(PAGES)) * PAGE);
                    builder.zeros((long) page * PAGE, end);
                    Arrays.fill(written, page * PAGE, end, (byte) 0);
                } else {
                    int from = random.nextInt(PAGES) * PAGE;
                    builder.page((long) page * PAGE, new OverlaySource.Change(from, 0x1122334455667788L, 0x01020304));
                    System.arraycopy(original, from, written, page * PAGE, PAGE);
                    ByteBuffer.wrap(written)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(page * PAGE, 0x1122334455667788L)
                            .putInt((page + 1) * PAGE - 4, 0x01020304);
                }
            }
            OverlaySource source = builder.over(source(file), size);
            assertEquals(size, source.size());
            assertArrayEquals(written, read(source, 0, size), "seed " + seed);
            for (int i = 0; i < 40; i++) {
                int at = random.nextInt(size);
                int length = 1 + random.nextInt(Math.min(3 * PAGE, size - at));
                assertArrayEquals(
                        Arrays.copyOfRange(written, at, at + length),
                        read(source, at, length),
                        "seed " + seed + " " + at);
            }
            assertChanged(source, original, written);
        }
    }

    /** What is not listed as changed is as it was, and stretches that are listed do not touch. */
    private static void assertChanged(OverlaySource source, byte[] original, byte[] written) {
        long last = -1;
        byte[] rest = written.clone();
        byte[] before = Arrays.copyOf(original, written.length);
        for (long[] range : source.changed()) {
            assertEquals(true, range[0] > last && range[1] > range[0]);
            last = range[1];
            Arrays.fill(rest, (int) range[0], (int) range[1], (byte) 0);
            Arrays.fill(before, (int) range[0], (int) range[1], (byte) 0);
        }
        assertArrayEquals(before, rest);
    }

    @Test
    void joinsNeighboursInTheListOfChanges() throws IOException {
        OverlaySource.Builder builder = new OverlaySource.Builder();
        builder.page(2 * PAGE, new OverlaySource.Change(0, 1, 2));
        builder.zeros(3 * PAGE, 5 * PAGE);
        builder.zeros(7 * PAGE, 8 * PAGE);
        assertEquals(3, builder.count());
        List<long[]> changed =
                builder.over(source(new byte[PAGES * PAGE]), PAGES * PAGE).changed();
        assertEquals(2, changed.size());
        assertArrayEquals(new long[] {2 * PAGE, 5 * PAGE}, changed.get(0));
        assertArrayEquals(new long[] {7 * PAGE, 8 * PAGE}, changed.get(1));
    }

    @Test
    void keepsBothEndsOfZerosThatAPageDivides() throws IOException {
        OverlaySource.Builder builder = new OverlaySource.Builder();
        builder.zeros(PAGE, 6 * PAGE);
        builder.page(3 * PAGE, new OverlaySource.Change(0, 1, 2));
        assertEquals(3, builder.count());
        byte[] file = new byte[PAGES * PAGE];
        Arrays.fill(file, (byte) 9);
        byte[] read = read(builder.over(source(file), file.length), 0, file.length);
        assertEquals(9, read[PAGE - 1]);
        assertEquals(0, read[PAGE]);
        assertEquals(0, read[3 * PAGE - 1]);
        assertEquals(1, read[3 * PAGE]);
        assertEquals(0, read[4 * PAGE]);
        assertEquals(0, read[6 * PAGE - 1]);
        assertEquals(9, read[6 * PAGE]);
    }

    @Test
    void endsWhereTheLogSaysThatTheFileEnds() throws IOException {
        OverlaySource source = new OverlaySource.Builder().over(source(new byte[PAGE]), 2 * PAGE);
        ByteBuffer target = ByteBuffer.allocate(3 * PAGE);
        Arrays.fill(target.array(), (byte) 7);
        assertEquals(PAGE, source.read(0, target), "the file's own bytes");
        assertEquals(PAGE, source.read(PAGE, target), "zeros behind them");
        assertEquals(2 * PAGE, target.position());
        assertEquals(3 * PAGE, target.limit());
        assertEquals(0, target.get(2 * PAGE - 1));
        assertEquals(7, target.get(2 * PAGE));
        assertEquals(-1, source.read(2 * PAGE, target));
        assertThrows(IllegalArgumentException.class, () -> source.read(-1, target));
        assertEquals("disk.vhdx", source.name());
    }

    @Test
    void closesTheFile() throws IOException {
        StructureSource file = source(new byte[PAGE]);
        OverlaySource source = new OverlaySource.Builder().over(file, PAGE);
        source.close();
        assertThrows(ClosedChannelException.class, file::requireOpen);
        assertThrows(ClosedChannelException.class, () -> read(source, 0, 1));
    }

    private static byte[] read(RandomAccessSource source, int at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        source.readFully(at, bytes);
        return bytes.array();
    }

    private static StructureSource source(byte[] bytes) throws IOException {
        return new StructureSource(RandomAccessSources.ofBytes("disk.vhdx", bytes));
    }
}
