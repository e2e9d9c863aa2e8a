package io.github.vhdlayers.internal.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a table that is never held whole: a fixed number of them is kept, each in the one slot that its number selects. Pages do not
 * change, so threads share them without a lock, and two that miss at once read the same page twice.
 */
final class TablePages<P extends TablePages.Page> {
    /** How many entries a page has; the last one of a table may have fewer. */
    static final int PAGE_ENTRIES = 1024;
    /** What is looked at in one piece where a long stretch of a table may be unused. */
    static final int BULK_ENTRIES = 64 * PAGE_ENTRIES;

    private static final int SLOTS = 64;

    private final Loader<P> loader;
    private final AtomicReferenceArray<@Nullable P> pages = new AtomicReferenceArray<>(SLOTS);

    /** A page of a table. */
    abstract static class Page {
        final long number;

        Page(long number) {
            this.number = number;
        }
    }

    /** Reads pages. */
    interface Loader<P> {
        /** Reads a page, of which at least one entry is readable. */
        P read(long number) throws IOException;
    }

    TablePages(Loader<P> loader) {
        this.loader = loader;
    }

    /** The page with a number, from memory or read. */
    P page(long number) throws IOException {
        P page = kept(number);
        if (page == null) {
            page = loader.read(number);
            pages.set((int) (number % SLOTS), page);
        }
        return page;
    }

    /** The page with a number if it is in memory; otherwise null. */
    @Nullable
    P kept(long number) {
        P page = pages.get((int) (number % SLOTS));
        return page != null && page.number == number ? page : null;
    }

    /** Whether all bytes, at least one, have a value. */
    static boolean isFilledWith(byte[] bytes, byte value) {
        // Every byte equals the one before it.
        return bytes[0] == value && Arrays.mismatch(bytes, 0, bytes.length - 1, bytes, 1, bytes.length) < 0;
    }
}
