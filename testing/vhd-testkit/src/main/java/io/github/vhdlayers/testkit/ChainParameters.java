package io.github.vhdlayers.testkit;

/**
 * What {@link RandomChains} may come up with. Each switch allows something; none demands it.
 *
 * @param fewestLayers at least 1
 * @param mostLayers at least {@code fewestLayers}
 * @param mostSectors the largest disk, at least 1 sector; most disks are far smaller
 * @param differentSizes layers of one chain may be larger or smaller than others
 * @param residue data under clear bits, and behind the disk's end in the last block
 * @param oddFooters footers of 511 bytes, and files with only one of the two copies
 * @param oversizeTables more table entries than the disk needs
 * @param batmaps a batmap behind the table
 * @param staleBitmaps clear sector bitmaps in blocks that the batmap calls full
 */
public record ChainParameters(
        int fewestLayers,
        int mostLayers,
        long mostSectors,
        boolean differentSizes,
        boolean residue,
        boolean oddFooters,
        boolean oversizeTables,
        boolean batmaps,
        boolean staleBitmaps) {

    private static final int LAYERS = 12;
    private static final long SECTORS = 12 * 1024;

    /** Everything but stale bitmaps, which only a reader that honours batmaps can read. */
    public static final ChainParameters ANY =
            new ChainParameters(1, LAYERS, SECTORS, true, true, true, true, true, false);

    /** Only what every tool agrees on. */
    public static final ChainParameters HEALTHY =
            new ChainParameters(1, LAYERS, SECTORS, false, false, false, false, false, false);

    /** @throws IllegalArgumentException if there is no chain like that */
    public ChainParameters {
        if (fewestLayers < 1 || mostLayers < fewestLayers || mostSectors < 1) {
            throw new IllegalArgumentException("no chain has " + fewestLayers + " to " + mostLayers
                    + " layers of up to " + mostSectors + " sectors");
        }
    }

    /** The same with another number of layers. */
    public ChainParameters withLayers(int fewest, int most) {
        return new ChainParameters(
                fewest, most, mostSectors, differentSizes, residue, oddFooters, oversizeTables, batmaps, staleBitmaps);
    }

    /** The same with another largest disk. */
    public ChainParameters withMostSectors(long sectors) {
        return new ChainParameters(
                fewestLayers,
                mostLayers,
                sectors,
                differentSizes,
                residue,
                oddFooters,
                oversizeTables,
                batmaps,
                staleBitmaps);
    }

    /** The same with stale bitmaps allowed or not; allowing them allows batmaps. */
    public ChainParameters withStaleBitmaps(boolean allowed) {
        return new ChainParameters(
                fewestLayers,
                mostLayers,
                mostSectors,
                differentSizes,
                residue,
                oddFooters,
                oversizeTables,
                batmaps || allowed,
                allowed);
    }
}
