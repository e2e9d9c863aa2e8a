package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.io.RandomAccessSource;
import java.nio.ByteBuffer;

/** A file that is longer than its bytes, with zeros behind them. */
final class SparseSource implements RandomAccessSource {
    private final byte[] bytes;
    private final long size;

    /** The bytes are not copied. */
    SparseSource(byte[] bytes, long size) {
        this.bytes = bytes;
        this.size = size;
    }

    @Override
    public String name() {
        return "sparse";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        for (int i = 0; i < count; i++) {
            target.put(position + i < bytes.length ? bytes[(int) position + i] : 0);
        }
        return count;
    }

    @Override
    public void close() {}
}
