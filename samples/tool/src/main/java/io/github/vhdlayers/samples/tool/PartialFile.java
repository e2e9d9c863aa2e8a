package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.diag.SafeText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets its name when it is complete. Until then it is called {@code NAME.partial}, and it is removed when the
 * program fails or is stopped, so that half a disk is never taken for a whole one. No file is ever replaced.
 */
final class PartialFile implements Closeable {
    private final Path target;
    private final Path partial;
    private final Thread whenStopped;
    private @Nullable FileChannel channel;
    private boolean settled;

    private PartialFile(Path target, Path partial) {
        this.target = target;
        this.partial = partial;
        this.whenStopped = new Thread(this::discard, "remove " + partial);
    }

    /**
     * Makes the file under its preliminary name.
     *
     * @throws FileAlreadyExistsException if one of the two names is taken, be it by a link that leads nowhere
     */
    static PartialFile create(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path name = target.getFileName();
        if (name == null) {
            throw new NoSuchFileException(target.toString());
        }
        PartialFile file = new PartialFile(target, target.resolveSibling(name + ".partial"));
        try {
            // Before there is a file: a signal between the two would leave it behind.
            Runtime.getRuntime().addShutdownHook(file.whenStopped);
            file.open();
        } catch (IllegalStateException e) {
            throw new IOException(file.partial + ": not made, because the program is being stopped", e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return file;
    }

    private synchronized void open() throws IOException {
        if (settled) {
            throw new IOException(partial + ": not made, because the program is being stopped");
        }
        channel = FileChannel.open(
                partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    }

    /** Writes all that is left in a buffer. */
    void write(ByteBuffer bytes, long position) throws IOException {
        try {
            for (long at = position; bytes.hasRemaining(); ) {
                at += channel().write(bytes, at);
            }
        } catch (IOException e) {
            // The system's words do not say which file they are about.
            throw new IOException(partial + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Makes the file longer if it is shorter: a hole at the end is no part of it until something is written behind. */
    void extendTo(long size) throws IOException {
        if (channel().size() < size) {
            write(ByteBuffer.allocate(1), size - 1);
        }
    }

    /** Brings the bytes to the disk and gives the file its name. */
    void complete() throws IOException {
        // Takes long, and whoever stops the program shall not have to wait for it.
        channel().force(true);
        giveName();
    }

    private synchronized void giveName() throws IOException {
        if (settled) {
            throw new IOException(partial + ": stopped before it was complete");
        }
        channel().close();
        try {
            // Unlike a move, a new link fails if the name is taken, with nothing in between.
            Files.createLink(target, partial);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // The file system has no links.
            Files.move(partial, target);
        }
        settled = true;
        Files.deleteIfExists(partial);
    }

    /** Removes the file, unless it is complete. */
    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(whenStopped);
        } catch (IllegalStateException e) {
            // The program is being stopped, and the hook finds nothing left to do.
        }
    }

    private synchronized void discard() {
        if (settled) {
            return;
        }
        settled = true;
        if (channel == null) {
            // Whatever bears the name is not ours.
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is removed all the same.
        }
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            System.err.println("vhd: " + SafeText.escape(partial.toString())
                    + " is incomplete and could not be removed: " + e.getMessage());
        }
    }

    /** For whoever writes from the start on; closing it does not complete the file. */
    FileChannel channel() {
        return Objects.requireNonNull(channel);
    }
}
