package io.github.vhdlayers.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.io.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One opened file of a chain, of any format: what it says about itself, what is odd about its structures, which sectors it has and
 * where.
 *
 * <p>A file knows no parent. It reports which sectors of a differencing disk it decides about, and nothing about the others.
 *
 * <p>Only this library implements it, once for each format.
 *
 * <p>Thread-safe. Closing it closes the source that it was opened on; reads after that throw
 * {@link java.nio.channels.ClosedChannelException}.
 *
 * @since 0.1.0
 */
public interface LayerFile extends Closeable {
    /** The name of the source it was opened on. */
    String name();

    /** The format of the file. */
    DiskFormat format();

    /** What kind of disk it is. */
    DiskType type();

    /** The disk's size in whole sectors of 512 bytes. */
    long sectors();

    /** How large the disk presents its sectors to be: 512 or 4096 bytes. Ownership is counted in 512 bytes in both cases. */
    int logicalSectorBytes();

    /** The id by which children know this disk; all zero where it has none. */
    UniqueId uniqueId();

    /**
     * The id that the machine sees on the disk, which is equal along a chain; null in a format that has none. It shows that two files
     * are states of one disk, and not that one is the other's parent.
     */
    @Nullable
    UniqueId virtualDiskId();

    /** When the file says that it was created, or null if it records no time. */
    @Nullable
    Instant created();

    /** The program that created the file, as the file names it; empty if it names none. Text from a file: escape it. */
    String creatorText();

    /**
     * Whether the file says both that it has a parent and that it has none: then what it does not store is the parent's or unwritten,
     * and it cannot be determined which.
     */
    boolean isTypeContradicted();

    /** The file's own size in bytes, as it was when it was opened. */
    long fileSize();

    /** The file offset behind the last byte that can be data of the disk. */
    long dataEnd();

    /** What is odd about the file's structures, in the order in which it was noticed. The blocks were not examined for it. */
    List<Finding> findings();

    /**
     * Reads bytes of the file that hold a disk's data.
     *
     * @param fileOffset where to start, not negative
     * @param target is filled
     * @throws CorruptVhdException if they are not all there: the file was cut off, or became shorter since it was opened
     * @throws IOException if they cannot be read
     */
    void readData(long fileOffset, ByteBuffer target) throws IOException;

    /**
     * Reads bytes of the file as they are, whatever they are for.
     *
     * @param fileOffset where to start, not negative
     * @param target is filled
     * @throws IndexOutOfBoundsException if the file has not all of them
     * @throws CorruptVhdException if the file became shorter since it was opened
     * @throws IOException if they cannot be read
     */
    void readRaw(long fileOffset, ByteBuffer target) throws IOException;

    /**
     * The SHA-256 of the file as it is, structures and all; of a split image, of its pieces in a row. Reads all of it.
     *
     * @param progress receives how many bytes of the file were read, and may cancel
     * @return the hash in hexadecimal, in small letters
     * @throws java.util.concurrent.CancellationException if the progress cancelled
     * @throws CorruptVhdException if the file became shorter since it was opened
     * @throws IOException if it cannot be read
     */
    default String sha256(Progress progress) throws IOException {
        return FileHash.sha256(this, progress);
    }

    /**
     * Returns if the file is open: what is kept of it is no answer any more once it is closed.
     *
     * @throws ClosedChannelException if it was closed
     */
    void requireOpen() throws ClosedChannelException;

    @Override
    void close() throws IOException;
}
