package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file with changes laid over it that its log describes: pages with other bytes, and ranges of zeros. The file is not touched. What is
 * kept of a page is where the log has it, not its bytes. Behind the file's end there are zeros, up to the size that the log gives it.
 *
 * <p>Thread-safe.
 */
final class OverlaySource implements RandomAccessSource {
    private static final int PAGE = VhdxConstants.PAGE;
    private static final int TRAILING = 4;
    private static final byte[] ZEROS = new byte[PAGE];

    private final StructureSource file;
    private final long size;
    private final long[] starts;
    private final long[] ends;
    private final Change[] changes;

    private OverlaySource(StructureSource file, long size, long[] starts, long[] ends, Change[] changes) {
        this.file = file;
        this.size = size;
        this.starts = starts;
        this.ends = ends;
        this.changes = changes;
    }

    /**
     * A change: zeros, or a page.
     *
     * @param logOffset the file offset of the log's sector that has the page's bytes; -1 for zeros
     * @param leading the page's first eight bytes as a little-endian number, which the sector in the log has not
     * @param trailing the page's last four bytes as one
     */
    record Change(long logOffset, long leading, int trailing) {
        static final Change ZEROS = new Change(-1, 0, 0);

        boolean isZeros() {
            return logOffset < 0;
        }
    }

    /** Puts an overlay together; later changes hide earlier ones. Not thread-safe. */
    static final class Builder {
        private final TreeMap<Long, Part> parts = new TreeMap<>();

        private record Part(long end, Change change) {}

        void page(long fileOffset, Change change) {
            put(fileOffset, fileOffset + PAGE, change);
        }

        void zeros(long fileOffset, long end) {
            put(fileOffset, end, Change.ZEROS);
        }

        int count() {
            return parts.size();
        }

        private void put(long start, long end, Change change) {
            // What begins before may reach into the new part, and even beyond it: only zeros can be longer than a page.
            Map.Entry<Long, Part> before = parts.lowerEntry(start);
            if (before != null && before.getValue().end > start) {
                Part old = before.getValue();
                parts.put(before.getKey(), new Part(start, old.change));
                if (old.end > end) {
                    parts.put(end, old);
                }
            }
            for (Map.Entry<Long, Part> next = parts.ceilingEntry(start);
                    next != null && next.getKey() < end;
                    next = parts.ceilingEntry(start)) {
                parts.remove(next.getKey());
                if (next.getValue().end > end) {
                    parts.put(end, next.getValue());
                }
            }
            parts.put(start, new Part(end, change));
        }

        OverlaySource over(StructureSource file, long size) {
            int count = parts.size();
            long[] starts = new long[count];
            long[] ends = new long[count];
            Change[] changes = new Change[count];
            int i = 0;
            for (Map.Entry<Long, Part> part : parts.entrySet()) {
                starts[i] = part.getKey();
                ends[i] = part.getValue().end;
                changes[i++] = part.getValue().change;
            }
            return new OverlaySource(file, size, starts, ends, changes);
        }
    }

    /** Stretches of the file that the log changes, each from one offset to another, neighbours joined. */
    List<long[]> changed() {
        List<long[]> ranges = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            long[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last[1] == starts[i]) {
                last[1] = ends[i];
            } else {
                ranges.add(new long[] {starts[i], ends[i]});
            }
        }
        return ranges;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size - position);
        int found = Arrays.binarySearch(starts, position);
        int at = found >= 0 ? found : -found - 2;
        if (at >= 0 && position < ends[at]) {
            return changed(at, position, (int) Math.min(count, ends[at] - position), target);
        }
        if (at + 1 < starts.length) {
            count = (int) Math.min(count, starts[at + 1] - position);
        }
        if (position >= file.size()) {
            zeros(count, target);
            return count;
        }
        count = (int) Math.min(count, file.size() - position);
        int limit = target.limit();
        try {
            return file.read(position, target.limit(target.position() + count));
        } finally {
            target.limit(limit);
        }
    }

    private int changed(int part, long position, int count, ByteBuffer target) throws IOException {
        Change change = changes[part];
        if (change.isZeros()) {
            zeros(count, target);
            return count;
        }
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        file.readFully(change.logOffset, page);
        page.putLong(0, Long.reverseBytes(change.leading));
        page.putInt(PAGE - TRAILING, Integer.reverseBytes(change.trailing));
        target.put(page.array(), (int) (position - starts[part]), count);
        return count;
    }

    private static void zeros(int count, ByteBuffer target) {
        for (int left = count; left > 0; left -= Math.min(left, ZEROS.length)) {
            target.put(ZEROS, 0, Math.min(left, ZEROS.length));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
