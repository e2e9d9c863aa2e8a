package io.github.vhdlayers.testkit;

/**
 * Owned runs spread evenly over a disk of any size.
 *
 * @param runSectors average length of a run, at least 1
 * @param density the part of the sectors that is owned, from 0 to 1
 */
record SpreadContent(long runSectors, double density) {
    SpreadContent {
        if (runSectors < 1) {
            throw new IllegalArgumentException("a run has at least one sector");
        }
        if (!(density >= 0 && density <= 1)) {
            throw new IllegalArgumentException("a density is a number from 0 to 1, not " + density);
        }
    }

    /** Adds the runs of one disk; the same seed gives the same runs. */
    void addTo(DiskImage.Builder disk, long sectors, long seed) {
        SplitMix random = new SplitMix(seed);
        SectorContent content = SectorContent.pattern(seed);
        for (long sector = 0; sector < sectors; ) {
            long length = Math.min(random.between(1, 2 * runSectors - 1), sectors - sector);
            if (random.chance(density)) {
                disk.own(sector, length, content);
            }
            sector += length;
        }
    }
}
