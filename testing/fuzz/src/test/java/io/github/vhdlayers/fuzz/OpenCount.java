package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Counts sources that are open, so that one which is left open is noticed, and allows no write. */
final class OpenCount {
    private int open;

    RandomAccessSource source(String name, byte[] bytes) {
        open++;
        return new Counted(RandomAccessSources.ofBytes(name, bytes));
    }

    void requireNone(Object what) {
        if (open != 0) {
            throw new AssertionError(open + " sources were left open after " + what);
        }
    }

    private final class Counted implements RandomAccessSource {
        private final RandomAccessSource bytes;
        private boolean closed;

        Counted(RandomAccessSource bytes) {
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return bytes.name();
        }

        @Override
        public long size() throws IOException {
            return bytes.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return bytes.read(position, target);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                open--;
            }
            bytes.close();
        }
    }
}
