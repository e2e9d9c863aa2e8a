package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides where each structure of an image goes. */
final class LayoutPlanner {
    private static final long PAGE = 4096;
    private static final int HEADER_BYTES = 1024;
    private static final int BATMAP_HEADER_BYTES = 512;
    private static final long WINDOWS_SPACE_BEHIND_TABLE = 65536;
    private static final long MOST_GAP_SECTORS = 7;
    private static final long LAST_ENTRY = 0xFFFF_FFFEL;

    private final Recipe recipe;
    private final Positions positions = new Positions();
    /** First byte of the file that is not yet given away. */
    private long at;

    private LayoutPlanner(Recipe recipe) {
        this.recipe = recipe;
    }

    /**
     * The places of an image's structures.
     *
     * @param recipe a checked recipe
     * @param blocks numbers of the allocated blocks in their order in the file, empty for fixed disks
     */
    static Positions plan(Recipe recipe, int[] blocks) {
        return new LayoutPlanner(recipe).plan(blocks);
    }

    private Positions plan(int[] blocks) {
        positions.blocks = blocks;
        if (recipe.hasBlocks()) {
            positions.tableBytes = Sectors.roundUp((long) recipe.tableEntries() * Integer.BYTES, Sectors.BYTES);
            positions.bitmapBytes = recipe.bitmapBytes();
            positions.entries = new int[recipe.tableEntries()];
            Arrays.fill(positions.entries, -1);
            at = Sectors.BYTES;
            switch (recipe.layout) {
                case WINDOWS -> windows();
                case COMPACT -> compact();
                case SCATTERED -> scattered();
            }
        } else {
            at = recipe.size;
        }
        positions.tail = at;
        positions.tailBytes = switch (recipe.footerForm) {
            case FULL, TAIL_ONLY -> Sectors.BYTES;
            case SHORT_511 -> Sectors.BYTES - 1;
            case HEAD_ONLY -> 0;
        };
        positions.fileLength = positions.tail + positions.tailBytes + recipe.trailingJunk;
        return positions;
    }

    private void compact() {
        header();
        table((byte) 0x00);
        recipe.locators.keySet().forEach(slot -> locator(slot, Sectors.BYTES));
        for (int block : positions.blocks) {
            block(block);
        }
    }

    private void windows() {
        header();
        List<Integer> behind = new ArrayList<>();
        boolean before = true;
        for (int slot : recipe.locators.keySet()) {
            if (before) {
                alignTo(PAGE);
                locator(slot, PAGE);
            } else {
                behind.add(slot);
            }
            before = !before;
        }
        table((byte) 0xFF);
        alignTo(PAGE);
        if (!recipe.batmap) {
            // A batmap would stand where the padding goes.
            positions.tablePaddedEnd = at;
        }
        behind.forEach(slot -> locator(slot, WINDOWS_SPACE_BEHIND_TABLE));
        for (int block : positions.blocks) {
            alignAhead(positions.bitmapBytes);
            block(block);
        }
        alignAhead(Sectors.BYTES);
    }

    private void scattered() {
        SplitMix random = new SplitMix(recipe.seed ^ 0x5CA7);
        List<Runnable> structures = new ArrayList<>();
        byte padding = random.oneOf((byte) 0x00, (byte) 0xFF);
        structures.add(this::header);
        structures.add(() -> table(padding));
        for (int slot : recipe.locators.keySet()) {
            long space = random.between(1, 3) * Sectors.BYTES;
            structures.add(() -> locator(slot, space));
        }
        // Each structure goes before a block of its own choice, the number of blocks standing for the end.
        int[] places = new int[structures.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = random.below(positions.blocks.length + 1);
        }
        int[] turns = new int[structures.size()];
        Arrays.setAll(turns, i -> i);
        random.shuffle(turns);
        for (int next = 0; next <= positions.blocks.length; next++) {
            for (int turn : turns) {
                if (places[turn] == next) {
                    gap(random);
                    structures.get(turn).run();
                }
            }
            if (next < positions.blocks.length) {
                gap(random);
                block(positions.blocks[next]);
            }
        }
        gap(random);
    }

    private void header() {
        positions.header = take(HEADER_BYTES);
    }

    /** The table and, because its place follows from the table's, the batmap. */
    private void table(byte padding) {
        positions.table = take(positions.tableBytes);
        positions.tablePadding = padding;
        positions.tablePaddedEnd = at;
        if (recipe.batmap) {
            positions.batmap = take(BATMAP_HEADER_BYTES + recipe.batmapBytes());
        }
    }

    private void locator(int slot, long leastSpace) {
        Locator locator = recipe.locators.get(slot);
        if (locator != null) {
            long space = Math.max(leastSpace, Sectors.roundUp(locator.length(), Sectors.BYTES));
            positions.locators[slot] = take(space);
            positions.locatorSpaces[slot] = space;
            positions.locatorLengths[slot] = locator.length();
        }
    }

    private void block(int block) {
        long sector = take(positions.bitmapBytes + recipe.blockSize) / Sectors.BYTES;
        if (sector > LAST_ENTRY) {
            throw new IllegalArgumentException("block " + block + " would lie past what a table entry can say");
        }
        positions.entries[block] = (int) sector;
    }

    private void gap(SplitMix random) {
        take(random.between(0, MOST_GAP_SECTORS) * Sectors.BYTES);
    }

    private void alignTo(long unit) {
        at = Sectors.roundUp(at, unit);
    }

    /** Moves on until what follows after {@code lead} more bytes is aligned to a page. */
    private void alignAhead(long lead) {
        at = Sectors.roundUp(at + lead, PAGE) - lead;
    }

    private long take(long bytes) {
        long start = at;
        at = Math.addExact(at, bytes);
        return start;
    }
}
