package io.github.vhdlayers.testkit;

/**
 * What a recipe may not ask for. An image is always one that some tool could have written, and its right content is
 * known; what is broken on purpose is broken afterwards, by a {@link Mutation}.
 */
final class RecipeRules {
    /** A table of 128 MiB: enough for the largest disk in blocks of 64 KiB. */
    private static final long MOST_TABLE_ENTRIES = 1L << 25;

    private static final long LARGEST_BLOCK = 1L << 30;
    private static final int PARENT_NAME_UNITS = 256;

    private RecipeRules() {}

    /** @throws IllegalArgumentException if the recipe contradicts itself or the format */
    static void check(Recipe recipe) {
        if (recipe.hasBlocks()) {
            checkBlocks(recipe);
        } else {
            checkFixed(recipe);
        }
        if (recipe.kind != DiskKind.DIFFERENCING) {
            require(recipe.locators.isEmpty(), "only a differencing disk has parent locators");
        }
        require(recipe.parentName.length() <= PARENT_NAME_UNITS, "the parent name is longer than 256 UTF-16 units");
        require(!recipe.staleBitmaps || recipe.batmap, "stale bitmaps need a batmap that makes up for them");
    }

    private static void checkBlocks(Recipe recipe) {
        long blockSize = recipe.blockSize;
        require(
                blockSize >= Sectors.BYTES && blockSize <= LARGEST_BLOCK && blockSize % Sectors.BYTES == 0,
                "a block has a whole number of sectors, from one sector to 1 GiB, not " + blockSize + " bytes");
        long blocks = Sectors.unitsFor(recipe.size, blockSize);
        require(
                Math.max(blocks, recipe.maxTableEntries) <= MOST_TABLE_ENTRIES,
                "a table of more than " + MOST_TABLE_ENTRIES + " entries would be written");
        require(
                recipe.allocated.length() <= blocks,
                "block " + (recipe.allocated.length() - 1) + " is allocated on a disk of " + blocks + " blocks");
    }

    private static void checkFixed(Recipe recipe) {
        require(recipe.allocated.isEmpty(), "a fixed disk has no blocks to allocate");
        require(recipe.residue.pieces() == 0, "a fixed disk has no clear bits to hide residue under");
        require(recipe.slack == null, "a fixed disk has no last block with slack");
        require(!recipe.batmap, "a fixed disk has no batmap");
        require(recipe.footerForm != FooterForm.HEAD_ONLY, "a fixed disk has no copy of the footer at its start");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
