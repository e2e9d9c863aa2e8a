package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A lent channel that has one position for all, as a source; reads are serialised and put the position back. */
final class SeekableChannelSource implements RandomAccessSource {
    private final String name;
    private final SeekableByteChannel channel;
    private final Object turn = new Object();

    SeekableChannelSource(String name, SeekableByteChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        synchronized (turn) {
            return channel.size();
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        Positions.requireNotNegative(position);
        synchronized (turn) {
            long before = channel.position();
            try {
                return channel.position(position).read(target);
            } finally {
                if (channel.isOpen()) {
                    channel.position(before);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
