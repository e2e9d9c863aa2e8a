package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Groups: where their bitmaps and tables are, and which inodes and blocks are in use. Not thread-safe. */
final class ExtGroups {
    private static final int NO_INODES = 0x1;
    private static final int NO_BLOCKS = 0x2;

    private final VolumeBytes bytes;
    private final ExtSuper superblock;
    private long bitmapGroup = -1;
    private ByteBuffer inodeBitmap = ByteBuffer.allocate(0);

    ExtGroups(VolumeBytes bytes, ExtSuper superblock) {
        this.bytes = bytes;
        this.superblock = superblock;
    }

    /**
     * A group's descriptor.
     *
     * @param flags only if the volume has checksums of groups
     * @param unusedInodes how many at the end of its table were never used
     */
    record Group(long number, long blockBitmap, long inodeBitmap, long inodeTable, int flags, long unusedInodes) {
        boolean hasNoInodes() {
            return (flags & NO_INODES) != 0;
        }

        boolean hasNoBlocks() {
            return (flags & NO_BLOCKS) != 0;
        }
    }

    /** The descriptor of a group. */
    Group group(long number) throws IOException {
        int size = superblock.descriptorBytes();
        long perBlock = superblock.blockBytes() / size;
        ByteBuffer in = bytes.read(
                descriptorBlock(number / perBlock) * superblock.blockBytes() + number % perBlock * size, size);
        boolean wide = size >= 64;
        // In a copy the flags and counts are those of the time when it was made: what was used since would be missing.
        boolean checked = superblock.hasGroupChecksums() && superblock.descriptorGroup() == 0;
        return new Group(
                number,
                ExtSuper.unsigned(in, 0) | (wide ? ExtSuper.unsigned(in, 0x20) << 32 : 0),
                ExtSuper.unsigned(in, 4) | (wide ? ExtSuper.unsigned(in, 0x24) << 32 : 0),
                ExtSuper.unsigned(in, 8) | (wide ? ExtSuper.unsigned(in, 0x28) << 32 : 0),
                checked ? Short.toUnsignedInt(in.getShort(0x12)) : 0,
                checked
                        ? Short.toUnsignedInt(in.getShort(0x1C))
                                | (wide ? Short.toUnsignedInt(in.getShort(0x32)) << 16 : 0)
                        : 0);
    }

    /** Where the n-th block of descriptors is. */
    private long descriptorBlock(long index) {
        if (!superblock.has(ExtSuper.META_GROUPS) || index < superblock.firstMetaGroup()) {
            if (superblock.descriptorGroup() != 0) {
                return firstBlock(superblock.descriptorGroup()) + 1 + index;
            }
            // Behind the block of the superblock, which with clusters is not the first data block.
            return (superblock.blockBytes() == ExtSuper.AT ? 1 : 0) + 1 + index;
        }
        // Each meta group has its own descriptors in its first group, behind a copy of the superblock if there is one.
        long perBlock = superblock.blockBytes() / superblock.descriptorBytes();
        long first = index * perBlock;
        return superblock.firstDataBlock()
                + first * superblock.blocksPerGroup()
                + (superblock.hasSuperblock(first) ? 1 : 0);
    }

    /**
     * An inode.
     *
     * @throws IOException if there is none of that number, or it cannot be read
     */
    Inode inode(long number) throws IOException {
        if (number < 1 || number > superblock.inodes()) {
            throw new IOException("there is no inode " + number);
        }
        Group group = group((number - 1) / superblock.inodesPerGroup());
        long index = (number - 1) % superblock.inodesPerGroup();
        long place = group.inodeTable() * superblock.blockBytes() + index * superblock.inodeBytes();
        if (!superblock.isBlock(group.inodeTable())) {
            throw new IOException("the table of inode " + number + " is at block " + group.inodeTable()
                    + ", which the volume does not have");
        }
        boolean unused = isNeverUsed(group, index);
        ByteBuffer in = unused
                ? ByteBuffer.allocate(superblock.inodeBytes()).order(java.nio.ByteOrder.LITTLE_ENDIAN)
                : bytes.read(place, superblock.inodeBytes());
        return new Inode(number, in, place, !unused && isAllocated(group, index, in));
    }

