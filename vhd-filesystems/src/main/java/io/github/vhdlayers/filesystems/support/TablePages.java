package io.github.vhdlayers.filesystems.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A table of a volume with an entry for each cluster, read in pages of which up to 8 MiB are kept: a chain may jump in it at every
 * step. Not thread-safe.
 */
public final class TablePages {
    private static final int PAGE = 1 << 13;
    private static final int SLOTS = 1 << 10;
    private static final int SECTOR = 512;

    private final VolumeBytes bytes;
    private final long start;
    private final long length;
    /** A page of number p is in place p mod {@link #SLOTS}, beside its number + 1, or minus that if it cannot be read as a whole. */
    private final @Nullable ByteBuffer[] pages = new @Nullable ByteBuffer[SLOTS];

    private final long[] numbers = new long[SLOTS];

    /**
     * Looks at nothing yet.
     *
     * @param start where the table begins in the volume
     * @param length how many bytes it has
     */
    public TablePages(VolumeBytes bytes, long start, long length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    /**
     * The byte at a place of the table, without a sign.
     *
     * @throws IOException if it is behind the table's end, or its sector cannot be read
     */
    public int u8(long at) throws IOException {
        ByteBuffer page = page(at, 1);
        return Byte.toUnsignedInt(page.get((int) (at % page.capacity())));
    }

    /**
     * Four bytes from a place of the table on, little-endian and without a sign.
     *
     * @param at a multiple of 4
     * @throws IOException if they are behind the table's end, or their sector cannot be read
     */
    public long le32(long at) throws IOException {
        ByteBuffer page = page(at, Integer.BYTES);
        return Integer.toUnsignedLong(page.getInt((int) (at % page.capacity())));
    }

    /** The page of a place, or the sector if the page cannot be read. */
    private ByteBuffer page(long at, int count) throws IOException {
        if (at < 0 || at > length - count) {
            throw new IOException("byte " + at + " of a table of " + length + " bytes");
        }
        long number = at / PAGE;
        int slot = (int) (number % SLOTS);
        ByteBuffer kept = pages[slot];
        if (kept != null && numbers[slot] == number + 1) {
            return kept;
        }
        if (numbers[slot] != -(number + 1)) {
            try {
                return keep(slot, number);
            } catch (IOException e) {
                // A sector near the one that is wanted may be unreadable, which says nothing about the others.
                pages[slot] = null;
                numbers[slot] = -(number + 1);
            }
        }
        long sector = at - at % SECTOR;
        return padded(bytes.read(start + sector, (int) Math.min(SECTOR, length - sector)), SECTOR);
    }

    private ByteBuffer keep(int slot, long number) throws IOException {
        long first = number * PAGE;
        ByteBuffer page = padded(bytes.readOnce(start + first, (int) Math.min(PAGE, length - first)), PAGE);
        pages[slot] = page;
        numbers[slot] = number + 1;
        return page;
    }

    /** The last piece of a table may be shorter; what is behind it is never asked for. */
    private static ByteBuffer padded(ByteBuffer piece, int capacity) {
        if (piece.capacity() == capacity) {
            return piece;
        }
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(piece);
    }
}
