package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** A content that ends with the disk's file systems. */
final class OpenContent implements RandomAccessSource {
    private final RandomAccessSource content;
    private final Check check;

    OpenContent(RandomAccessSource content, Check check) {
        this.content = content;
        this.check = check;
    }

    /** Throws what is to be thrown when the file systems are closed. */
    @FunctionalInterface
    interface Check {
        void requireOpen() throws ClosedChannelException;
    }

    @Override
    public String name() {
        return content.name();
    }

    @Override
    public long size() throws IOException {
        check.requireOpen();
        return content.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        check.requireOpen();
        return content.read(position, target);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
