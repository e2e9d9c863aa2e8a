package io.github.vhdlayers.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A source as a stream from its start. */
final class SourceInputStream extends InputStream {
    private final RandomAccessData source;
    private long position;
    private long mark;
    private boolean closed;

    SourceInputStream(RandomAccessData source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, target.length);
        ensureOpen();
        if (count == 0) {
            return 0;
        }
        int read = RandomAccessSources.read(source, position, ByteBuffer.wrap(target, from, count));
        if (read > 0) {
            position += read;
        } else if (position < RandomAccessSources.size(source)) {
            // The end of a stream is believed by all who read it, so it must not be that of a source which lost its
            // rest.
            throw new EOFException(
                    source.name() + ": ended at byte " + position + " of " + RandomAccessSources.size(source));
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        ensureOpen();
        long skipped = Math.max(0, Math.min(count, RandomAccessSources.size(source) - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        ensureOpen();
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, RandomAccessSources.size(source) - position));
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a stream is for one thread, as its factory says
    public void mark(int readLimit) {
        mark = position;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a stream is for one thread, as its factory says
    public void reset() throws IOException {
        ensureOpen();
        position = mark;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void ensureOpen() throws IOException {
        if (closed) {
            throw new IOException(source.name() + ": the stream is closed");
        }
    }
}
