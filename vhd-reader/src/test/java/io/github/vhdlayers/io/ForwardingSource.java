package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A source that hands everything on to another one; a test watches what it overrides. */
public abstract class ForwardingSource implements RandomAccessSource {
    private final RandomAccessSource source;

    /** Closing it closes the other source. */
    protected ForwardingSource(RandomAccessSource source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.name();
    }

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
