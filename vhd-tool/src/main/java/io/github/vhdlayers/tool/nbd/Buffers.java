package io.github.vhdlayers.tool.nbd;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The memory of replies, of all clients together: a piece for each of them, and a few large ones for the replies that the protocol
 * does not let be divided, for which clients wait. Thread-safe.
 */
final class Buffers {
    /** In front of the data, for the reply's header; a multiple of what reads are aligned to. */
    static final int HEAD_BYTES = 64;
    /** The most that one piece of a reply contains. */
    static final int PIECE_BYTES = 512 << 10;

    private static final int LARGE = 2;

    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private final Deque<ByteBuffer> large = new ArrayDeque<>();
    private int largeInUse;

    ByteBuffer takePiece() {
        synchronized (pieces) {
            ByteBuffer kept = pieces.poll();
            if (kept != null) {
                return kept;
            }
        }
        return ByteBuffer.allocateDirect(HEAD_BYTES + PIECE_BYTES);
    }

    void givePiece(ByteBuffer piece) {
        synchronized (pieces) {
            pieces.push(piece);
        }
    }

    /** Waits until one is free: a client that does not read its reply is given up after a while. */
    ByteBuffer takeLarge() throws ClientGoneException {
        synchronized (large) {
            while (largeInUse == LARGE) {
                try {
                    large.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new ClientGoneException("interrupted");
                }
            }
            largeInUse++;
            ByteBuffer kept = large.poll();
            if (kept != null) {
                return kept;
            }
        }
        boolean made = false;
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(HEAD_BYTES + Wire.LONGEST_READ);
            made = true;
            return buffer;
        } finally {
            if (!made) {
                free(null);
            }
        }
    }

    void giveLarge(ByteBuffer buffer) {
        free(buffer);
    }

    private void free(@Nullable ByteBuffer buffer) {
        synchronized (large) {
            largeInUse--;
            if (buffer != null) {
                large.push(buffer);
            }
            large.notify();
        }
    }
}
