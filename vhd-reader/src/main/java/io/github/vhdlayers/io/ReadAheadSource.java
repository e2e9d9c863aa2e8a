package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers small reads of a source: each reads a whole window, twice as many each time where windows are read one behind the other, and a number of
 * windows is kept. Where a window cannot be read as a whole, what was asked for is read alone, so that no byte fails here that
 * the source can give. A failure is never kept.
 */
final class ReadAheadSource implements RandomAccessData {
    private static final int WINDOW = 1 << 16;
    private static final int MOST_WINDOWS_AT_ONCE = 4;
    private static final int KEPT = 128;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final RandomAccessData source;
    private final Map<Long, ByteBuffer> windows = new LinkedHashMap<>(KEPT * 2, 0.75f, true);
    private long expected = -1;
    private int atOnce = 1;

    ReadAheadSource(RandomAccessData source) {
        this.source = source;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long size() throws IOException {
        return source.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        // As large as a window is still small: libtsk reads no less, and the same again for each file system that it
        // looks for.
        if (target.remaining() > WINDOW || !target.hasRemaining()) {
            return source.read(position, target);
        }
        long size = source.size();
        // A source that knows its size for ever says only in a read that it is closed.
        source.read(size, NOTHING);
        if (position >= size) {
            return -1;
        }
        ByteBuffer window = window(position / WINDOW, size);
        int within = (int) (position % WINDOW);
        if (window == null || within >= window.limit()) {
            return source.read(position, target);
        }
        int count = Math.min(target.remaining(), window.limit() - within);
        target.put(target.position(), window, within, count);
        target.position(target.position() + count);
        return count;
    }

    /** A window's bytes, from the first one to its limit; null if it cannot be read as a whole. */
    private synchronized @Nullable ByteBuffer window(long number, long size) throws IOException {
        ByteBuffer kept = windows.get(number);
        if (kept != null) {
            return kept;
        }
        int count = number == expected ? Math.min(MOST_WINDOWS_AT_ONCE, atOnce * 2) : 1;
        for (int ahead = 1; ahead < count; ahead++) {
            if (windows.containsKey(number + ahead)) {
                count = ahead;
            }
        }
        atOnce = count;
        if (!fetch(number, count, size) && (count == 1 || !fetch(number, 1, size))) {
            return null;
        }
        return windows.get(number);
    }

    private boolean fetch(long first, int count, long size) throws IOException {
        long start = first * WINDOW;
        int length = (int) Math.min((long) count * WINDOW, size - start);
        byte[] bytes = new byte[length];
        try {
            source.readFully(start, ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            return false;
        }
        long number = first;
        for (int at = 0; at < length; at += WINDOW) {
            ByteBuffer window = ByteBuffer.wrap(bytes, at, Math.min(WINDOW, length - at));
            windows.put(number, (count == 1 ? window : ByteBuffer.wrap(copy(window))).asReadOnlyBuffer());
            number++;
        }
        expected = number;
        while (windows.size() > KEPT) {
            windows.remove(windows.keySet().iterator().next());
        }
        return true;
    }

    /** So that a window that stays does not keep those beside it. */
    private static byte[] copy(ByteBuffer window) {
        byte[] own = new byte[window.remaining()];
        window.get(own);
        return own;
    }
}
