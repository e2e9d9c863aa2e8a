package io.github.vhdlayers.testkit;

import java.util.Arrays;

/**
 * Where each structure of one image is. All positions are absolute file offsets in bytes; {@link #NONE} where the
 * image has no such structure.
 */
public final class Positions {
    /** There is no such structure in the image. */
    public static final long NONE = -1;

    // Filled in by the planner before anyone else sees the object.
    long header = NONE;
    long table = NONE;
    long tableBytes;
    long tablePaddedEnd = NONE;
    byte tablePadding;
    long batmap = NONE;
    final long[] locators = new long[Locator.SLOTS];
    final long[] locatorSpaces = new long[Locator.SLOTS];
    final int[] locatorLengths = new int[Locator.SLOTS];
    long bitmapBytes;
    /** The table as it is written: bitmap positions in sectors, all one-bits for an absent block. */
    int[] entries = {};
    /** Allocated blocks in the order in which they are in the file. */
    int[] blocks = {};

    long tail = NONE;
    int tailBytes;
    long fileLength;

    Positions() {
        Arrays.fill(locators, NONE);
    }

    /** The dynamic header. */
    public long headerOffset() {
        return header;
    }

    /** The block allocation table. */
    public long tableOffset() {
        return table;
    }

    /** The table's length in bytes, rounded up to whole sectors. */
    public long tableBytes() {
        return tableBytes;
    }

    /** The batmap's header. */
    public long batmapOffset() {
        return batmap;
    }

    /**
     * The data of a parent locator.
     *
     * @param slot 0 to 7
     */
    public long locatorOffset(int slot) {
        return locators[slot];
    }

    /**
     * Bytes reserved for the data of a parent locator, 0 for an unused slot.
     *
     * @param slot 0 to 7
     */
    public long locatorSpace(int slot) {
        return locatorSpaces[slot];
    }

    /**
     * Bytes of data of a parent locator, 0 for an unused slot.
     *
     * @param slot 0 to 7
     */
    public int locatorLength(int slot) {
        return locatorLengths[slot];
    }

    /** The sector bitmap of a block, {@link #NONE} if the block is not allocated. */
    public long bitmapOffset(long block) {
        int entry = entries[Math.toIntExact(block)];
        return entry == -1 ? NONE : Integer.toUnsignedLong(entry) * Sectors.BYTES;
    }

    /** The data of a block, right behind its bitmap; {@link #NONE} if the block is not allocated. */
    public long blockDataOffset(long block) {
        long bitmap = bitmapOffset(block);
        return bitmap == NONE ? NONE : bitmap + bitmapBytes;
    }

    /** The table's entry for a block in its 32 bits, unsigned; 0xFFFFFFFF if the block is not allocated. */
    public long tableEntry(long block) {
        return Integer.toUnsignedLong(entries[Math.toIntExact(block)]);
    }

    /** Numbers of the allocated blocks, in the order in which they are in the file. */
    public int[] blocksInFileOrder() {
        return blocks.clone();
    }

    /** The footer at the end, or where it would begin if the image leaves it out. */
    public long tailOffset() {
        return tail;
    }

    /** Bytes of the footer at the end: 512, 511 or 0. */
    public int tailBytes() {
        return tailBytes;
    }

    /** The whole file, trailing junk included. */
    public long fileLength() {
        return fileLength;
    }
}