    /** Whether a place in a table was never written, so that what is there means nothing. */
    private boolean isNeverUsed(Group group, long index) {
        return group.hasNoInodes() || index >= superblock.inodesPerGroup() - group.unusedInodes();
    }

    private boolean isAllocated(Group group, long index, ByteBuffer inode) {
        try {
            return isAllocated(group, index);
        } catch (IOException e) {
            // Without the bitmap the inode itself says it: it has names, and was not deleted.
            return inode.getShort(0x1A) != 0 && inode.getInt(0x14) == 0;
        }
    }

    private boolean isAllocated(Group group, long index) throws IOException {
        if (bitmapGroup != group.number()) {
            bitmapGroup = -1;
            inodeBitmap = bytes.read(
                    group.inodeBitmap() * superblock.blockBytes(), (int) ((superblock.inodesPerGroup() + 7) / 8));
            bitmapGroup = group.number();
        }
        return (inodeBitmap.get((int) (index / 8)) >> index % 8 & 1) != 0;
    }

    /** How many inodes of a group may have been used. */
    long usedInodes(Group group) {
        return group.hasNoInodes() ? 0 : Math.max(0, superblock.inodesPerGroup() - group.unusedInodes());
    }

    /** The bitmap of a group's blocks, a bit a cluster; computed if it is unwritten. */
    ByteBuffer blockBitmap(Group group) throws IOException {
        int size = (int) ((superblock.blocksPerGroup() / superblock.clusterBlocks() + 7) / 8);
        if (!group.hasNoBlocks()) {
            return bytes.read(group.blockBitmap() * superblock.blockBytes(), size);
        }
        ByteBuffer computed = ByteBuffer.allocate(size);
        long first = firstBlock(group.number());
        if (superblock.hasSuperblock(group.number())) {
            mark(computed, first, first, 1 + descriptorBlocks(group.number()));
        } else if (superblock.has(ExtSuper.META_GROUPS)) {
            mark(computed, first, first, descriptorBlocks(group.number()));
        }
        // With flexible groups, tables of others may be here, and this one's elsewhere.
        long flex = superblock.groupsPerFlex();
        long from = group.number() / flex * flex;
        long tableBlocks = (superblock.inodesPerGroup() * superblock.inodeBytes() + superblock.blockBytes() - 1)
                / superblock.blockBytes();
        for (long other = from; other < Math.min(from + Math.min(flex, 4096), superblock.groups()); other++) {
            Group of = other == group.number() ? group : group(other);
            mark(computed, first, of.blockBitmap(), 1);
            mark(computed, first, of.inodeBitmap(), 1);
            mark(computed, first, of.inodeTable(), tableBlocks);
        }
        return computed;
    }

    private long descriptorBlocks(long group) {
        long perBlock = superblock.blockBytes() / superblock.descriptorBytes();
        long all = (superblock.groups() + perBlock - 1) / perBlock;
        if (!superblock.has(ExtSuper.META_GROUPS) || group / perBlock < superblock.firstMetaGroup()) {
            long old = superblock.has(ExtSuper.META_GROUPS) ? Math.min(all, superblock.firstMetaGroup()) : all;
            return old + superblock.reservedTableBlocks();
        }
        long within = group % perBlock;
        return within == 0 || within == 1 || within == perBlock - 1 ? 1 : 0;
    }

    private void mark(ByteBuffer bitmap, long first, long block, long count) {
        long from = Math.max(block, first);
        long to = Math.min(block + count, first + superblock.blocksPerGroup());
        for (long at = from; at < to; at++) {
            long bit = (at - first) / superblock.clusterBlocks();
            bitmap.put((int) (bit / 8), (byte) (bitmap.get((int) (bit / 8)) | 1 << bit % 8));
        }
    }

    /** The first block of a group. */
    long firstBlock(long group) {
        return superblock.firstDataBlock() + group * superblock.blocksPerGroup();
    }
}
