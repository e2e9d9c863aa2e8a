package io.github.vhdlayers.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A new sparse file. Neighbouring puts are gathered and written together, since a disk may be made of many small
 * pieces; holes are never written. Not thread-safe.
 */
final class FileSink implements Sink, Closeable {
    private static final int GATHERED_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED_BYTES);
    private long gatheredAt;

    /** Creates {@code file}, which must not exist. */
    FileSink(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    }

    @Override
    public void put(long fileOffset, byte[] bytes, int length) throws IOException {
        if (fileOffset != gatheredAt + gathered.position() || length > gathered.remaining()) {
            flush();
            gatheredAt = fileOffset;
        }
        if (length > gathered.capacity()) {
            writeFully(ByteBuffer.wrap(bytes, 0, length), fileOffset);
            gatheredAt = fileOffset + length;
        } else {
            gathered.put(bytes, 0, length);
        }
    }

    /** Gives the file its final length, if the last puts did not reach it. */
    void extendTo(long length) throws IOException {
        flush();
        if (channel.size() < length) {
            writeFully(ByteBuffer.allocate(1), length - 1);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }

    private void flush() throws IOException {
        gathered.flip();
        writeFully(gathered, gatheredAt);
        gathered.clear();
    }

    private void writeFully(ByteBuffer bytes, long fileOffset) throws IOException {
        long at = fileOffset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
