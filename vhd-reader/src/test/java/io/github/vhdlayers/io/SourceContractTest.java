package io.github.vhdlayers.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.AwkwardRanges;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every source promises, on every source there is. */
class SourceContractTest {
    private static final byte[] CONTENT = new byte[10_007];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    /** Opens a source of {@link #CONTENT}. */
    private interface Opener {
        RandomAccessSource open() throws IOException;
    }

    private Map<String, Opener> sources() throws IOException {
        Path file = folder.resolve("content.bin");
        Files.write(file, CONTENT);
        byte[] padded = new byte[CONTENT.length + 1000];
        System.arraycopy(CONTENT, 0, padded, 300, CONTENT.length);
        Map<String, Opener> sources = new LinkedHashMap<>();
        sources.put("path", () -> RandomAccessSources.ofPath(file));
        sources.put("bytes", () -> RandomAccessSources.ofBytes("bytes", CONTENT));
        sources.put("file channel", () -> RandomAccessSources.ofChannel("channel", FileChannel.open(file)));
        sources.put(
                "other channel",
                () -> RandomAccessSources.ofChannel(
                        "channel", new SourceChannel(RandomAccessSources.ofBytes("b", CONTENT))));
        sources.put(
                "slice",
                () -> RandomAccessSources.slice(RandomAccessSources.ofBytes("b", padded), 300, CONTENT.length));
        return sources;
    }

    @Test
    void readsAnyRange() throws IOException {
        for (Map.Entry<String, Opener> kind : sources().entrySet()) {
            try (RandomAccessSource source = kind.getValue().open()) {
                assertEquals(CONTENT.length, source.size(), kind.getKey());
                for (AwkwardRanges.Range range : AwkwardRanges.of(CONTENT.length / 512 * 512L, 512)) {
                    int length = (int) Math.min(range.length(), CONTENT.length - range.offset());
                    ByteBuffer target =
                            ByteBuffer.allocate(length + 2).position(1).limit(length + 1);
                    source.readFully(range.offset(), target);
                    assertEquals(length + 1, target.position());
                    byte[] expected = new byte[length + 2];
                    System.arraycopy(CONTENT, (int) range.offset(), expected, 1, length);
                    assertArrayEquals(expected, target.array(), kind.getKey() + " " + range);
                }
            }
        }
    }

    @Test
    void endsWhereTheBytesEnd() throws IOException {
        for (Map.Entry<String, Opener> kind : sources().entrySet()) {
            try (RandomAccessSource source = kind.getValue().open()) {
                ByteBuffer target = ByteBuffer.allocate(10);
                assertEquals(-1, source.read(CONTENT.length, target), kind.getKey());
                assertEquals(-1, source.read(Long.MAX_VALUE - 5, target), kind.getKey());
                assertEquals(0, target.position());
                assertEquals(3, source.read(CONTENT.length - 3, target), kind.getKey());
                assertThrows(EOFException.class, () -> source.readFully(CONTENT.length - 3, ByteBuffer.allocate(4)));
                assertThrows(IllegalArgumentException.class, () -> source.read(-1, target));
            }
        }
    }

    @Test
    void aClosedSourceSaysSo() throws IOException {
        for (Map.Entry<String, Opener> kind : sources().entrySet()) {
            RandomAccessSource source = kind.getValue().open();
            source.close();
            source.close();
            assertThrows(ClosedChannelException.class, () -> source.read(0, ByteBuffer.allocate(1)), kind.getKey());
            assertThrows(ClosedChannelException.class, source::size, kind.getKey());
        }
    }

    @Test
    void aLentChannelKeepsItsPosition() throws IOException {
        Path file = Files.write(folder.resolve("lent.bin"), CONTENT);
        try (FileChannel channel = FileChannel.open(file);
                SeekableByteChannel other = new SourceChannel(RandomAccessSources.ofBytes("b", CONTENT))) {
            for (SeekableByteChannel lent : new SeekableByteChannel[] {channel, other}) {
                lent.position(77);
                RandomAccessSources.ofChannel("lent", lent).readFully(5000, ByteBuffer.allocate(100));
                assertEquals(77, lent.position());
            }
        }
    }

    @Test
    void aSliceThatReachesOutIsRefused() {
        RandomAccessSource whole = RandomAccessSources.ofBytes("b", CONTENT);
        assertThrows(IndexOutOfBoundsException.class, () -> RandomAccessSources.slice(whole, 1, CONTENT.length));
        assertThrows(IndexOutOfBoundsException.class, () -> RandomAccessSources.slice(whole, -1, 1));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> RandomAccessSources.slice(whole, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void aSourceIsAChannel() throws IOException {
        SeekableByteChannel channel = RandomAccessSources.channel(RandomAccessSources.ofBytes("b", CONTENT));
        ByteBuffer target = ByteBuffer.allocate(100);
        assertEquals(100, channel.position(50).read(target));
        assertEquals(150, channel.position());
        assertArrayEquals(Arrays.copyOfRange(CONTENT, 50, 150), target.array());
        assertEquals(-1, channel.position(CONTENT.length + 5L).read(target.clear()));
        assertThrows(NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
        assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
        assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
        channel.close();
        assertThrows(ClosedChannelException.class, channel::position);
    }

    @Test
    void aSourceIsAStream() throws IOException {
        RandomAccessSource source = RandomAccessSources.ofBytes("b", CONTENT);
        assertArrayEquals(CONTENT, RandomAccessSources.inputStream(source).readAllBytes());
        try (InputStream stream = RandomAccessSources.inputStream(source)) {
            assertEquals(CONTENT[0] & 0xFF, stream.read());
            assertEquals(99, stream.skip(99));
            stream.mark(0);
            assertEquals(CONTENT[100] & 0xFF, stream.read());
            stream.reset();
            assertEquals(CONTENT.length - 100, stream.available());
            assertEquals(CONTENT.length - 100, stream.skip(Long.MAX_VALUE));
            assertEquals(-1, stream.read());
            assertEquals(0, stream.read(new byte[5], 2, 0));
        }
    }

    @Test
    void anInterruptedReaderDoesNotCloseTheFileForTheOthers() throws Exception {
        Path file = Files.write(folder.resolve("shared.bin"), CONTENT);
        try (RandomAccessSource source = RandomAccessSources.ofPath(file)) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch started = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                try {
                    while (!stop.get()) {
                        source.readFully(0, ByteBuffer.allocate(CONTENT.length));
                        started.countDown();
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            other.start();
            started.await();
            for (int i = 0; i < 200; i++) {
                Thread interrupted = new Thread(() -> {
                    Thread.currentThread().interrupt();
                    assertThrows(ClosedByInterruptException.class, () -> source.read(0, ByteBuffer.allocate(1)));
                    assertTrue(Thread.currentThread().isInterrupted());
                });
                interrupted.start();
                interrupted.join();
            }
            stop.set(true);
            other.join();
            assertEquals(null, failure.get());
        }
    }
}
