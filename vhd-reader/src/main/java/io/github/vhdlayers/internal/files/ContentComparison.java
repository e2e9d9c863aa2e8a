package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whether a content reads alike in two views. Where it is in the same places, only what may differ there is read. */
public final class ContentComparison {
    private static final int SECTOR = 512;
    private static final int CHUNK = 1 << 17;

    private final Suspects suspects;

    /** Compares only where sectors may differ. */
    public ContentComparison(Suspects suspects) {
        this.suspects = suspects;
    }

    /**
     * Whether a content is the same in both views, byte by byte where sectors may differ.
     *
     * @throws IOException if one of them cannot be read
     */
    public boolean equal(
            DiskFileSystems now,
            DiskFile file,
            FileStream stream,
            DiskFileSystems before,
            DiskFile old,
            FileStream oldStream)
            throws IOException {
        if (stream.size() != oldStream.size()) {
            return false;
        }
        if (stream.size() == 0) {
            return true;
        }
        boolean sameForm = stream.resident() == oldStream.resident() && stream.compressed() == oldStream.compressed();
        boolean samePlaces = sameForm && stream.extents().equals(oldStream.extents());
        if (samePlaces && !PlacesOfFile.isSuspect(stream, suspects)) {
            return true;
        }
        try (RandomAccessSource present = now.content(file, stream);
                RandomAccessSource former = before.content(old, oldStream)) {
            if (!samePlaces || stream.resident() || stream.compressed() || PlacesOfFile.isLost(stream)) {
                return equalWherever(present, former, compared(stream, oldStream));
            }
            for (FileExtent extent : stream.extents()) {
                if (extent.kind() == FileExtent.Kind.STORED
                        && !equalWhereSuspect(present, former, extent, stream.size())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Compares what changed of an extent. */
    private boolean equalWhereSuspect(RandomAccessData present, RandomAccessData former, FileExtent extent, long size)
            throws IOException {
        long end = Math.min(extent.contentOffset() + extent.length(), size);
        for (long at = extent.contentOffset(); at < end; ) {
            long place = extent.diskOffset() + at - extent.contentOffset();
            long step = Math.min(CHUNK, end - at);
            if (!suspects.isSuspect(place, step)) {
                at += step;
                continue;
            }
            long length = 0;
            while (length < step && suspects.isSuspect((place + length) / SECTOR)) {
                length += SECTOR - (place + length) % SECTOR;
            }
            if (length == 0) {
                at += SECTOR - place % SECTOR;
            } else {
                long count = Math.min(length, step);
                if (!equal(present, former, Math.max(0, at), count)) {
                    return false;
                }
                at += count;
            }
        }
        return true;
    }

    private static boolean equalWherever(RandomAccessData present, RandomAccessData former, List<long[]> ranges)
            throws IOException {
        for (long[] range : ranges) {
            for (long at = range[0]; at < range[1]; at += CHUNK) {
                if (!equal(present, former, at, Math.min(CHUNK, range[1] - at))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The parts of a content that are not declared empty on both sides; all of it where bytes are not stored as they are read. */
    private static List<long[]> compared(FileStream stream, FileStream oldStream) {
        long size = stream.size();
        if (stream.resident() || oldStream.resident() || stream.compressed() || oldStream.compressed()) {
            return List.of(new long[] {0, size});
        }
        List<FileExtent> all = new ArrayList<>(stream.extents());
        all.addAll(oldStream.extents());
        all.removeIf(extent -> extent.kind() == FileExtent.Kind.SPARSE
                || extent.kind() == FileExtent.Kind.UNWRITTEN
                || extent.contentOffset() >= size);
        all.sort(Comparator.comparingLong(FileExtent::contentOffset));
        List<long[]> ranges = new ArrayList<>();
        for (FileExtent extent : all) {
            long first = Math.max(0, extent.contentOffset());
            long end = Math.min(size, extent.contentOffset() + extent.length());
            long[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && first <= last[1]) {
                last[1] = Math.max(last[1], end);
            } else if (first < end) {
                ranges.add(new long[] {first, end});
            }
        }
        return ranges;
    }

    private static boolean equal(RandomAccessData present, RandomAccessData former, long at, long length)
            throws IOException {
        ByteBuffer a = ByteBuffer.allocate((int) length);
        ByteBuffer b = ByteBuffer.allocate((int) length);
        present.readFully(at, a);
        former.readFully(at, b);
        return a.flip().equals(b.flip());
    }
}
