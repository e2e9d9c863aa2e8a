package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.util.Arrays;

/**
 * How many sectors of a file belong to more than one block. Honest files have none, so what a whole disk costs is bounded by what
 * its files hold; a table that names one place again and again makes a terabyte, or a billion runs, of a few kilobytes.
 */
final class SharedPlaces {
    private final BlockLayout blocks;
    private final String name;
    private final Limits limits;
    private volatile long shared = -1;

    SharedPlaces(BlockLayout blocks, String name, Limits limits) {
        this.blocks = blocks;
        this.name = name;
        this.limits = limits;
    }

    /** Throws if there are too many; reads the table once, when it is first asked. */
    void requireFew() throws IOException {
        long known = shared;
        if (known < 0) {
            known = count();
            shared = known;
        }
        if (known > limits.maxSharedSectors()) {
            throw new LimitException(
                    new Problem(
                            ErrorCode.BLOCKS_SHARE_PLACES,
                            name,
                            "block allocation table",
                            "sectors in more than one block",
                            "at most " + limits.maxSharedSectors(),
                            Long.toString(known),
                            blocks.tableOffset()),
                    limits.maxSharedSectors(),
                    known);
        }
    }

    private long count() throws IOException {
        int[] starts = new int[64];
        int count = 0;
        long end = blocks.readableEntries();
        for (long block = blocks.nextPresent(0, end); block < end; block = blocks.nextPresent(block + 1, end)) {
            long place = blocks.place(block);
            if (place >= 0) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                // Sectors are numbers of 32 bits without a sign: with the highest bit turned they sort as such.
                starts[count++] = (int) (place / VhdConstants.SECTOR_BYTES) ^ Integer.MIN_VALUE;
            }
        }
        Arrays.sort(starts, 0, count);
        long length = (blocks.bitmapBytes() + blocks.blockBytes()) / VhdConstants.SECTOR_BYTES;
        long sum = 0;
        for (int i = 1; i < count; i++) {
            long apart = Integer.toUnsignedLong(starts[i] ^ Integer.MIN_VALUE)
                    - Integer.toUnsignedLong(starts[i - 1] ^ Integer.MIN_VALUE);
            sum += Math.max(0, length - apart);
        }
        return sum;
    }
}
