package io.github.vhdlayers.tika;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A source under another name: findings and failures of a temporary copy must name the document, not the copy.
 *
 * @param name the name
 * @param source what is read, and closed with this
 */
record NamedSource(String name, RandomAccessSource source) implements RandomAccessSource {
    @Override
    public long size() throws IOException {
        return source.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        return source.read(position, target);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
