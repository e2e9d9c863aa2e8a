package io.github.vhdlayers.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes sources from what a program has, and standard Java types from sources.
 *
 * <p>Thread-safe: it keeps nothing.
 *
 * @since 0.1.0
 */
public final class RandomAccessSources {
    private RandomAccessSources() {}

    /**
     * Opens a file for reading, and only for reading: it is neither locked nor changed.
     *
     * @param file the file; its name is the source's name
     * @param links with {@link LinkOption#NOFOLLOW_LINKS}, a symbolic link is no file
     * @throws IOException if it cannot be opened, is not a regular file, or is changed or replaced meanwhile
     */
    public static RandomAccessSource ofPath(Path file, LinkOption... links) throws IOException {
        return PathSource.open(file, links);
    }

    /**
     * A channel as a source. The channel's position is left as it was found, and closing the source closes the channel.
     *
     * <p>A {@link FileChannel} is read by position. Any other channel has one position for all, so its reads are serialised;
     * nothing else may use it meanwhile.
     */
    public static RandomAccessSource ofChannel(String name, SeekableByteChannel channel) {
        return channel instanceof FileChannel file
                ? new FileChannelSource(name, file)
                : new SeekableChannelSource(name, channel);
    }

    /**
     * Reads once, as {@link RandomAccessData#read} does, from a source that another wrote, and takes nothing from it that it does not
     * promise.
     *
     * @param source what is read
     * @param position where to start, in bytes, not negative
     * @param target receives the bytes
     * @return how many bytes were read, at least one unless the target is full; or -1 at or past the end
     * @throws IOException if the bytes cannot be read; or if the source reads nothing, or reports another number of bytes than it put
     *     into the target, which names it
     */
    public static int read(RandomAccessData source, long position, ByteBuffer target) throws IOException {
        int wanted = target.remaining();
        int count = source.read(position, target);
        int put = wanted - target.remaining();
        boolean isEnd = count == -1 && put == 0;
        if (!isEnd && (count != put || (count == 0 && wanted > 0))) {
            throw new IOException(source.name() + ": its source reported " + count + " bytes read at " + position
                    + ", where " + wanted + " were asked for, and gave " + put);
        }
        return count;
    }

    /**
     * The size of a source that another wrote.
     *
     * @throws IOException if the source cannot tell, or is closed; or if it reports less than nothing, which names it
     */
    public static long size(RandomAccessData source) throws IOException {
        long size = source.size();
        if (size < 0) {
            throw new IOException(source.name() + ": its source reported a size of " + size + " bytes");
        }
        return size;
    }

    /** Bytes as a source. The array is not copied, and must not be changed. */
    public static RandomAccessSource ofBytes(String name, byte[] bytes) {
        return new BytesSource(name, ByteBuffer.wrap(bytes));
    }

    /**
     * Several sources, one behind the other, as one. Closing it closes all of them. Their lengths are taken now.
     *
     * @param name what the whole is called
     * @param pieces at least one, in order
     * @throws IOException if one of them cannot tell its size
     */
    public static RandomAccessSource concatenated(String name, List<RandomAccessSource> pieces) throws IOException {
        return PiecesSource.of(name, pieces);
    }

    /** The names of the pieces of a source that {@link #concatenated} made; none for any other source. */
    public static List<String> pieceNames(RandomAccessData source) {
        return source instanceof PiecesSource pieces ? pieces.names() : List.of();
    }

    /**
     * A part of a source as a source of its own. Closing the slice leaves the whole open.
     *
     * @param whole what the slice is a part of
     * @param position where the slice starts in the whole, in bytes
     * @param length how many bytes it has
     * @throws IndexOutOfBoundsException if the slice is not inside the whole
     * @throws IOException if the whole cannot tell its size
     */
    public static RandomAccessSource slice(RandomAccessData whole, long position, long length) throws IOException {
        return SliceSource.of(whole, position, length);
    }

    /**
     * A source that gathers small reads: reads of up to 64 KiB read windows of 64 KiB, and up to 8 MiB of windows are kept. For a
     * source that is read here and there in small pieces, and does not change meanwhile. What the source cannot read fails as before, byte
     * for byte. Thread-safe if the source is.
     *
     * @param source what is read
     */
    public static RandomAccessData readAhead(RandomAccessData source) {
        return new ReadAheadSource(source);
    }

    /**
     * A source as a read-only channel with a position of its own. Closing the channel leaves the source open. The channel is
     * for one thread; several channels may share a source.
     */
    public static SeekableByteChannel channel(RandomAccessData source) {
        return new SourceChannel(source);
    }

    /**
     * A source as a stream from its start. Closing the stream leaves the source open. The stream is for one thread; several
     * streams may share a source.
     */
    public static InputStream inputStream(RandomAccessData source) {
        return new SourceInputStream(source);
    }
}
