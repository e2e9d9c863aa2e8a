package io.github.vhdlayers.internal.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a raw file that are not zeros, on a thread of its own. Long ones go past the system's cache where that can
 * be done: nothing is copied once more, no memory has to be found for them, and the evidence stays in the cache.
 *
 * <p>For one thread.
 */
final class RawWriter implements AutoCloseable {
    /** What is left out as a whole if it is zeros; file systems allocate far less at a time, so few holes are missed. */
    static final int PIECE = 1 << 16;
    /** What addresses and lengths have to be multiples of to go past the cache, at most. */
    static final int ALIGNMENT = 1 << 12;

    /** Less than that is not worth waiting for the disk. */
    private static final int SHORTEST_UNCACHED = 1 << 18;
    /** Through the cache at once: Linux takes longer to find room for a mebibyte than for eight times an eighth. */
    private static final int CACHED = 1 << 17;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

    private final PartialFile target;
    private final EarlyFlush flush;
    private final BackgroundTask thread = new BackgroundTask("write of the copy");
    private @Nullable FileChannel uncached;

    /**
     * Writes to a file.
     *
     * @param uncached a channel to it past the cache, with an alignment of at most {@link #ALIGNMENT}, or null if there is none
     */
    RawWriter(PartialFile target, @Nullable FileChannel uncached) {
        this.target = target;
        this.flush = target.earlyFlush();
        this.uncached = uncached;
    }

    /**
     * Writes from a buffer's position to its limit, which must not change until what is returned has ended.
     *
     * @param chunk what is in front of the position, back to the next multiple of {@link #ALIGNMENT}, may be written too, as zeros
     * @param start where in the file the buffer begins, a multiple of {@link #PIECE}
     */
    CompletableFuture<Void> write(ByteBuffer chunk, long start) {
        ByteBuffer own = chunk.duplicate();
        return thread.run(() -> writePieces(own, start));
    }

    /** Waits for what is being brought to the disk early. */
    void finish() throws IOException {
        flush.finish();
    }

    /** Writes the pieces that are not zeros; neighbours in one go. */
    private void writePieces(ByteBuffer chunk, long start) throws IOException {
        int from = chunk.position();
        for (int piece = from; piece < chunk.limit(); ) {
            int end = Math.min(chunk.limit(), piece / PIECE * PIECE + PIECE);
            if (chunk.slice(piece, end - piece).equals(ZEROS.slice(0, end - piece))) {
                write(chunk, from, piece, start);
                from = end;
            }
            piece = end;
        }
        write(chunk, from, chunk.limit(), start);
    }

    private void write(ByteBuffer chunk, int from, int end, long start) throws IOException {
        int at = end - from < SHORTEST_UNCACHED ? from : writeUncached(chunk, from, end, start);
        while (at < end) {
            int length = Math.min(CACHED, end - at);
            target.write(chunk.slice(at, length), start + at);
            at += length;
        }
        flush.wrote(Math.max(0, end - from));
    }

    /** Returns where what is not written yet begins: it may not be possible, and the end of the disk need not be aligned. */
    private int writeUncached(ByteBuffer chunk, int from, int end, long start) {
        FileChannel channel = uncached;
        if (channel == null) {
            return from;
        }
        int at = from / ALIGNMENT * ALIGNMENT;
        for (int i = at; i < from; i++) {
            chunk.put(i, (byte) 0);
        }
        int aligned = end / ALIGNMENT * ALIGNMENT;
        try {
            int written = channel.write(chunk.slice(at, aligned - at), start + at);
            if (written < aligned - at) {
                uncached = null;
            }
            return Math.max(from, at + written);
        } catch (IOException e) {
            // A file system may allow to open it so and then refuse to write. If it is something else, the cached write
            // tells.
            uncached = null;
            return from;
        }
    }

    @Override
    public void close() {
        thread.close();
        flush.close();
    }
}
