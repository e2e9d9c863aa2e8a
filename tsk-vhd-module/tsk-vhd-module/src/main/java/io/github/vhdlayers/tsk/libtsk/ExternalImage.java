package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk of ours as an image of libtsk: the library reads it through us, and nothing is copied.
 *
 * <p>What cannot be read is an error of the library, and is also counted here: up to 4.12.1, and again in 4.14.0, the library
 * takes a failed read with a length that is no multiple of 512 for zeros. A program that uses an image therefore asks {@link #failures()}
 * before and after, and believes nothing that was read in between if it has grown.
 *
 * <p>The source is lent and stays open. Reads come in whatever thread called the library, one at a time. An image closes
 * itself when the holder of the handle closes it through the library.
 */
public final class ExternalImage implements AutoCloseable {
    private static final int SECTOR = 512;
    private static final long MOST_AT_ONCE = 1 << 24;
    private static final int ERROR_READ = 0x02000007;

    /** Images that the library holds, so that no callback is collected before the last call. */
    private static final Set<ExternalImage> OPEN = Collections.synchronizedSet(new HashSet<>());

    private final LibTsk library;
    private final RandomAccessData source;
    private final boolean shared;
    private final Runnable whenClosed;
    private final Pointer memory;
    private final Functions.ReadCallback read = (image, offset, buffer, length) -> read(offset, buffer, length);
    private final Functions.CloseCallback close = image -> closed();
    private final Functions.StatCallback stat = (image, file) -> {};

    private volatile long failures;
    private volatile boolean anyFailed;
    private volatile @Nullable Throwable firstFailure;
    private volatile long firstFailedOffset = -1;
    private boolean isClosed;

    private ExternalImage(LibTsk library, RandomAccessData source, boolean shared, Runnable whenClosed) {
        this.library = library;
        this.source = source;
        this.shared = shared;
        this.whenClosed = whenClosed;
        this.memory = ImageMemory.take();
    }

    /**
     * Opens a disk for use by this program alone: when it is closed, nothing may look at the handle any more.
     *
     * @param library the library that the handle is for
     * @param source the disk; it stays open as long as the image is
     * @throws LibTskException if the library refuses it
     * @throws IOException if the source's size is not known
     */
    public static ExternalImage open(LibTsk library, RandomAccessData source) throws IOException {
        return open(library, source, false, () -> {});
    }

    /**
     * Opens a disk for other code, which gets its handle and closes it through the library. Its memory of 4 MiB is kept until
     * the process ends, because such code may ask a closed handle whether it is one.
     *
     * @param library the library that the handle is for: the very one that the other code uses
     * @param source the disk; it stays open as long as the image is
     * @param whenClosed called once, in the thread that closed the image
     * @throws LibTskException if the library refuses it
     * @throws IOException if the source's size is not known
     */
    public static ExternalImage openShared(LibTsk library, RandomAccessData source, Runnable whenClosed)
            throws IOException {
        return open(library, source, true, whenClosed);
    }

    private static ExternalImage open(LibTsk library, RandomAccessData source, boolean shared, Runnable whenClosed)
            throws IOException {
        long size = source.size();
        ExternalImage image = new ExternalImage(library, source, shared, whenClosed);
        OPEN.add(image);
        Pointer handle = library.functions()
                .tsk_img_open_external(image.memory, size, SECTOR, image.read, image.close, image.stat);
        if (handle == null || !handle.equals(image.memory)) {
            image.forget();
            throw new LibTskException(source.name() + ": " + library + " refuses it: " + library.lastError());
        }
        return image;
    }

    /** The library that the image is for. */
    public LibTsk library() {
        return library;
    }

    /**
     * The address of the library's {@code TSK_IMG_INFO}.
     *
     * @throws ClosedChannelException if the image is closed
     */
    public long handle() throws ClosedChannelException {
        return Pointer.nativeValue(pointer());
    }

    synchronized Pointer pointer() throws ClosedChannelException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
        return memory;
    }

    /** How many reads failed since the image was opened. */
    public long failures() {
        return failures;
    }

    /** Whether any read of the image ever gave less than was asked for, other than at its end. */
    boolean isDamaged() {
        return anyFailed;
    }

    /** Why the first of them failed; null if none did. */
    public @Nullable Throwable firstFailure() {
        return firstFailure;
    }

    /** The disk's byte that could not be read first, or -1. */
    public long firstFailedOffset() {
        return firstFailedOffset;
    }

    /** Forgets what failed so far, so that the next failure is the first. */
    void forgetFailures() {
        failures = 0;
        firstFailure = null;
        firstFailedOffset = -1;
    }

    /** Closes the image if it is open; the source stays open. File systems that were opened on it must be closed before. */
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
        }
        library.functions().tsk_img_close(memory);
    }

    private void closed() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        forget();
        try {
            whenClosed.run();
        } catch (RuntimeException e) {
            fail(-1, e);
        }
    }

    private void forget() {
        ImageMemory.clearTag(memory);
        OPEN.remove(this);
        if (!shared) {
            ImageMemory.giveBack(memory);
        }
    }

    /** Answers the library: how many bytes it got, 0 behind the end, or -1. Nothing may be thrown into it. */
    @SuppressWarnings("CatchingUnchecked") // Whatever is thrown here would be swallowed, and look like an empty read.
    private long read(long offset, Pointer buffer, long length) {
        try {
            return readUpTo(offset, buffer, length);
        } catch (Throwable e) {
            return fail(offset, e);
        }
    }

    private long readUpTo(long offset, Pointer buffer, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IOException("a read of " + length + " bytes at " + offset);
        }
        long wanted = Math.min(length, Math.max(0, source.size() - offset));
        long done = 0;
        while (done < wanted) {
            int part = (int) Math.min(MOST_AT_ONCE, wanted - done);
            try {
                source.readFully(offset + done, buffer.getByteBuffer(done, part));
            } catch (IOException e) {
                // The library reads ahead, so what it wants may be before what cannot be read.
                long readable = readableBefore(offset + done, buffer, done, part);
                if (done + readable == 0) {
                    throw e;
                }
                anyFailed = true;
                return done + readable;
            }
            done += part;
        }
        return done;
    }

    /** Reads sector by sector until one fails, and says how many bytes were read. */
    private long readableBefore(long offset, Pointer buffer, long at, int length) {
        int done = 0;
        while (done < length) {
            int part = (int) Math.min(SECTOR - (offset + done) % SECTOR, length - done);
            ByteBuffer target = buffer.getByteBuffer(at + done, part);
            try {
                source.readFully(offset + done, target);
            } catch (IOException e) {
                break;
            }
            done += part;
        }
        return done;
    }

    private long fail(long offset, Throwable cause) {
        synchronized (this) {
            if (failures == 0) {
                firstFailure = cause;
                firstFailedOffset = offset;
            }
            failures++;
            anyFailed = true;
        }
        try {
            Functions functions = library.functions();
            functions.tsk_error_reset();
            functions.tsk_error_set_errno(ERROR_READ);
            functions.tsk_error_set_errstr("%s", source.name() + ": " + cause.getMessage());
        } catch (RuntimeException | Error e) {
            // Without its text the error is still one.
            cause.addSuppressed(e);
        }
        return -1;
    }
}
