package io.github.vhdlayers.internal.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets its name when it is complete. Until then it is called {@code NAME.partial}, and it is removed when the
 * program fails or is stopped, so that half a disk is never taken for a whole one. No file is ever replaced.
 *
 * <p>For one thread, apart from the end of the program, which may come at any time.
 *
 * @since 0.1.0
 */
public final class PartialFile implements Closeable {
    private static final String SUFFIX = ".partial";

    private final Path target;
    private final Path partial;
    private final Consumer<String> complaints;
    private final Thread whenStopped;
    private @Nullable FileChannel channel;
    private @Nullable FileChannel uncached;
    private boolean settled;

    private PartialFile(Path target, Path partial, Consumer<String> complaints) {
        this.target = target;
        this.partial = partial;
        this.complaints = complaints;
        this.whenStopped = new Thread(this::discard, "remove " + partial);
    }

    /**
     * Makes the file under its preliminary name.
     *
     * @param target the name it gets in the end
     * @param complaints receives one line if the incomplete file could not be removed
     * @throws FileAlreadyExistsException if one of the two names is taken, be it by a link that leads nowhere
     * @throws IOException if it cannot be made
     */
    public static PartialFile create(Path target, Consumer<String> complaints) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        PartialFile file = new PartialFile(target, partialOf(target), complaints);
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

    /**
     * Removes what a program that was killed, or a machine that lost its power, left behind under the preliminary name. A file
     * that some program is still writing stays, as far as the system can tell.
     *
     * @param target the name that the file would have got
     * @return whether there was such a file
     * @throws FileAlreadyExistsException if it is being written
     * @throws IOException if it cannot be removed
     */
    public static boolean removeLeftover(Path target) throws IOException {
        Path partial = partialOf(target);
        if (!Files.isRegularFile(partial, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel left = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            if (isLockedByOther(left)) {
                throw new FileAlreadyExistsException(partial.toString(), null, "another program is writing it");
            }
        }
        return Files.deleteIfExists(partial);
    }

    private static boolean isLockedByOther(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static Path partialOf(Path target) throws NoSuchFileException {
        Path name = target.getFileName();
        if (name == null) {
            throw new NoSuchFileException(target.toString());
        }
        return target.resolveSibling(name + SUFFIX);
    }

    private synchronized void open() throws IOException {
        if (settled) {
            throw new IOException(partial + ": not made, because the program is being stopped");
        }
        channel = FileChannel.open(
                partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
        lock(channel);
    }

    /** So that {@link #removeLeftover} knows that it is in use. Not every file system has locks; then that is unknown. */
    @SuppressWarnings("EmptyCatch") // The comment above says what is lost.
    private static void lock(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException | OverlappingFileLockException e) {
        }
    }

    /**
     * Writes all that is left in a buffer.
     *
     * @param position where the first byte goes
     * @throws IOException if it cannot be written; the message names the file
     */
    public void write(ByteBuffer bytes, long position) throws IOException {
        try {
            for (long at = position; bytes.hasRemaining(); ) {
                at += channel().write(bytes, at);
            }
        } catch (IOException e) {
            // The system's words do not say which file they are about.
            throw new IOException(partial + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * A second channel to the file, past the system's cache, or null if there is none here: only Linux is known to write as fast
     * so, and not all its file systems can. Not to be closed: systems release a file's lock when any of its channels is closed.
     *
     * @param alignment what positions, lengths and addresses are multiples of
     */
    @Nullable
    synchronized FileChannel uncached(int alignment) {
        if (settled || !"Linux".equals(System.getProperty("os.name"))) {
            return null;
        }
        try {
            uncached = DirectIoFile.open(partial, alignment);
        } catch (IOException | UnsupportedOperationException | LinkageError e) {
            // Written through the cache, then. The option is in a module that a slim Java may lack.
            return null;
        }
        return uncached;
    }

    /** Brings what is written to the disk while more is being written. */
    EarlyFlush earlyFlush() {
        return new EarlyFlush(() -> channel().force(false), partial.toString());
    }

    /**
     * Makes the file longer if it is shorter: a hole at the end is no part of it until something is written behind.
     *
     * @throws IOException if it cannot be written; the message names the file
     */
    public void extendTo(long size) throws IOException {
        if (channel().size() < size) {
            write(ByteBuffer.allocate(1), size - 1);
        }
    }

    /**
     * Brings the bytes to the disk and gives the file its name.
     *
     * @throws FileAlreadyExistsException if the name was taken in the meantime
     * @throws IOException if the bytes could not be brought to the disk
     */
    public void complete() throws IOException {
        // Takes long, and a user who stops the program shall not have to wait for it.
        channel().force(true);
        giveName();
    }

    private synchronized void giveName() throws IOException {
        if (settled) {
            throw new IOException(partial + ": stopped before it was complete");
        }
        closeChannels(channel());
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
            closeChannels(channel);
        } catch (IOException e) {
            // It is removed all the same.
        }
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            complaints.accept(partial + " is incomplete and could not be removed: " + e.getMessage());
        }
    }

    private void closeChannels(FileChannel first) throws IOException {
        try {
            first.close();
        } finally {
            if (uncached != null) {
                uncached.close();
            }
        }
    }

    /** For a writer from the start on; closing it does not complete the file. */
    public FileChannel channel() {
        return Objects.requireNonNull(channel);
    }
}
