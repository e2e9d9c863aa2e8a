package io.github.vhdlayers.testkit;

import java.util.BitSet;

/** Which blocks of a disk have room in the file, and in which order they are there. */
final class Allocation {
    private Allocation() {}

    /** The allocated blocks' numbers in file order; none for a fixed disk. */
    static int[] blocksInFileOrder(Recipe recipe) {
        if (!recipe.hasBlocks()) {
            return new int[0];
        }
        BitSet allocated = (BitSet) recipe.allocated.clone();
        allocate(allocated, recipe.owned, recipe.sectorsPerBlock());
        allocate(allocated, recipe.residue, recipe.sectorsPerBlock());
        if (recipe.slack != null && recipe.size % recipe.blockSize != 0) {
            allocated.set(recipe.blocks() - 1);
        }
        int[] blocks = allocated.stream().toArray();
        switch (recipe.order) {
            case ASCENDING -> {}
            case DESCENDING -> reverse(blocks);
            case SHUFFLED -> new SplitMix(recipe.seed ^ 0x0DDE).shuffle(blocks);
        }
        return blocks;
    }

    private static void allocate(BitSet blocks, SectorMap map, long sectorsPerBlock) {
        for (int piece = 0; piece < map.pieces(); piece++) {
            int first = (int) (map.start(piece) / sectorsPerBlock);
            int last = (int) ((map.end(piece) - 1) / sectorsPerBlock);
            blocks.set(first, last + 1);
        }
    }

    private static void reverse(int[] values) {
        for (int i = 0, j = values.length - 1; i < j; i++, j--) {
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }
}
