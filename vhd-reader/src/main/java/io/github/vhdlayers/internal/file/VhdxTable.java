package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;

/**
 * The block allocation table of a VHDX file, read a page at a time: it may have 67 million entries. Behind the entries of every chunk of
 * blocks it has one for their sector bitmap. Thread-safe.
 */
final class VhdxTable {
    /** What {@link #entry} returns for an entry behind the end of the table or of the file. No such entry can be stored: its state is reserved. */
    static final long MISSING = 5;
    /** The bits of an entry that are its state. */
    static final int STATE_MASK = 7;

    static final int NOT_PRESENT = 0;
    static final int UNDEFINED = 1;
    static final int ZERO = 2;
    static final int UNMAPPED = 3;
    static final int FULLY_PRESENT = 6;
    static final int PARTIALLY_PRESENT = 7;

    private static final int PAGE_ENTRIES = TablePages.PAGE_ENTRIES;
    private static final int BULK_ENTRIES = TablePages.BULK_ENTRIES;

    private final StructureSource file;
    private final RandomAccessSource source;
    private final long tableOffset;
    private final long blockCount;
    private final long chunkRatio;
    private final long readableEntries;
    private final int absentUpTo;
    private final TablePages<Page> pages = new TablePages<>(this::readPage);

    /**
     * A table.
     *
     * @param file the file as it is
     * @param source the file as its log makes it
     * @param chunkRatio how many blocks share a sector bitmap, a power of two
     * @param readableEntries how many entries the table has and the file holds
     * @param absentUpTo the greatest state in which a block is not there and hides nothing: 0 with a parent, 3 without
     */
    VhdxTable(
            StructureSource file,
            RandomAccessSource source,
            long tableOffset,
            long blockCount,
            long chunkRatio,
            long readableEntries,
            int absentUpTo) {
        this.file = file;
        this.source = source;
        this.tableOffset = tableOffset;
        this.blockCount = blockCount;
        this.chunkRatio = chunkRatio;
        this.readableEntries = readableEntries;
        this.absentUpTo = absentUpTo;
    }

    /** Returns if the file is open. */
    void requireOpen() throws ClosedChannelException {
        file.requireOpen();
    }

    long chunkRatio() {
        return chunkRatio;
    }

    long tableOffset() {
        return tableOffset;
    }

    /** How many entries the table has and the file holds. */
    long readableEntries() {
        return readableEntries;
    }

    /** The place of a block's entry in the table. */
    long indexOf(long block) {
        return block + block / chunkRatio;
    }

    /** The place of the entry of a chunk's sector bitmap. */
    long bitmapIndexOf(long chunk) {
        return chunk * (chunkRatio + 1) + chunkRatio;
    }

    /** Whether the entry at a place is that of a sector bitmap. */
    boolean isBitmap(long index) {
        return index % (chunkRatio + 1) == chunkRatio;
    }

    /** The block that has its entry at a place, or the first one behind it if that is a sector bitmap's. */
    long blockFrom(long index) {
        return index / (chunkRatio + 1) * chunkRatio + Math.min(chunkRatio, index % (chunkRatio + 1));
    }

    /** The entry of a block as stored, or {@link #MISSING}. */
    long block(long block) throws IOException {
        return entry(indexOf(block));
    }

    /** The entry of a chunk's sector bitmap as stored, or {@link #MISSING}. */
    long bitmap(long chunk) throws IOException {
        return entry(bitmapIndexOf(chunk));
    }

    /**
     * The same as {@link #bitmap} for a look at all of them: there are only a few in a page, so pages are not read for them.
     *
     * @param buffer room for one entry, little-endian
     */
    long bitmapAlone(long chunk, ByteBuffer buffer) throws IOException {
        long index = bitmapIndexOf(chunk);
        if (index >= readableEntries || pages.kept(index / PAGE_ENTRIES) != null) {
            return entry(index);
        }
        requireOpen();
        source.readFully(tableOffset + index * Long.BYTES, buffer.clear());
        return buffer.getLong(0);
    }

    /** The entry at a place as stored, or {@link #MISSING}. */
    long entry(long index) throws IOException {
        if (index >= readableEntries) {
            return MISSING;
        }
        return page(index / PAGE_ENTRIES).entries[(int) (index % PAGE_ENTRIES)];
    }

    /** Whether an entry is that of a block which is not there and hides nothing. */
    private boolean isAbsent(long entry) {
        return (entry & STATE_MASK) <= absentUpTo;
    }

