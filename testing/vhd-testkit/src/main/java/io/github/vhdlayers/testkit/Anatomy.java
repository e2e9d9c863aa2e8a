package io.github.vhdlayers.testkit;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a mutation needs to know of an intact image: where its structures are, and the values that decide what would be
 * wrong in them.
 *
 * @param size bytes of the virtual disk
 * @param blockSize bytes of data in a block, 0 for a fixed disk
 * @param headerEntries the header's maximum of table entries, 0 for a fixed disk
 * @param headCopy whether the file begins with a copy of the footer
 */
record Anatomy(
        DiskKind kind,
        long size,
        long blockSize,
        long headerEntries,
        boolean headCopy,
        UniqueId id,
        Positions positions) {

    boolean hasBlocks() {
        return kind != DiskKind.FIXED;
    }

    boolean hasTail() {
        return positions.tailBytes > 0;
    }

    long sectorsPerBlock() {
        return blockSize / Sectors.BYTES;
    }

    long fileSectors() {
        return positions.fileLength / Sectors.BYTES;
    }

    /** Blocks the disk needs; the table may have more entries. */
    int blocks() {
        return hasBlocks() ? (int) Sectors.unitsFor(size, blockSize) : 0;
    }

    OptionalInt firstAllocated() {
        return allocated().findFirst();
    }

    OptionalInt secondAllocated() {
        return allocated().skip(1).findFirst();
    }

    OptionalInt firstAbsent() {
        return IntStream.range(0, Math.min(blocks(), positions.entries.length))
                .filter(block -> positions.entries[block] == -1)
                .findFirst();
    }

    OptionalInt firstLocator() {
        return IntStream.range(0, Locator.SLOTS)
                .filter(slot -> positions.locators[slot] != Positions.NONE && positions.locatorLengths[slot] > 0)
                .findFirst();
    }

    /** Position in the file of a block's table entry. */
    long entryOffset(int block) {
        return positions.table + (long) block * Integer.BYTES;
    }

    private IntStream allocated() {
        return IntStream.range(0, Math.min(blocks(), positions.entries.length))
                .filter(block -> positions.entries[block] != -1);
    }
}
