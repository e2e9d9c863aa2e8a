package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** The content of one stream, as libtsk reads it. Thread-safe: all of a disk's contents are read one at a time. */
final class ContentSource implements RandomAccessSource {
    private static final int MOST_AT_ONCE = 1 << 18;
    private static final int ALIGNMENT = 512;

    private final TskFileSystems owner;
    private final OpenFileSystem system;
    private final FileStream stream;
    private final String name;
    private @Nullable Pointer file;
    private Structs.@Nullable Attribute attribute;
    private @Nullable Memory buffer;

    private ContentSource(TskFileSystems owner, OpenFileSystem system, FileStream stream, String name) {
        this.owner = owner;
        this.system = system;
        this.stream = stream;
        this.name = name;
    }

    static ContentSource open(TskFileSystems owner, OpenFileSystem system, DiskFile file, FileStream stream)
            throws IOException {
        String name = file.printedPath(stream);
        if (stream.type() == FileBuilder.UNKNOWN_TYPE) {
            throw new IOException(
                    name + ": where it is, is not known" + (file.problem() == null ? "" : ": " + file.problem()));
        }
        ContentSource content = new ContentSource(owner, system, stream, name);
        Pointer pointer = system.openFile(file.name().address());
        if (pointer == null) {
            throw new LibTskException(name + ": " + system.image().library().lastError());
        }
        content.file = pointer;
        content.attribute = find(system, pointer, stream);
        if (content.attribute == null) {
            content.close();
            throw new IOException(name + ": has no such content");
        }
        return content;
    }

    private static Structs.@Nullable Attribute find(OpenFileSystem system, Pointer file, FileStream stream) {
        if (system.functions().tsk_fs_file_attr_getsize(file) <= 0) {
            return null;
        }
        Pointer next = system.functions().tsk_fs_file_attr_get_idx(file, 0);
        while (next != null) {
            Structs.Attribute attribute = Structs.Attribute.of(next);
            if (attribute.isInUse()
                    && attribute.type() == stream.type()
                    && attribute.id() == stream.id()
                    && attribute.size() == stream.size()) {
                return attribute;
            }
            next = attribute.next();
        }
        return null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        return stream.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        synchronized (owner) {
            Structs.Attribute from = attribute;
            if (file == null || from == null || owner.isClosed()) {
                throw new ClosedChannelException();
            }
            if (position >= stream.size()) {
                return -1;
            }
            if (!target.hasRemaining()) {
                return 0;
            }
            // From a multiple of a sector to another, so that the library has no reason to read an odd length.
            long start = position - position % ALIGNMENT;
            int within = (int) (position - start);
            int wanted =
                    (int) Math.min(Math.min(MOST_AT_ONCE, within + (long) target.remaining()), stream.size() - start);
            wanted = untilLost(position, start, wanted);
            FileExtent hole = stream.compressed() ? null : holeAt(position);
            if (hole != null) {
                long left = Math.min(hole.contentOffset() + hole.length(), stream.size()) - position;
                int zeros = (int) Math.min(left, Math.min(target.remaining(), MOST_AT_ONCE));
                target.put(new byte[zeros]);
                return zeros;
            }
            Memory into = buffer(wanted);
            int count = readInto(from, start, into, wanted);
            if (count <= within) {
                throw new IOException(name + ": the file system's list of blocks ends at byte " + (start + count)
                        + " of " + stream.size());
            }
            int given = Math.min(count - within, target.remaining());
            target.put(into.getByteBuffer(within, given));
            return given;
        }
    }

    private int readInto(Structs.Attribute from, long start, Memory into, int wanted) throws IOException {
        long before = system.image().failures();
        system.functions().tsk_error_reset();
        long count = system.functions().tsk_fs_attr_read(from.at(), start, into, wanted, 0);
        if (system.image().failures() != before) {
            Throwable cause = system.image().firstFailure();
            throw new IOException(
                    name + ": cannot be read near byte " + start + ": " + (cause == null ? "" : cause.getMessage()),
                    cause);
        }
        if (count < 0) {
            throw new LibTskException(name + ": cannot be read near byte " + start + ": "
                    + system.image().library().lastError());
        }
        return (int) count;
    }

    /** The hole that a byte is in, or null. */
    private @Nullable FileExtent holeAt(long position) {
        for (FileExtent extent : stream.extents()) {
            if (extent.kind() == FileExtent.Kind.SPARSE
                    && extent.contentOffset() <= position
                    && extent.contentOffset() + extent.length() > position) {
                return extent;
            }
        }
        return null;
    }

    /** How much of a read is before what is lost, which the library would read as zeros. */
    private int untilLost(long position, long start, int wanted) throws IOException {
        int until = wanted;
        for (FileExtent extent : stream.extents()) {
            if (extent.kind() == FileExtent.Kind.LOST
                    && extent.contentOffset() < start + until
                    && extent.contentOffset() + extent.length() > position) {
                if (extent.contentOffset() <= position) {
                    throw new IOException(name + ": byte " + position + " of " + stream.size()
                            + " is lost: the file system does not say where it is, or it is past the end of the disk");
                }
                until = (int) (extent.contentOffset() - start);
            }
        }
        return until;
    }

    private Memory buffer(int size) {
        Memory have = buffer;
        if (have == null || have.size() < size) {
            if (have != null) {
                have.close();
            }
            have = new Memory(Math.max(size, Math.min(MOST_AT_ONCE, 1 << 16)));
            buffer = have;
        }
        return have;
    }

    @Override
    public void close() {
        synchronized (owner) {
            Pointer open = file;
            file = null;
            attribute = null;
            if (open != null && !owner.isClosed()) {
                system.functions().tsk_fs_file_close(open);
            }
            if (buffer != null) {
                buffer.close();
                buffer = null;
            }
        }
    }
}
