package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What all parts of the reader of one volume stand on. Not thread-safe. */
final class ExtVolume {
    final FileSystemInfo info;
    final VolumeBytes bytes;
    final ExtSuper superblock;
    final ExtGroups groups;
    final ExtBudget budget;
    final @Nullable JournalOverlay overlay;

    /** @param overlay which blocks are read from the journal; null if none is */
    ExtVolume(FileSystemInfo info, VolumeBytes bytes, ExtSuper superblock, @Nullable JournalOverlay overlay) {
        this.overlay = overlay;
        this.info = info;
        this.bytes = bytes;
        this.superblock = superblock;
        this.groups = new ExtGroups(bytes, superblock);
        this.budget = new ExtBudget(superblock);
    }

    /** A block. */
    ByteBuffer block(long number) throws IOException {
        return bytes.read(number * superblock.blockBytes(), superblock.blockBytes());
    }

    /** Where a part of a block is on the disk: in the journal if that has a newer state of it. */
    long diskPlace(long place) {
        int size = superblock.blockBytes();
        long block = place / size;
        long source = overlay == null ? block : overlay.sourceOf(block);
        return bytes.diskOffset() + source * size + place % size;
    }

    /** Where the blocks of a file, folder or long link are. */
    BlockMap map(Inode inode, int maxExtents) {
        int block = superblock.blockBytes();
        long size = inode.size(superblock);
        long blocks = size / block + (size % block == 0 ? 0 : 1);
        BlockMap map = new BlockMap(bytes.diskOffset(), bytes.length(), block, blocks, maxExtents, overlay);
        if (size < 0 || blocks > 1L << 48) {
            map.problem("its size of " + Long.toUnsignedString(size) + " bytes is impossible");
            return map;
        }
        if (inode.isCompressed() && superblock.has(ExtSuper.COMPRESSION)) {
            map.problem("is compressed, which is not read");
            map.lost(blocks);
            return map;
        }
        if (inode.hasExtents()) {
            ExtentTree.read(this, inode, map);
        } else {
            IndirectBlocks.read(this, inode, map);
        }
        budget.listsRead(inode.number(), map.lists().size());
        return map;
    }
}
