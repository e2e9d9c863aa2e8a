package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** A content with a size that is known: what a read checks before it reads, and what a close ends. Thread-safe. */
public abstract class BoundedContent implements RandomAccessSource {
    private final String name;
    private final long size;
    private volatile boolean isClosed;

    /**
     * A content.
     *
     * @param name as messages print it
     * @param size how many bytes it has
     */
    protected BoundedContent(String name, long size) {
        this.name = name;
        this.size = size;
    }

    /**
     * Reads at least one byte.
     *
     * @param position at least 0 and below the size
     * @param target has room for at least one byte
     * @param left how many bytes the content has from the position on
     * @return how many bytes were read
     * @throws IOException if they cannot be read or are lost
     */
    protected abstract int readInside(long position, ByteBuffer target, long left) throws IOException;

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long size() throws IOException {
        requireOpen();
        return size;
    }

    @Override
    public final int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        requireOpen();
        if (position >= size) {
            return -1;
        }
        return target.hasRemaining() ? readInside(position, target, size - position) : 0;
    }

    /** A failure of a read, with the content and the place before it. */
    protected final IOException unreadable(long position, IOException cause) {
        return cause instanceof ClosedChannelException
                ? cause
                : new IOException(name + ": cannot be read near byte " + position + ": " + cause.getMessage(), cause);
    }

    private void requireOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public final void close() {
        isClosed = true;
    }
}
