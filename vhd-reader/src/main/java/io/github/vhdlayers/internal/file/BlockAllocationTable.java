package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The block allocation table, read a page at a time: it may have 2^32 entries. Thread-safe. */
final class BlockAllocationTable {
    /** What {@link #entry} returns for an entry that should be there and is behind the table's or the file's end. */
    static final long MISSING_ENTRY = -1;

    private static final int PAGE_ENTRIES = TablePages.PAGE_ENTRIES;
    private static final int BULK_ENTRIES = TablePages.BULK_ENTRIES;

    private final StructureSource source;
    private final long tableOffset;
    private final long usedEntries;
    private final long readableEntries;
    private final TablePages<Page> pages = new TablePages<>(this::readPage);

    /**
     * A table.
     *
     * @param usedEntries how many entries belong to blocks of the disk
     * @param readableEntries how many of them the table has and the file holds
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

    /** How many of them the table has and the file holds. */
    long readableEntries() {
        return readableEntries;
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

    /**
     * The first block from {@code block} on with an entry that is not unused, or {@link Long#MAX_VALUE} if there is none before
     * {@code end}.
     */
    long nextUsed(long block, long end) throws IOException {
        return next(block, Math.min(end, usedEntries), false);
    }

    /** As {@link #nextUsed}, but passes over entries of zero too, which stand for blocks that are not there. */
    long nextPresent(long block, long end) throws IOException {
        return next(block, Math.min(end, usedEntries), true);
    }

    /** The block behind the last of which the entry should be there and is not, if {@code block} is such a one; otherwise it itself. */
    long endOfMissing(long block) {
        return block >= readableEntries && block < usedEntries ? usedEntries : block;
    }

    /**
     * The block behind a stretch of entries of zero that begins with {@code block}, or the block itself if its entry is another.
     */
    long endOfZeros(long block) throws IOException {
        long at = block;
        byte[] bulk = null;
        while (at < readableEntries) {
            if (at % BULK_ENTRIES == 0 && at > block && readableEntries - at >= BULK_ENTRIES) {
                bulk = bulk == null ? new byte[BULK_ENTRIES * Integer.BYTES] : bulk;
                source.readFully(tableOffset + at * Integer.BYTES, ByteBuffer.wrap(bulk));
                if (TablePages.isFilledWith(bulk, (byte) 0)) {
                    at += BULK_ENTRIES;
                    continue;
                }
            }
            Page page = page(at / PAGE_ENTRIES);
            int i = (int) (at % PAGE_ENTRIES);
            while (i < page.entries.length && page.entries[i] == 0) {
                i++;
            }
            at = page.number * PAGE_ENTRIES + i;
            if (i < page.entries.length) {
                return at;
            }
        }
        return at;
    }

    private long next(long block, long end, boolean passZeros) throws IOException {
        long at = block;
        long readableEnd = Math.min(end, readableEntries);
        byte[] bulk = null;
        while (at < readableEnd) {
            if (at % BULK_ENTRIES == 0 && at > block && readableEnd - at >= BULK_ENTRIES) {
                bulk = bulk == null ? new byte[BULK_ENTRIES * Integer.BYTES] : bulk;
                source.readFully(tableOffset + at * Integer.BYTES, ByteBuffer.wrap(bulk));
                if (TablePages.isFilledWith(bulk, (byte) 0xFF)
                        || (passZeros && TablePages.isFilledWith(bulk, (byte) 0))) {
                    at += BULK_ENTRIES;
                    continue;
                }
            }
            long number = at / PAGE_ENTRIES;
            Page page = page(number);
            if (passZeros ? !page.absent : !page.unused) {
                int last = (int) Math.min(page.entries.length, readableEnd - number * PAGE_ENTRIES);
                for (int i = (int) (at % PAGE_ENTRIES); i < last; i++) {
                    if (page.entries[i] != (int) VhdConstants.UNUSED_ENTRY && !(passZeros && page.entries[i] == 0)) {
                        return number * PAGE_ENTRIES + i;
                    }
                }
            }
            at = (number + 1) * PAGE_ENTRIES;
        }
        long firstMissing = Math.max(block, readableEntries);
        return firstMissing < end ? firstMissing : Long.MAX_VALUE;
    }

    private Page page(long number) throws IOException {
        source.requireOpen();
        return pages.page(number);
    }

    private Page readPage(long number) throws IOException {
        long first = number * PAGE_ENTRIES;
        int count = (int) Math.min(PAGE_ENTRIES, readableEntries - first);
        ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES);
        source.readFully(tableOffset + first * Integer.BYTES, bytes);
        bytes.flip();
        int[] entries = new int[count];
        boolean unused = true;
        boolean absent = true;
        for (int i = 0; i < count; i++) {
            entries[i] = bytes.getInt();
            boolean free = entries[i] == (int) VhdConstants.UNUSED_ENTRY;
            unused &= free;
            absent &= free || entries[i] == 0;
        }
        return new Page(number, entries, unused, absent);
    }

    private static final class Page extends TablePages.Page {
        final int[] entries;
        final boolean unused;
        final boolean absent;

        Page(long number, int[] entries, boolean unused, boolean absent) {
            super(number);
            this.absent = absent;
            this.entries = entries;
            this.unused = unused;
        }
    }
}
