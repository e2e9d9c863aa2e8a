package io.github.vhdlayers.io;

import io.github.vhdlayers.internal.io.Closing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

/**
 * A file as a source.
 *
 * <p>Only a regular file is opened: a pipe would be waited for, and a device read. The file that was looked at is the file that is
 * read: links are followed first and not while opening, and what the file system says of the file must be the same before and
 * after.
 *
 * <p>Java closes a file channel under every reader when one reading thread is interrupted. A disk is read by many threads,
 * of which a pipeline may interrupt any, so the channel is opened again for the others, provided that the file is still the
 * same and unchanged.
 */
final class PathSource implements RandomAccessSource {
    private static final Set<OpenOption> UNLINKED = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final String name;
    /** Made absolute and free of links at once, so that opening it again cannot depend on anything that changes later. */
    private final Path file;

    private final BasicFileAttributes attributes;
    private volatile FileChannel channel;
    private volatile boolean closed;

    private PathSource(String name, Path file, BasicFileAttributes attributes, FileChannel channel) {
        this.name = name;
        this.file = file;
        this.attributes = attributes;
        this.channel = channel;
    }

    /** Opens a file; one that is a link, or is reached by one that changes meanwhile, only as the options say. */
    static PathSource open(Path file, LinkOption... links) throws IOException {
        Path real = file.toRealPath(links);
        BasicFileAttributes before = attributes(real);
        if (!before.isRegularFile()) {
            throw new IOException(file + " is not a regular file");
        }
        FileChannel channel = openAs(real, before);
        try {
            if (!file.toRealPath(links).equals(real)) {
                throw changedWhileOpened(real);
            }
            return new PathSource(nameOf(file), real, before, channel);
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, channel);
            throw e;
        }
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /** Opens a file that the file system describes as it did before. */
    private static FileChannel openAs(Path real, BasicFileAttributes before) throws IOException {
        FileChannel channel = openUnlinked(real);
        try {
            if (!isSame(before, attributes(real)) || channel.size() != before.size()) {
                throw changedWhileOpened(real);
            }
            return channel;
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, channel);
            throw e;
        }
    }

    private static FileChannel openUnlinked(Path real) throws IOException {
        try {
            return FileChannel.open(real, UNLINKED);
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            // Some file systems, as the one in an archive, know no such option, and no links either.
            return FileChannel.open(real, StandardOpenOption.READ);
        }
    }

    private static IOException changedWhileOpened(Path real) {
        return new IOException(nameOf(real) + ": was changed or replaced while it was opened");
    }

    private static BasicFileAttributes attributes(Path real) throws IOException {
        return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
        return after.isRegularFile()
                && Objects.equals(before.fileKey(), after.fileKey())
                && before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && before.creationTime().equals(after.creationTime());
    }

    @Override
    public String name() {
        return name;
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
            } catch (IOException e) {
                // What the system says names neither the file nor the place.
                throw new IOException(name + ": cannot be read at byte " + position + ": " + e.getMessage(), e);
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
            if (!isSame(attributes, attributes(file))) {
                throw new IOException(name + ": was changed, or another file has taken its place, since it was opened");
            }
            channel = openAs(file, attributes);
        }
    }
}
