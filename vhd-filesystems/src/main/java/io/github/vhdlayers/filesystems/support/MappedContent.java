package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A content that is made of extents: stored ones are read from the disk, holes and what is not written yet are zeros, and what is lost, or in no extent, throws.
 * Thread-safe.
 */
public final class MappedContent extends BoundedContent {
    private static final byte[] ZEROS = new byte[1 << 16];

    private final RandomAccessData disk;
    private final List<FileExtent> extents;

    /**
     * Of extents.
     *
     * @param disk the disk that they are on, which stays open
     * @param name as messages print it
     * @param size how many bytes the content has
     * @param extents in the order of the content, without overlap; what they have past the size is not read
     */
    public MappedContent(RandomAccessData disk, String name, long size, List<FileExtent> extents) {
        super(name, size);
        this.disk = disk;
        this.extents = extents;
    }

    @Override
    protected int readInside(long position, ByteBuffer target, long left) throws IOException {
        FileExtent extent = at(position);
        long within = Math.min(left, extent.contentOffset() + extent.length() - position);
        int count = (int) Math.min(within, target.remaining());
        if (extent.kind() == FileExtent.Kind.LOST) {
            throw lost(position);
        }
        if (extent.kind() != FileExtent.Kind.STORED) {
            int zeros = Math.min(count, ZEROS.length);
            target.put(ZEROS, 0, zeros);
            return zeros;
        }
        ByteBuffer part = target.slice(target.position(), count);
        try {
            disk.readFully(extent.diskOffset() + position - extent.contentOffset(), part);
        } catch (IOException e) {
            throw unreadable(position, e);
        }
        target.position(target.position() + count);
        return count;
    }

    private FileExtent at(long position) throws IOException {
        int low = 0;
        int high = extents.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            FileExtent extent = extents.get(middle);
            if (extent.contentOffset() > position) {
                high = middle - 1;
            } else if (extent.contentOffset() + extent.length() <= position) {
                low = middle + 1;
            } else {
                return extent;
            }
        }
        throw lost(position);
    }

    private IOException lost(long position) throws IOException {
        return new IOException(name() + ": byte " + position + " of " + size()
                + " is lost: the file system does not say where it is, or it is past the end of the disk");
    }
}
