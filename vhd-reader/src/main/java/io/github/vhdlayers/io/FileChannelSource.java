package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A lent file channel as a source; read by position, so that its own position never moves. */
final class FileChannelSource implements RandomAccessSource {
    private final String name;
    private final FileChannel channel;

    FileChannelSource(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        Positions.requireNotNegative(position);
        return Positions.isBeyondAnyFile(position, target.remaining()) ? -1 : channel.read(target, position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
