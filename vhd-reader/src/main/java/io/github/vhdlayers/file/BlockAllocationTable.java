package io.github.vhdlayers.file;

import io.github.vhdlayers.format.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The block allocation table, read a page at a time.
 *
 * <p>A table may have 2^32 entries, so it is never held whole: a fixed number of pages is kept, each in the one slot that its
 * number selects. Pages do not change, so threads share them without a lock, and two that miss at once read the same page
 * twice.
 */
final class BlockAllocationTable {
    /** What {@link #entry} returns for an entry that should be there and lies past the end of the file. */
    static final long MISSING_ENTRY = -1;

    private static final int PAGE_ENTRIES = 1024;
    private static final int SLOTS = 64;

    private final StructureSource source;
    private final long tableOffset;
    private final long usedEntries;
    private final long readableEntries;
    private final AtomicReferenceArray<@Nullable Page> pages = new AtomicReferenceArray<>(SLOTS);

    /**
     * A table.
     *
     * @param usedEntries how many entries belong to blocks of the disk
     * @param readableEntries how many of them lie inside the file
     */
    BlockAllocationTable(StructureSource source, long tableOffset, long usedEntries, long readableEntries) {
        this.source = source;
        this.tableOffset = tableOffset;
        this.usedEntries = usedEntries;
        this.readableEntries = readableEntries;
    }

    /** How many entries there are. */
    long usedEntries() {
        return usedEntries;
    }

    /** The entry of a block as stored; unused for blocks the table does not reach; or {@link #MISSING_ENTRY}. */
    long entry(long block) throws IOException {
        if (block >= usedEntries) {
            return VhdConstants.UNUSED_ENTRY;
        }
        if (block >= readableEntries) {
            return MISSING_ENTRY;
        }
        Page page = page(block / PAGE_ENTRIES);
        return page.entries[(int) (block % PAGE_ENTRIES)] & 0xFFFF_FFFFL;
    }

    /** The first block from {@code block} on whose entry is not unused, or {@link Long#MAX_VALUE} if there is none. */
    long nextUsed(long block) throws IOException {
        long at = block;
        while (at < readableEntries) {
            long number = at / PAGE_ENTRIES;
            Page page = page(number);
            if (!page.unused) {
                for (int i = (int) (at % PAGE_ENTRIES); i < page.entries.length; i++) {
                    if (page.entries[i] != (int) VhdConstants.UNUSED_ENTRY) {
                        return number * PAGE_ENTRIES + i;
                    }
                }
            }
            at = (number + 1) * PAGE_ENTRIES;
        }
        long firstMissing = Math.max(block, readableEntries);
        return firstMissing < usedEntries ? firstMissing : Long.MAX_VALUE;
    }

    private Page page(long number) throws IOException {
        int slot = (int) (number % SLOTS);
        Page page = pages.get(slot);
        if (page == null || page.number != number) {
            page = readPage(number);
            pages.set(slot, page);
        }
        return page;
    }

    private Page readPage(long number) throws IOException {
        long first = number * PAGE_ENTRIES;
        int count = (int) Math.min(PAGE_ENTRIES, readableEntries - first);
        ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES);
        source.readFully(tableOffset + first * Integer.BYTES, bytes);
        bytes.flip();
        int[] entries = new int[count];
        boolean unused = true;
        for (int i = 0; i < count; i++) {
            entries[i] = bytes.getInt();
            unused &= entries[i] == (int) VhdConstants.UNUSED_ENTRY;
        }
        return new Page(number, entries, unused);
    }

    private static final class Page {
        final long number;
        final int[] entries;
        final boolean unused;

        Page(long number, int[] entries, boolean unused) {
            this.number = number;
            this.entries = entries;
            this.unused = unused;
        }
    }
}
