package io.github.vhdlayers.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Byte ranges of a disk that cross every kind of boundary in an unpleasant manner: what any way of reading the disk is
 * to be tried with.
 */
public final class AwkwardRanges {
    /** Ranges longer than this are left out, so that a table for a huge disk can be read with little memory. */
    public static final int LONGEST = 64 << 20;

    private final long diskSize;
    private final Set<Range> ranges = new LinkedHashSet<>();

    private AwkwardRanges(long diskSize) {
        this.diskSize = diskSize;
    }

    /**
     * A range of bytes of the virtual disk.
     *
     * @param offset virtual offset of the first byte
     * @param length in bytes, possibly 0
     */
    public record Range(long offset, int length) {}

    /**
     * The table for one disk: no range twice, all of them inside the disk, the same at every call.
     *
     * @param diskSize bytes of the disk
     * @param blockSize bytes of a block; for a disk that has none, any size at which something else changes
     */
    public static List<Range> of(long diskSize, long blockSize) {
        if (blockSize < 1) {
            throw new IllegalArgumentException("not a block size: " + blockSize);
        }
        AwkwardRanges table = new AwkwardRanges(diskSize);
        table.add(0, 0);
        table.add(diskSize, 0);
        table.add(0, diskSize);
        table.around(0, Sectors.BYTES);
        table.around(Sectors.BYTES, Sectors.BYTES);
        table.around(diskSize / 2 / Sectors.BYTES * Sectors.BYTES, Sectors.BYTES);
        table.around(blockSize, blockSize);
        table.around(diskSize / blockSize / 2 * blockSize, blockSize);
        table.around(diskSize / blockSize * blockSize, blockSize);
        table.around(diskSize, blockSize);
        // Bits of a bitmap's byte and of a 64-bit word.
        table.around(8L * Sectors.BYTES, Sectors.BYTES);
        table.around(64L * Sectors.BYTES, Sectors.BYTES);
        table.add(1, diskSize - 1);
        table.add(0, diskSize - 1);
        table.add(1, diskSize - 2);
        table.add(diskSize / 3, diskSize / 3);
        return List.copyOf(table.ranges);
    }

    /** Ranges that begin, end or straddle at {@code boundary}, with lengths about {@code unit}. */
    private void around(long boundary, long unit) {
        for (long length : new long[] {1, 2, 511, 512, 513, unit - 1, unit, unit + 1, 2 * unit + 2}) {
            add(boundary, length);
            add(boundary - length, length);
            add(boundary - 1, length);
            add(boundary + 1, length);
            add(boundary - length / 2, length);
            add(boundary - length + 1, length);
        }
        add(boundary, 0);
    }

    private void add(long offset, long length) {
        if (offset >= 0 && length >= 0 && length <= LONGEST && length <= diskSize - offset) {
            ranges.add(new Range(offset, (int) length));
        }
    }
}
