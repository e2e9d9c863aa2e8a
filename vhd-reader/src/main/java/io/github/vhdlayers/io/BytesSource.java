package io.github.vhdlayers.io;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** Bytes in memory as a source. */
final class BytesSource implements RandomAccessSource {
    private final String name;
    private final ByteBuffer bytes;
    private volatile boolean closed;

    BytesSource(String name, ByteBuffer bytes) {
        this.name = name;
        this.bytes = bytes.asReadOnlyBuffer();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws ClosedChannelException {
        ensureOpen();
        return bytes.limit();
    }

    @Override
    public int read(long position, ByteBuffer target) throws ClosedChannelException {
        Positions.requireNotNegative(position);
        ensureOpen();
        if (position >= bytes.limit()) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.limit() - position);
        target.put(bytes.slice((int) position, count));
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
