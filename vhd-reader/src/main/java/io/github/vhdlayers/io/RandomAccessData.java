package io.github.vhdlayers.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A fixed number of bytes that can be read at any position, which may be a view of something else: its reader closes nothing.
 *
 * <p>Reads are positional: there is no shared position. Every implementation in this library is thread-safe, and one that a program
 * writes must be, because a disk is read by several threads at once. Once the file behind it is closed, reads throw
 * {@link java.nio.channels.ClosedChannelException}. Nothing is ever written.
 *
 * @since 0.1.0
 */
public interface RandomAccessData {
    /** The source's name as a person would recognise it; messages and findings carry it. */
    String name();

    /**
     * How many bytes there are.
     *
     * @throws IOException if the source cannot tell, or is closed
     */
    long size() throws IOException;

    /**
     * Reads bytes from {@code position} on into {@code target}, as {@link java.nio.channels.FileChannel#read(ByteBuffer,
     * long)} does: at least one byte, unless the target is full or the position is at or past the end.
     *
     * @param position where to start, in bytes, not negative
     * @param target receives up to {@link ByteBuffer#remaining()} bytes and is advanced by as many
     * @return how many bytes were read, or -1 if the position is at or past the end
     * @throws IllegalArgumentException if the position is negative
     * @throws IOException if the bytes cannot be read
     */
    int read(long position, ByteBuffer target) throws IOException;

    /**
     * Fills {@code target} from {@code position} on.
     *
     * @throws EOFException if the source ends before the target is full; the target then holds what there was
     * @throws IOException if the bytes cannot be read
     */
    default void readFully(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = RandomAccessSources.read(this, at, target);
            if (count < 0) {
                throw new EOFException(
                        name() + ": ended at byte " + at + ", " + target.remaining() + " bytes before it should");
            }
            at += count;
        }
    }
}
