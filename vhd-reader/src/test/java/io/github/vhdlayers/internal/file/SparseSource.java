package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.io.RandomAccessSource;
import java.nio.ByteBuffer;

/** A file that is longer than its bytes, with zeros behind them. */
record SparseSource(byte[] bytes, long size) implements RandomAccessSource {
    @Override
    public String name() {
        return "sparse";
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
