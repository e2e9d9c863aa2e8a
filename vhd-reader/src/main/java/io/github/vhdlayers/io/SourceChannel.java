package io.github.vhdlayers.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A source as a read-only channel with a position of its own. */
final class SourceChannel implements SeekableByteChannel {
    private final RandomAccessData source;
    private long position;
    private volatile boolean open = true;

    SourceChannel(RandomAccessData source) {
        this.source = source;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        ensureOpen();
        int count = RandomAccessSources.read(source, position, target);
        if (count > 0) {
            position += count;
        } else if (count < 0 && position < RandomAccessSources.size(source)) {
            // An end is believed by all who read a channel, so it must not be that of a source which lost its rest.
            throw new EOFException(
                    source.name() + ": ended at byte " + position + " of " + RandomAccessSources.size(source));
        }
        return count;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        ensureOpen();
        throw new NonWritableChannelException();
    }

    @Override
    public long position() throws IOException {
        ensureOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        Positions.requireNotNegative(newPosition);
        ensureOpen();
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        ensureOpen();
        return RandomAccessSources.size(source);
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        Positions.requireNotNegative(size);
        ensureOpen();
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
