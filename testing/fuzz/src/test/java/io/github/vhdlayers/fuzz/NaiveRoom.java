package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.file.FileRegion;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;

/**
 * The obvious search for room in which a block may be that a table does not list: crosses out every byte that a structure or a
 * listed block takes, and looks for a row of the others. Where there is one, or where the file ends early, a table entry of 0 may be
 * a lost one.
 */
final class NaiveRoom {
    private static final int SECTOR = 512;
    private static final int ENTRY = Integer.BYTES;

    private NaiveRoom() {}

    /** Whether a file with a table has such room. */
    static boolean exists(VhdFile file, DynamicDiskHeader header, List<FileRegion> batmaps) throws IOException {
        long dataEnd = file.dataEnd();
        long blocks = (file.sectors() * SECTOR + header.blockBytes() - 1) / header.blockBytes();
        long held = Math.max(0, (dataEnd - header.tableOffset()) / ENTRY);
        if (dataEnd == file.fileSize() || held < Math.min(blocks, header.maxTableEntries())) {
            return true;
        }
        long entries = Math.min(header.maxTableEntries(), held);
        long blockSectors = header.blockBytes() / SECTOR;
        long bitmapBytes = (blockSectors + 4095) / 4096 * SECTOR;
        long blockLength = bitmapBytes + header.blockBytes();
        BitSet structures = structures(file, header, Math.min(blocks, entries), batmaps);
        BitSet taken = (BitSet) structures.clone();
        long tableEntries = entries;
        for (long block = 0; block < entries; block++) {
            long entry = entry(file, header, block);
            if (entry == 0 || entry == 0xFFFF_FFFFL) {
                continue;
            }
            if (block >= blocks) {
                // What is in use behind the disk's last block is as likely a block's data as an entry.
                tableEntries = Math.min(tableEntries, block);
            }
            long start = entry * SECTOR;
            long inDisk = Math.min(blockSectors, file.sectors() - block * blockSectors);
            if (inDisk > 0 && start + bitmapBytes + inDisk * SECTOR > dataEnd) {
                return true;
            }
            int end = (int) Math.min(start + blockLength, file.fileSize());
            if (start < dataEnd && structures.get((int) start, end).isEmpty()) {
                taken.set((int) start, end);
            }
        }
        take(taken, header.tableOffset(), tableEntries * ENTRY, dataEnd);
        for (ParentLocator locator : header.locators()) {
            if (locator.isUsed() && locator.dataOffset() > 0) {
                long most = Limits.defaults().maxLocatorBytes();
                take(taken, locator.dataOffset(), Math.min(locator.roomBytes(), most), dataEnd);
            }
        }
        return hasRow(taken, blockLength, dataEnd);
    }

    /** The bytes in which no block can begin or end. */
    private static BitSet structures(VhdFile file, DynamicDiskHeader header, long entries, List<FileRegion> batmaps) {
        BitSet found = new BitSet();
        found.set(0, SECTOR);
        long fileSize = file.fileSize();
        take(found, file.footer().headerOffset(), 1024, fileSize);
        take(found, header.tableOffset(), entries * ENTRY, fileSize);
        for (ParentLocator locator : header.locators()) {
            if (locator.isUsed()
                    && locator.dataOffset() >= 0
                    && locator.dataOffset() <= fileSize - locator.dataLength()) {
                take(found, locator.dataOffset(), locator.dataLength(), fileSize);
            }
        }
        for (FileRegion map : batmaps) {
            take(found, map.fileOffset(), map.length(), fileSize);
        }
        return found;
    }

    private static void take(BitSet bytes, long start, long length, long fileSize) {
        if (start >= 0 && start < fileSize && length > 0) {
            bytes.set((int) start, (int) Math.min(fileSize, start + length));
        }
    }

    /** Blocks begin at sectors: what is left of a sector behind a structure is no room. */
    private static boolean hasRow(BitSet taken, long length, long end) {
        for (long at = 0; at + length <= end; at += SECTOR) {
            int next = taken.nextSetBit((int) at);
            if (next < 0 || next >= at + length) {
                return true;
            }
        }
        return false;
    }

    /** An entry as stored, which must be in the file. */
    static long entry(VhdFile file, DynamicDiskHeader header, long block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY);
        file.readRaw(header.tableOffset() + block * ENTRY, bytes);
        return bytes.getInt(0) & 0xFFFF_FFFFL;
    }
}
