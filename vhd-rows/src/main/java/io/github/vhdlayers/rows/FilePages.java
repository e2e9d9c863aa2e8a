package io.github.vhdlayers.rows;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Pages of files that were read, of 4 KiB each, in memory. What a later round reads again stays longest, so that the contents of large
 * files, which pass once, do not push out the tables of a file system, which each child of a base reads. No more is read than the pages
 * that are asked for. A failure is never kept, and where pages cannot be read as a whole, what was asked for is read alone. Thread-safe.
 */
final class FilePages {
    private static final int PAGE = 1 << 12;
    /** What is read at once is kept up to here; more is content. */
    private static final int MOST_KEPT_OF_A_READ = 1 << 18;
    /** So that what comes again is noticed, however much stays. */
    private static final int SHARE_OF_NEW = 4;

    private final int mostPages;
    private final Map<Place, Page> once = new LinkedHashMap<>();
    private final Map<Place, Page> again = new LinkedHashMap<>(16, 0.75f, true);
    private int round;

    /** A page of a file; two open files are never the same one, whatever they are called. */
    private record Place(RandomAccessSource file, long number) {}

    private static final class Page {
        final byte[] bytes;
        final int round;

        Page(byte[] bytes, int round) {
            this.bytes = bytes;
            this.round = round;
        }
    }

    FilePages(int mostBytes) {
        this.mostPages = mostBytes / PAGE;
    }

    /** From here on, what was read before is read again. */
    synchronized void nextRound() {
        round++;
    }

    /**
     * A file with its pages in memory.
     *
     * @param file the file, which stays open when the result is closed
     * @param closing done once, when the result is closed
     */
    RandomAccessSource over(RandomAccessSource file, Closeable closing) {
        return new Paged(file, closing);
    }

    /** Gives up the memory for a file. */
    synchronized void forget(RandomAccessSource file) {
        once.keySet().removeIf(place -> place.file() == file);
        again.keySet().removeIf(place -> place.file() == file);
    }

    /**
     * Reads from memory as far as it goes, or from the file the pages that are missing up to the first that is not.
     *
     * @param length how many bytes are wanted; all are before the end of the file
     * @return how many bytes were read; 0 if the file cannot give the pages as a whole, or has another size than when they were read
     */
    private synchronized int read(RandomAccessSource file, long position, ByteBuffer target, int length, long size) {
        long number = position / PAGE;
        int within = (int) (position % PAGE);
        int count = 0;
        while (count < length) {
            byte[] page = kept(new Place(file, number));
            if (page == null) {
                if (count > 0) {
                    break;
                }
                page = fetch(file, number, (position + length - 1) / PAGE, size);
                if (page == null) {
                    break;
                }
            }
            if (page.length != Math.min(PAGE, size - number * PAGE)) {
                // The file grew behind what was its last page.
                break;
            }
            int part = Math.min(length - count, page.length - within);
            target.put(page, within, part);
            count += part;
            number++;
            within = 0;
        }
        return count;
    }

    /** Reads pages up to the last one that is wanted, or to one that is there; the first of them, or null. */
    private byte @Nullable [] fetch(RandomAccessSource file, long first, long last, long size) {
        long end = first + 1;
        while (end <= last && !has(new Place(file, end))) {
            end++;
        }
        long start = first * PAGE;
        byte[] bytes = new byte[(int) Math.min((end - first) * PAGE, size - start)];
        try {
            file.readFully(start, ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            return null;
        }
        byte[] firstPage = null;
        for (int at = 0; at < bytes.length; at += PAGE) {
            byte[] page = new byte[Math.min(PAGE, bytes.length - at)];
            System.arraycopy(bytes, at, page, 0, page.length);
            once.put(new Place(file, first + at / PAGE), new Page(page, round));
            firstPage = firstPage == null ? page : firstPage;
        }
        makeRoom();
        return firstPage;
    }

    private boolean has(Place place) {
        return once.containsKey(place) || again.containsKey(place);
    }

    private byte @Nullable [] kept(Place place) {
        Page page = again.get(place);
        if (page == null) {
            page = once.get(place);
            if (page != null && page.round != round) {
                once.remove(place);
                again.put(place, page);
            }
        }
        return page == null ? null : page.bytes;
    }

    private void makeRoom() {
        while (once.size() + again.size() > mostPages) {
            boolean isNew = again.isEmpty() || once.size() > mostPages / SHARE_OF_NEW;
            Iterator<Page> eldest = (isNew ? once : again).values().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** A file of one chain. */
    private final class Paged implements RandomAccessSource {
        private final RandomAccessSource file;
        private final Closeable closing;
        private final AtomicBoolean closed = new AtomicBoolean();

        Paged(RandomAccessSource file, Closeable closing) {
            this.file = file;
            this.closing = closing;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() throws IOException {
            requireOpen();
            return file.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            requireOpen();
            int wanted = target.remaining();
            long size = file.size();
            if (wanted > 0 && wanted <= MOST_KEPT_OF_A_READ && position >= 0 && position < size) {
                int count = FilePages.this.read(file, position, target, (int) Math.min(wanted, size - position), size);
                if (count > 0) {
                    return count;
                }
            }
            return RandomAccessSources.read(file, position, target);
        }

        private void requireOpen() throws ClosedChannelException {
            if (closed.get()) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed.getAndSet(true)) {
                closing.close();
            }
        }
    }
}
