package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file as a source.
 *
 * <p>Java closes a file channel under every reader when one reading thread is interrupted. A disk is read by many threads,
 * of which a pipeline may interrupt any, so the channel is opened again for the others, provided that the path still
 * leads to the same file.
 */
final class PathSource implements RandomAccessSource {
    private final Path file;
    private final @Nullable Object fileKey;
    private volatile FileChannel channel;
    private volatile boolean closed;

    private PathSource(Path file, @Nullable Object fileKey, FileChannel channel) {
        this.file = file;
        this.fileKey = fileKey;
        this.channel = channel;
    }

    static PathSource open(Path file) throws IOException {
        // Made absolute at once, so that opening it again cannot depend on anything that changes later.
        Path absolute = file.toAbsolutePath();
        FileChannel channel = FileChannel.open(absolute, StandardOpenOption.READ);
        try {
            return new PathSource(absolute, fileKey(absolute), channel);
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, channel);
            throw e;
        }
    }

    @Override
    public String name() {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    @Override
    public long size() throws IOException {
        while (true) {
            FileChannel current = channel;
            try {
                return current.size();
            } catch (ClosedChannelException e) {
                reopenUnlessOurs(e, current);
            }
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        Positions.requireNotNegative(position);
        if (Positions.isBeyondAnyFile(position, target.remaining())) {
            return -1;
        }
        while (true) {
            FileChannel current = channel;
            try {
                return current.read(target, position);
            } catch (ClosedChannelException e) {
                reopenUnlessOurs(e, current);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (this) {
            channel.close();
        }
    }

    /** Returns if another thread's interruption closed the channel, which then is open again; throws otherwise. */
    private void reopenUnlessOurs(ClosedChannelException e, FileChannel broken) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (e instanceof ClosedByInterruptException) {
            throw e;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        synchronized (this) {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (channel != broken) {
                return;
            }
            FileChannel fresh = FileChannel.open(file, StandardOpenOption.READ);
            try {
                if (!Objects.equals(fileKey, fileKey(file))) {
                    throw new IOException(name() + ": another file has taken its place since it was opened");
                }
            } catch (IOException | RuntimeException | Error failure) {
                closeAfter(failure, fresh);
                throw failure;
            }
            channel = fresh;
        }
    }

    private static @Nullable Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static void closeAfter(Throwable failure, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
