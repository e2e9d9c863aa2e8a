package io.github.vhdlayers.export;

import io.github.vhdlayers.internal.codec.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Hashes what is copied on a thread of its own, because hashing takes about as long as reading and writing together. A few
 * buffers take turns, so what is kept is bounded, and whoever copies waits when the hash falls behind.
 *
 * <p>For one thread. The thread that it starts ends with {@link #close}.
 */
final class SideHash implements AutoCloseable {
    private static final int BUFFERS = 4;

    private final MessageDigest digest = Sha256.digest();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "hash of the copy");
        made.setDaemon(true);
        return made;
    });
    private final ByteBuffer[] buffers = new ByteBuffer[BUFFERS];
    private final CompletableFuture<?>[] hashed = new CompletableFuture<?>[BUFFERS];
    private int turn;

    /** With buffers of that many bytes. */
    SideHash(int capacity) {
        for (int i = 0; i < BUFFERS; i++) {
            buffers[i] = ByteBuffer.allocateDirect(capacity);
            hashed[i] = CompletableFuture.completedFuture(null);
        }
    }

    /** An empty buffer, whose turn lasts until the next call of {@link #add}. */
    ByteBuffer buffer() {
        hashed[turn].join();
        return buffers[turn].clear();
    }

    /** Hashes bytes after all that were added before. They must not change until the buffer's next turn. */
    void add(ByteBuffer bytes) {
        hashed[turn].join();
        ByteBuffer view = bytes.duplicate();
        hashed[turn] = CompletableFuture.runAsync(() -> digest.update(view), thread);
        turn = (turn + 1) % BUFFERS;
    }

    /** The SHA-256 of all that was added, in hexadecimal; to be called once. */
    String value() {
        for (CompletableFuture<?> each : hashed) {
            each.join();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
