package io.github.vhdlayers.internal.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The buffers of a copy, which take turns, so that what is read is hashed and written while more is being read, and what is kept
 * is bounded: the reader waits for the slowest.
 *
 * <p>For one thread.
 */
final class CopyBuffers {
    private final ByteBuffer[] buffers;
    private final List<List<CompletableFuture<Void>>> uses;
    private int turn;

    /**
     * Buffers outside the heap.
     *
     * @param count how many
     * @param capacity how many bytes each holds
     * @param alignment a power of two that the address of each is a multiple of
     */
    CopyBuffers(int count, int capacity, int alignment) {
        buffers = new ByteBuffer[count];
        uses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            buffers[i] = ByteBuffer.allocateDirect(capacity + alignment)
                    .alignedSlice(alignment)
                    .slice(0, capacity);
            uses.add(new ArrayList<>(2));
        }
    }

    /**
     * The next buffer, empty, when it is not in use any more.
     *
     * @throws IOException if one of its last uses failed so
     */
    ByteBuffer next() throws IOException {
        turn = (turn + 1) % buffers.length;
        settle(uses.get(turn));
        return buffers[turn].clear();
    }

    /** Notes that the buffer given last is used until then. */
    void usedUntil(CompletableFuture<Void> end) {
        uses.get(turn).add(end);
    }

    /** Waits until no buffer is used any more; throws as {@link #next} does. */
    void finish() throws IOException {
        for (List<CompletableFuture<Void>> each : uses) {
            settle(each);
        }
    }

    private static void settle(List<CompletableFuture<Void>> uses) throws IOException {
        for (CompletableFuture<Void> use : uses) {
            BackgroundTask.await(use);
        }
        uses.clear();
    }
}
