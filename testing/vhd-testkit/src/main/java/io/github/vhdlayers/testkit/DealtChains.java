package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Chains to measure with: of any size and depth, made of runs of one length, so that chains of different depths have the same
 * number of runs. Described in memory by about 24 bytes a run.
 */
public final class DealtChains {
    private DealtChains() {}

    /**
     * Deals the disk to the layers in runs of one length, at random, and never two neighbours to the same layer. A chain of one
     * layer gets every second run, and no layer the others. Every layer stores only what it was dealt.
     *
     * @param sizeBytes the disk's size: a multiple of 512, from 512 bytes to 2040 GiB
     * @param layers at least 1
     * @param runSectors the length of a run in sectors, at least 1; the last may be shorter
     * @param seed decides who gets what
     * @return the chain, {@linkplain TestChain#named() named}
     */
    public static TestChain of(long sizeBytes, int layers, long runSectors, long seed) {
        if (layers < 1 || runSectors < 1) {
            throw new IllegalArgumentException("no chain has " + layers + " layers and runs of " + runSectors);
        }
        List<DiskImage.Builder> builders = new ArrayList<>();
        List<SectorContent> contents = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            boolean base = layer == layers - 1;
            builders.add(base ? DiskImage.dynamic(sizeBytes) : DiskImage.differencing(sizeBytes));
            builders.get(layer).seed(seed + layer);
            contents.add(SectorContent.pattern(seed + layer));
        }
        SplitMix random = new SplitMix(seed);
        long sectors = sizeBytes / Sectors.BYTES;
        int hands = Math.max(2, layers);
        int dealt = random.below(hands);
        for (long sector = 0; sector < sectors; sector += runSectors) {
            // Another than the one before.
            dealt = (dealt + 1 + random.below(hands - 1)) % hands;
            if (dealt < layers) {
                builders.get(dealt).own(sector, Math.min(runSectors, sectors - sector), contents.get(dealt));
            }
        }
        List<DiskImage> leafToBase = new ArrayList<>();
        for (int layer = layers - 1; layer >= 0; layer--) {
            if (layer < layers - 1) {
                builders.get(layer).parent(leafToBase.get(0));
            }
            leafToBase.add(0, builders.get(layer).build());
        }
        return TestChain.of(leafToBase).named();
    }
}
