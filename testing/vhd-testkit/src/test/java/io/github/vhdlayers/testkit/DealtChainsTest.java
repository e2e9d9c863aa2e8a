package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DealtChainsTest {
    private static final long SIZE = 8L << 20;

    @Test
    void everyRunHasTheLengthAskedForAtEveryDepth() {
        for (int layers : new int[] {1, 2, 3, 16}) {
            TestChain chain = DealtChains.of(SIZE, layers, 64, 7);
            assertEquals(layers, chain.layers().size());
            List<Long> lengths = new ArrayList<>();
            chain.runs().forEach(run -> lengths.add(run.sectorCount()));
            assertEquals(Collections.nCopies((int) (SIZE / Sectors.BYTES / 64), 64L), lengths);
        }
    }

    @Test
    void theLastRunEndsWithTheDisk() {
        TestChain chain = DealtChains.of(1000 * Sectors.BYTES, 3, 64, 7);
        OwnerRun last = null;
        for (OwnerRun run : chain.runs()) {
            last = run;
        }
        assertEquals(new OwnerRun(960, 40, chain.owner(999)), last);
    }

    @Test
    void inDeepChainsEveryLayerOwnsSectors() {
        DealtChains.of(SIZE, 2, 8, 1).runs().forEach(run -> assertTrue(run.owner() >= 0, run::toString));
    }

    @Test
    void aChainOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> DealtChains.of(SIZE, 0, 8, 1));
        assertThrows(IllegalArgumentException.class, () -> DealtChains.of(SIZE, 1, 0, 1));
    }
}
