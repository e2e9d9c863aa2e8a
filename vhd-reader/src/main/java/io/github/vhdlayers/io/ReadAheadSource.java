package io.github.vhdlayers.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers small reads of a source: each reads a whole window, twice as many each time where windows are read one behind the other, and a
 * number of windows is kept. Where a window cannot be read as a whole, what was asked for is read alone, so that no byte fails here that
 * the source can give. A failure is never kept.
 */
final class ReadAheadSource implements RandomAccessData {
    private static final int WINDOW_BITS = 14;
    private static final int WINDOW = 1 << WINDOW_BITS;
    private static final int MOST_WINDOWS_AT_ONCE = 16;
    private static final int KEPT = 256;
    /** Larger reads are passed on. */
    private static final int MOST_BYTES = 1 << 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final RandomAccessData source;
    private final Map<Long, Window> windows = new LinkedHashMap<>(KEPT * 2, 0.75f, true);
    private byte @Nullable [] together;
    private long expected = -1;
    private int atOnce = 1;

    /** The first bytes of an array, which is used again once the window is let go. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Window(byte[] bytes, int length) {}

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
        // Several windows together are still small: libtsk reads no less, and the same again for each file system
        // that it looks for.
        if (target.remaining() > MOST_BYTES || !target.hasRemaining()) {
            return source.read(position, target);
        }
        long size = source.size();
        // A source that knows its size for ever says only in a read that it is closed.
        source.read(size, NOTHING);
        if (position >= size) {
            return -1;
        }
        int count = copy(position, target, size);
        return count > 0 ? count : source.read(position, target);
    }

    /** Copies what windows have of the bytes from a position on; 0 if the first of them cannot be read as a whole. */
    private synchronized int copy(long position, ByteBuffer target, long size) throws IOException {
        int done = 0;
        while (target.hasRemaining()) {
            long at = position + done;
            int within = (int) at & WINDOW - 1;
            Window window = window(at >> WINDOW_BITS, within + target.remaining(), size);
            if (window == null || within >= window.length()) {
                break;
            }
            int count = Math.min(target.remaining(), window.length() - within);
            target.put(window.bytes(), within, count);
            done += count;
        }
        return done;
    }

    /** @param wanted how many bytes are wanted from its begin on, of it and of those behind it */
    private @Nullable Window window(long number, int wanted, long size) throws IOException {
        Window kept = windows.get(number);
        if (kept != null) {
            return kept;
        }
        int least = (wanted + WINDOW - 1) >> WINDOW_BITS;
        int count = Math.max(least, number == expected ? Math.min(MOST_WINDOWS_AT_ONCE, atOnce * 2) : 1);
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
        long start = first << WINDOW_BITS;
        int length = (int) Math.min((long) count << WINDOW_BITS, size - start);
        byte[] bytes = count == 1 ? room() : several();
        try {
            source.readFully(start, ByteBuffer.wrap(bytes, 0, length));
        } catch (IOException e) {
            return false;
        }
        long number = first;
        for (int at = 0; at < length; at += WINDOW) {
            int part = Math.min(WINDOW, length - at);
            byte[] own = bytes;
            if (count > 1) {
                own = room();
                System.arraycopy(bytes, at, own, 0, part);
            }
            windows.put(number, new Window(own, part));
            number++;
        }
        expected = number;
        return true;
    }

    /** An array for a window: that of the one which was asked for longest ago, if there are enough. */
    private byte[] room() {
        if (windows.size() < KEPT) {
            return new byte[WINDOW];
        }
        Iterator<Window> oldest = windows.values().iterator();
        byte[] bytes = oldest.next().bytes();
        oldest.remove();
        return bytes;
    }

    /** An array for several windows, out of which they are copied: so none that stays keeps those beside it. */
    private byte[] several() {
        byte[] bytes = together;
        if (bytes == null) {
            bytes = new byte[MOST_WINDOWS_AT_ONCE * WINDOW];
            together = bytes;
        }
        return bytes;
    }
}
