package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a file system are free, asked for in larger ranges where one question follows close behind another: a layer owns thousands of
 * short runs. For one thread.
 */
final class FreeSpace {
    private static final long NEAR = 16L << 20;
    private static final long AHEAD = 64L << 20;

    private final Source source;
    private @Nullable FileSystemInfo system;
    private long start;
    private long end;
    private List<DiskExtent> extents = List.of();
    private int next;

    FreeSpace(Source source) {
        this.source = source;
    }

    /** Asks the library. */
    @FunctionalInterface
    interface Source {
        List<DiskExtent> of(FileSystemInfo system, long diskOffset, long length) throws IOException;
    }

    void tell(FileSystemInfo of, long diskOffset, long length, ExtentVisitor visitor) throws IOException {
        long wantedEnd = diskOffset + length;
        if (!of.equals(system) || diskOffset < start || wantedEnd > end) {
            fetch(of, diskOffset, length);
        }
        if (next > 0 && next <= extents.size() && extents.get(next - 1).end() > diskOffset) {
            next = 0;
        }
        while (next < extents.size() && extents.get(next).end() <= diskOffset) {
            next++;
        }
        for (int i = next; i < extents.size() && extents.get(i).diskOffset() < wantedEnd; i++) {
            long first = Math.max(diskOffset, extents.get(i).diskOffset());
            long last = Math.min(wantedEnd, extents.get(i).end());
            visitor.visit(new DiskExtent(first, last - first));
        }
    }

    private void fetch(FileSystemInfo of, long diskOffset, long length) throws IOException {
        boolean isNear = of.equals(system) && diskOffset >= start && diskOffset - end < NEAR;
        long more = isNear ? Math.max(length, AHEAD) : length;
        system = null;
        next = 0;
        try {
            extents = source.of(of, diskOffset, more);
        } catch (IOException e) {
            if (more == length) {
                throw e;
            }
            more = length;
            extents = source.of(of, diskOffset, more);
        }
        start = diskOffset;
        end = diskOffset + more;
        system = of;
    }
}
