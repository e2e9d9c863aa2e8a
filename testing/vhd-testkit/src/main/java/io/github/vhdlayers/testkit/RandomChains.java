package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chains that no person would think of. Small, so that hundreds of them run in seconds, and varied in everything a reader
 * might get wrong. The same seed and parameters give the same chain on every machine.
 */
public final class RandomChains {
    private static final int LARGEST_SHIFT = 13;
    private static final int USUAL_SHIFT = 7;
    private static final long MOST_BLOCKS = 512;

    private final SplitMix random;
    private final ChainParameters parameters;
    private final int layers;
    private final long sectors;

    private RandomChains(long seed, ChainParameters parameters) {
        this.random = new SplitMix(seed);
        this.parameters = parameters;
        int spread = parameters.mostLayers() - parameters.fewestLayers() + 1;
        this.layers = parameters.fewestLayers() + Math.min(random.below(spread), random.below(spread));
        this.sectors = diskSectors();
    }

    /** The chain of this seed, with {@link ChainParameters#ANY}. */
    public static TestChain next(long seed) {
        return next(seed, ChainParameters.ANY);
    }

    /**
     * The chain of this seed. It is complete, its ids fit, and it is {@linkplain TestChain#named() named}; a chain of
     * one layer is a lone fixed or dynamic disk.
     */
    public static TestChain next(long seed, ChainParameters parameters) {
        return new RandomChains(seed, parameters).chain();
    }

    private TestChain chain() {
        List<DiskImage> leafToBase = new ArrayList<>();
        DiskImage below = null;
        for (int layer = layers - 1; layer >= 0; layer--) {
            below = disk(below);
            leafToBase.add(0, below);
        }
        return TestChain.of(leafToBase).named();
    }

    private DiskImage disk(@Nullable DiskImage parent) {
        long mine = parameters.differentSizes() && random.chance(15) ? otherSize() : sectors;
        long size = mine * Sectors.BYTES;
        if (parent == null && random.chance(25)) {
            return fixed(size);
        }
        DiskImage.Builder disk = parent == null
                ? DiskImage.dynamic(size)
                : DiskImage.differencing(size).parent(parent);
        long blockSize = blockSize(size);
        disk.blockSize(blockSize);
        metadata(disk);
        disk.layout(random.oneOf(Layout.values())).allocationOrder(random.oneOf(Order.values()));
        if (parent != null) {
            locators(disk);
        }
        new RandomContent(random, mine, blockSize / Sectors.BYTES).addTo(disk, parameters.residue());
        if (parameters.oddFooters() && random.chance(20)) {
            disk.footerForm(random.oneOf(FooterForm.values()));
        }
        if (parameters.oversizeTables() && random.chance(10)) {
            disk.maxTableEntries(Sectors.unitsFor(size, blockSize) + random.between(1, 600));
        }
        if (parameters.batmaps() && random.chance(15)) {
            disk.batmap(true).staleBitmaps(parameters.staleBitmaps() && random.chance(50));
        }
        return disk.build();
    }

    private DiskImage fixed(long size) {
        DiskImage.Builder disk = DiskImage.fixed(size);
        metadata(disk);
        new RandomContent(random, size / Sectors.BYTES, 1).addRunsTo(disk);
        if (parameters.oddFooters() && random.chance(20)) {
            disk.footerForm(FooterForm.SHORT_511);
        }
        return disk.build();
    }

    private void metadata(DiskImage.Builder disk) {
        disk.seed(random.nextLong()).timestamp(random.between(1, 0xFFFF_FFFFL));
        switch (random.below(4)) {
            case 0 -> disk.creator("vbox", 0x0004_0003, "Wi2k");
            case 1 -> disk.creator("tap\0", 0x0001_0003, "\0\0\0\0");
            default -> disk.creator("win ", 0x000A_0000, "Wi2k");
        }
    }

    /** Locators next to the relative one that naming the chain will add. */
    private void locators(DiskImage.Builder disk) {
        disk.dataSpaceInSectors(random.chance(30));
        if (random.chance(40)) {
            disk.absoluteLocator("C:\\disks\\" + Long.toHexString(random.nextLong()) + ".vhd");
        }
        if (random.chance(20)) {
            disk.locator(random.below(Locator.SLOTS), "MacX", Text.utf8("file://localhost/disks/parent.vhd"));
        }
    }

    private long diskSectors() {
        long most = parameters.mostSectors();
        long scale =
                switch (random.below(10)) {
                    case 0, 1, 2, 3, 4, 5 -> Math.min(most, 256);
                    case 6, 7, 8 -> Math.min(most, 2048);
                    default -> most;
                };
        return random.between(1, scale);
    }

    private long otherSize() {
        return Math.min(parameters.mostSectors(), Math.max(1, sectors * random.between(50, 150) / 100));
    }

    /** Powers of two from 512 bytes to 4 MiB: few large ones, and none that would make the table long. */
    private long blockSize(long size) {
        int shift = random.below(LARGEST_SHIFT + 1);
        if (shift > USUAL_SHIFT && (layers > 4 || random.chance(50))) {
            shift = random.below(USUAL_SHIFT + 1);
        }
        while (Sectors.unitsFor(size, (long) Sectors.BYTES << shift) > MOST_BLOCKS) {
            shift++;
        }
        return (long) Sectors.BYTES << shift;
    }
}