    /**
     * The first block from one on that is there, or hides something, or has no entry; {@link Long#MAX_VALUE} if there is none before
     * {@code end}.
     */
    long nextPresent(long block, long end) throws IOException {
        return next(block, end, absentUpTo);
    }

    /** The first block from one on that has an entry other than 0, or none; {@link Long#MAX_VALUE} if there is none. */
    long nextEntry(long block) throws IOException {
        return next(block, blockCount, -1);
    }

    /** The first place from one on with an entry that is not 0; {@code end} if there is none before it. */
    long nextUsed(long index, long end) throws IOException {
        long last = Math.min(end, readableEntries);
        long at = index;
        while (at < last) {
            long number = at / PAGE_ENTRIES;
            Page page = page(number);
            long pageEnd = number * PAGE_ENTRIES + page.entries.length;
            for (; !page.zero && at < Math.min(last, pageEnd); at++) {
                if (page.entries[(int) (at % PAGE_ENTRIES)] != 0) {
                    return at;
                }
            }
            at = pageEnd;
        }
        return end;
    }

    /** With -1 for the greatest state that is passed over, only entries of 0 are. */
    private long next(long block, long end, int passedUpTo) throws IOException {
        long last = Math.min(end, blockCount);
        long at = block;
        byte[] bulk = null;
        while (at < last) {
            long index = indexOf(at);
            if (index >= readableEntries) {
                return at;
            }
            if (index % BULK_ENTRIES == 0 && at > block && readableEntries - index >= BULK_ENTRIES) {
                bulk = bulk == null ? new byte[BULK_ENTRIES * Long.BYTES] : bulk;
                source.readFully(tableOffset + index * Long.BYTES, ByteBuffer.wrap(bulk));
                if (TablePages.isFilledWith(bulk, (byte) 0)) {
                    at = blockFrom(index + BULK_ENTRIES);
                    continue;
                }
            }
            long number = index / PAGE_ENTRIES;
            Page page = page(number);
            long pageEnd = number * PAGE_ENTRIES + page.entries.length;
            if (passedUpTo < 0 ? !page.zero : !page.absent) {
                for (; index < pageEnd && at < last; at++, index = indexOf(at)) {
                    long entry = page.entries[(int) (index % PAGE_ENTRIES)];
                    if (passedUpTo < 0 ? entry != 0 : (entry & STATE_MASK) > passedUpTo) {
                        return at;
                    }
                }
            } else {
                at = blockFrom(pageEnd);
            }
        }
        return Long.MAX_VALUE;
    }

    /** The block behind a row of blocks that are zeros by their entries, if that is what the file decides about them. */
    long endOfZeros(long block, long end) throws IOException {
        long at = block;
        while (at < Math.min(end, blockCount)) {
            int state = (int) (block(at) & STATE_MASK);
            if (state <= absentUpTo || state > UNMAPPED) {
                break;
            }
            at++;
        }
        return at;
    }

    /** The block behind a row of blocks that are stored whole, each right behind the one before it, from one that is stored whole on. */
    long endOfRow(long block, long end, long blockBytes) throws IOException {
        long place = block(block) & -VhdxConstants.MIB;
        long at = block;
        while (at < Math.min(end, blockCount)) {
            long entry = block(at);
            if ((entry & STATE_MASK) != FULLY_PRESENT || (entry & -VhdxConstants.MIB) != place) {
                break;
            }
            at++;
            place += blockBytes;
        }
        return at;
    }

    private Page page(long number) throws IOException {
        requireOpen();
        return pages.page(number);
    }

    private Page readPage(long number) throws IOException {
        long first = number * PAGE_ENTRIES;
        int count = (int) Math.min(PAGE_ENTRIES, readableEntries - first);
        ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.readFully(tableOffset + first * Long.BYTES, bytes);
        bytes.flip();
        long[] entries = new long[count];
        boolean absent = true;
        boolean zero = true;
        for (int i = 0; i < count; i++) {
            entries[i] = bytes.getLong();
            zero &= entries[i] == 0;
            absent &= isAbsent(entries[i]) || isBitmap(first + i);
        }
        return new Page(number, entries, absent, zero);
    }

    private static final class Page extends TablePages.Page {
        final long[] entries;
        final boolean absent;
        final boolean zero;

        Page(long number, long[] entries, boolean absent, boolean zero) {
            super(number);
            this.zero = zero;
            this.entries = entries;
            this.absent = absent;
        }
    }
}
