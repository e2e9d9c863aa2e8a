package io.github.vhdlayers.testkit;

/** Random owned runs, empty blocks and residue for one disk of a random chain. */
final class RandomContent {
    private final SplitMix random;
    private final long sectors;
    private final long sectorsPerBlock;

    RandomContent(SplitMix random, long sectors, long sectorsPerBlock) {
        this.random = random;
        this.sectors = sectors;
        this.sectorsPerBlock = sectorsPerBlock;
    }

    void addTo(DiskImage.Builder disk, boolean residue) {
        addRunsTo(disk);
        long blocks = Sectors.unitsFor(sectors, sectorsPerBlock);
        if (random.chance(30)) {
            for (long count = random.between(1, 3); count > 0; count--) {
                disk.allocate(random.below(blocks));
            }
        }
        if (residue && random.chance(20)) {
            for (long count = random.between(1, 4); count > 0; count--) {
                long first = random.below(sectors);
                long length = random.between(1, Math.min(sectors - first, sectorsPerBlock));
                disk.residue(first, length, SectorContent.pattern(random.nextLong()));
            }
        }
        if (residue && random.chance(20)) {
            disk.slack(SectorContent.pattern(random.nextLong()));
        }
    }

    /** Runs from one sector to whole blocks, from an empty disk to a full one, here and there of zeros. */
    void addRunsTo(DiskImage.Builder disk) {
        int percentOwned = random.oneOf(0, 10, 30, 50, 50, 70, 90, 100);
        long longest = random.oneOf(1L, 8L, sectorsPerBlock, 3 * sectorsPerBlock, sectors);
        SectorContent pattern = SectorContent.pattern(random.nextLong());
        for (long sector = 0; sector < sectors; ) {
            long length = random.between(1, Math.min(longest, sectors - sector));
            if (random.chance(percentOwned)) {
                disk.own(sector, length, random.chance(10) ? SectorContent.zeros() : pattern);
            }
            sector += length;
        }
    }
}
