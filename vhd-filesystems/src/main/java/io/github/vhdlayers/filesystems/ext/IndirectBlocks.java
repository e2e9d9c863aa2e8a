package io.github.vhdlayers.filesystems.ext;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Follows direct and indirect blocks. The three levels are the format's, not the disk's. */
final class IndirectBlocks {
    private static final int DIRECT = 12;
    private static final int LEVELS = 3;

    private final ExtVolume volume;
    private final Inode inode;
    private final BlockMap map;
    private final long perBlock;

    private IndirectBlocks(ExtVolume volume, Inode inode, BlockMap map) {
        this.volume = volume;
        this.inode = inode;
        this.map = map;
        this.perBlock = volume.superblock.blockBytes() / 4;
    }

    /** Adds all blocks of a file to its map. */
    static void read(ExtVolume volume, Inode inode, BlockMap map) {
        IndirectBlocks reader = new IndirectBlocks(volume, inode, map);
        ByteBuffer blocks = inode.blocks();
        for (int i = 0; i < DIRECT && reader.goesOn(); i++) {
            reader.data(ExtSuper.unsigned(blocks, i * 4));
        }
        long span = 1;
        for (int level = 1; level <= LEVELS && reader.goesOn(); level++) {
            span *= reader.perBlock;
            reader.tree(ExtSuper.unsigned(blocks, (DIRECT + level - 1) * 4), level, span);
        }
        if (map.next() < map.sizeBlocks() && !map.isFull()) {
            map.problem("its size is more than blocks can be named for");
            map.lost(map.sizeBlocks() - map.next());
        }
    }

    private boolean goesOn() {
        return map.next() < map.sizeBlocks() && !map.isFull();
    }

    private void data(long block) {
        if (block == 0) {
            map.hole(1);
        } else if (volume.superblock.isBlock(block)) {
            map.stored(block, 1);
        } else {
            map.problem(
                    "its block " + map.next() + " is stored in block " + block + ", which the volume does not have");
            map.lost(1);
        }
    }

    /** Goes through a block of numbers, three levels deep at most; of itself it may well be part, and is refused then. */
    private void tree(long block, int level, long span) {
        if (block == 0) {
            map.hole(span);
            return;
        }
        String refusal = volume.superblock.isBlock(block)
                ? volume.budget.list(inode.number(), block, map.lists().size())
                : "its numbers of blocks are in block " + block + ", which the volume does not have";
        if (refusal != null) {
            map.problem(refusal);
            map.lost(span);
            return;
        }
        map.addList(block);
        ByteBuffer numbers;
        try {
            numbers = volume.block(block);
        } catch (IOException e) {
            map.problem("its block " + block + " of numbers cannot be read: " + e.getMessage());
            map.lost(span);
            return;
        }
        for (int i = 0; i < perBlock && goesOn(); i++) {
            long number = ExtSuper.unsigned(numbers, i * 4);
            if (level == 1) {
                data(number);
            } else {
                tree(number, level - 1, span / perBlock);
            }
        }
    }
}
