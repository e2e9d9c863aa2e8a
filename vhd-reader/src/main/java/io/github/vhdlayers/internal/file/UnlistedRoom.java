package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file has room for a block that its table does not list, or may have had it before it was cut off.
 *
 * <p>It decides what a table entry of 0 means. Programs that make a table longer leave 0 for blocks that were never written; a
 * rescue tool leaves 0 for a sector that it could not read, and then the blocks are still in the file.
 */
final class UnlistedRoom {
    private final BlockAllocationTable wholeTable;
    private final DynamicDiskHeader header;
    private final List<FileRegion> structures;
    private final long blockLength;
    private final long sectors;
    private final long dataEnd;
    private final boolean cutOff;
    private final Limits limits;
    private volatile @Nullable Boolean answer;

    /**
     * Looks at nothing yet.
     *
     * @param wholeTable all entries that the header claims and the file holds
     * @param structures where the file's other structures are
     * @param blockLength how many bytes of the file a block takes, with its bitmap
     * @param sectors how many sectors the disk has
     * @param dataEnd where the part of the file ends that can hold blocks
     * @param cutOff whether the file is known to end early
     */
    UnlistedRoom(
            BlockAllocationTable wholeTable,
            DynamicDiskHeader header,
            List<FileRegion> structures,
            long blockLength,
            long sectors,
            long dataEnd,
            boolean cutOff,
            Limits limits) {
        this.wholeTable = wholeTable;
        this.header = header;
        this.structures = List.copyOf(structures);
        this.blockLength = blockLength;
        this.sectors = sectors;
        this.dataEnd = dataEnd;
        this.cutOff = cutOff;
        this.limits = limits;
    }

    /**
     * Whether there is such room. Reads the table once, when it is first asked; true also where the table lists more blocks than
     * are examined together.
     *
     * @throws IOException if the table cannot be read
     */
    boolean exists() throws IOException {
        Boolean known = answer;
        if (known == null) {
            synchronized (this) {
                known = answer;
                if (known == null) {
                    known = cutOff || find();
                    answer = known;
                }
            }
        }
        return known;
    }

    private boolean find() throws IOException {
        int most = limits.maxExaminedBlocks();
        int[] starts = new int[64];
        int count = 0;
        long blockSectors = header.blockBytes() / VhdConstants.SECTOR_BYTES;
        long bitmapBytes = blockLength - header.blockBytes();
        long end = wholeTable.usedEntries();
        long tableEnd = header.tableOffset();
        for (long block = wholeTable.nextPresent(0, end); block < end; block = wholeTable.nextPresent(block + 1, end)) {
            long start = wholeTable.entry(block) * VhdConstants.SECTOR_BYTES;
            long inDisk = Math.min(blockSectors, sectors - block * blockSectors);
            if (inDisk > 0 && start + bitmapBytes + inDisk * VhdConstants.SECTOR_BYTES > dataEnd) {
                return true;
            }
            if (start >= dataEnd || isStructure(start)) {
                continue;
            }
            if (count == most) {
                return true;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, Math.min(most, count * 2));
            }
            // Sectors are numbers of 32 bits without a sign: with the highest bit turned they sort as such.
            starts[count++] = (int) (start / VhdConstants.SECTOR_BYTES) ^ Integer.MIN_VALUE;
        }
        tableEnd += spareEntriesEnd() * Integer.BYTES;
        Arrays.sort(starts, 0, count);
        return hasGap(starts, count, tableEnd);
    }

    private boolean isStructure(long start) {
        for (FileRegion region : structures) {
            if (start < region.end() && region.fileOffset() < start + blockLength) {
                return true;
            }
        }
        return false;
    }

    /** Behind which entry the table is no longer mere room to grow: an entry in use there is a block's data as likely as not. */
    private long spareEntriesEnd() throws IOException {
        long blocks = (sectors * VhdConstants.SECTOR_BYTES + header.blockBytes() - 1) / header.blockBytes();
        long listed = wholeTable.usedEntries();
        return blocks >= listed ? listed : Math.min(listed, wholeTable.nextPresent(blocks, listed));
    }

    private boolean hasGap(int[] starts, int count, long tableEnd) {
        List<FileRegion> taken = new ArrayList<>(structures);
        taken.add(new FileRegion(FileRegion.Kind.TABLE, header.tableOffset(), tableEnd - header.tableOffset(), -1));
        for (ParentLocator locator : header.locators()) {
            if (locator.isUsed() && locator.dataOffset() > 0 && locator.dataOffset() < dataEnd) {
                long room = Math.min(locator.roomBytes(), limits.maxLocatorBytes());
                taken.add(new FileRegion(FileRegion.Kind.LOCATOR, locator.dataOffset(), Math.max(0, room), -1));
            }
        }
        taken.sort(Comparator.comparingLong(FileRegion::fileOffset));
        long covered = 0;
        int block = 0;
        int structure = 0;
        while (block < count || structure < taken.size()) {
            long blockStart = block < count
                    ? Integer.toUnsignedLong(starts[block] ^ Integer.MIN_VALUE) * VhdConstants.SECTOR_BYTES
                    : Long.MAX_VALUE;
            boolean isBlock = structure == taken.size()
                    || blockStart <= taken.get(structure).fileOffset();
            long start = isBlock ? blockStart : taken.get(structure).fileOffset();
            if (start - covered >= blockLength) {
                return true;
            }
            long after = isBlock
                    ? blockStart + blockLength
                    : roundUp(taken.get(structure).end());
            covered = Math.max(covered, after);
            if (isBlock) {
                block++;
            } else {
                structure++;
            }
        }
        return dataEnd - covered >= blockLength;
    }

    private static long roundUp(long bytes) {
        return (bytes + VhdConstants.SECTOR_BYTES - 1) / VhdConstants.SECTOR_BYTES * VhdConstants.SECTOR_BYTES;
    }
}
