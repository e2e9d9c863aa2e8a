package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** A content that lies within metadata; of one that is said to be longer than what is there, the rest throws. Thread-safe. */
public final class ResidentContent implements RandomAccessSource {
    private final String name;
    private final long size;
    private final byte[] bytes;
    private volatile boolean isClosed;

    /**
     * Of bytes.
     *
     * @param name as messages print it
     * @param size how many bytes the content has
     * @param bytes its first bytes, which are not copied
     */
    public ResidentContent(String name, long size, byte[] bytes) {
        this.name = name;
        this.size = size;
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        requireOpen();
        if (position >= size) {
            return -1;
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        long end = Math.min(size, bytes.length);
        if (position >= end) {
            throw new IOException(name + ": byte " + position + " of " + size + " is lost: only " + end
                    + " bytes are kept within its metadata");
        }
        int count = (int) Math.min(target.remaining(), end - position);
        target.put(bytes, (int) position, count);
        return count;
    }

    private void requireOpen() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
