package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;

/** A part of another source. */
final class SliceSource implements RandomAccessSource {
    private final RandomAccessData whole;
    private final long start;
    private final long length;
    private volatile boolean closed;

    private SliceSource(RandomAccessData whole, long start, long length) {
        this.whole = whole;
        this.start = start;
        this.length = length;
    }

    static SliceSource of(RandomAccessData whole, long start, long length) throws IOException {
        Objects.checkFromIndexSize(start, /* size= */ length, /* length= */ RandomAccessSources.size(whole));
        return new SliceSource(whole, start, length);
    }

    @Override
    public String name() {
        return whole.name() + "[" + start + "+" + length + "]";
    }

    @Override
    public long size() throws ClosedChannelException {
        ensureOpen();
        return length;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        Positions.requireNotNegative(position);
        ensureOpen();
        if (position >= length) {
            return -1;
        }
        long left = length - position;
        if (target.remaining() <= left) {
            return whole.read(start + position, target);
        }
        int limit = target.limit();
        target.limit(target.position() + (int) left);
        try {
            return whole.read(start + position, target);
        } finally {
            target.limit(limit);
        }
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
