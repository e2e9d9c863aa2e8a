package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import java.io.IOException;

/** Joins neighbouring pieces of a volume to extents of the disk, within a range. */
public final class ExtentJoiner {
    private final long diskOffset;
    private final long from;
    private final long to;
    private final ExtentVisitor visitor;
    private long start = -1;
    private long end = -1;

    /**
     * For a range of a volume.
     *
     * @param diskOffset where the volume begins on the disk
     * @param from where the range begins in the volume
     * @param to where it ends
     * @param visitor takes the extents
     */
    public ExtentJoiner(long diskOffset, long from, long to, ExtentVisitor visitor) {
        this.diskOffset = diskOffset;
        this.from = from;
        this.to = to;
        this.visitor = visitor;
    }

    /**
     * Adds a piece of the volume; pieces come in their order.
     *
     * @throws IOException if the visitor throws it
     */
    public void add(long place, long length) throws IOException {
        long first = Math.max(place, from);
        long last = Math.min(place + length, to);
        if (first >= last) {
            return;
        }
        if (first != end) {
            end();
            start = first;
        }
        end = last;
    }

    /**
     * Reports what is left; to be called after the last piece.
     *
     * @throws IOException if the visitor throws it
     */
    public void end() throws IOException {
        if (start >= 0) {
            visitor.visit(new DiskExtent(diskOffset + start, end - start));
        }
        start = -1;
        end = -1;
    }
}
