package io.github.vhdlayers.testkit;

import java.util.Arrays;

/**
 * Which sectors have which content: sorted, disjoint pieces. Pieces put in ascending order cost nothing extra, because
 * a large disk is described by millions of them. Mutable until its image is built, and left alone after.
 */
final class SectorMap {
    private long[] starts;
    private long[] ends;
    private SectorContent[] contents;
    private int count;

    SectorMap() {
        starts = new long[4];
        ends = new long[4];
        contents = new SectorContent[4];
    }

    private SectorMap(SectorMap other) {
        starts = Arrays.copyOf(other.starts, other.count);
        ends = Arrays.copyOf(other.ends, other.count);
        contents = Arrays.copyOf(other.contents, other.count);
        count = other.count;
    }

    SectorMap copy() {
        return new SectorMap(this);
    }

    int pieces() {
        return count;
    }

    long start(int piece) {
        return starts[piece];
    }

    /** One past the piece's last sector. */
    long end(int piece) {
        return ends[piece];
    }

    SectorContent content(int piece) {
        return contents[piece];
    }

    boolean contains(long sector) {
        int piece = firstEndingAfter(sector);
        return piece < count && starts[piece] <= sector;
    }

    /** The first piece with a sector behind {@code sector} or on it; {@link #pieces()} if there is none. */
    int firstEndingAfter(long sector) {
        int found = Arrays.binarySearch(ends, 0, count, sector);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Gives {@code [start, end)} the content, instead of what it had. */
    void put(long start, long end, SectorContent content) {
        if (count > 0 && ends[count - 1] == start && contents[count - 1].equals(content)) {
            ends[count - 1] = end;
        } else if (count == 0 || ends[count - 1] <= start) {
            splice(count, count, new Piece(start, end, content));
        } else {
            remove(start, end);
            int at = firstEndingAfter(start);
            splice(at, at, new Piece(start, end, content));
        }
    }

    /** Takes {@code [start, end)} out. */
    void remove(long start, long end) {
        int from = firstEndingAfter(start);
        int to = from;
        while (to < count && starts[to] < end) {
            to++;
        }
        if (from == to) {
            return;
        }
        Piece before = new Piece(starts[from], Math.min(start, ends[from]), contents[from]);
        Piece after = new Piece(Math.max(end, starts[to - 1]), ends[to - 1], contents[to - 1]);
        if (before.isEmpty() && after.isEmpty()) {
            splice(from, to);
        } else if (after.isEmpty()) {
            splice(from, to, before);
        } else if (before.isEmpty()) {
            splice(from, to, after);
        } else {
            splice(from, to, before, after);
        }
    }

    /** Takes out every sector that {@code other} has. */
    void removeAll(SectorMap other) {
        if (count == 0) {
            return;
        }
        for (int piece = other.firstEndingAfter(starts[0]); piece < other.count; piece++) {
            remove(other.starts[piece], other.ends[piece]);
        }
    }

    private void splice(int from, int to, Piece... pieces) {
        int newCount = count - (to - from) + pieces.length;
        if (newCount > starts.length) {
            int capacity = newCount + newCount / 2;
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            contents = Arrays.copyOf(contents, capacity);
        }
        int behind = from + pieces.length;
        System.arraycopy(starts, to, starts, behind, count - to);
        System.arraycopy(ends, to, ends, behind, count - to);
        System.arraycopy(contents, to, contents, behind, count - to);
        for (int i = 0; i < pieces.length; i++) {
            starts[from + i] = pieces[i].start();
            ends[from + i] = pieces[i].end();
            contents[from + i] = pieces[i].content();
        }
        count = newCount;
    }

    private record Piece(long start, long end, SectorContent content) {
        boolean isEmpty() {
            return end <= start;
        }
    }
}
