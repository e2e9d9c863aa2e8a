package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class RandomChainsTest {
    private static final int CHAINS = 400;

    @Test
    void theSameSeedGivesTheSameBytes() {
        for (long seed = 0; seed < 20; seed++) {
            TestChain first = RandomChains.next(seed);
            TestChain second = RandomChains.next(seed);
            assertEquals(first.layers().size(), second.layers().size());
            for (int layer = 0; layer < first.layers().size(); layer++) {
                assertArrayEquals(
                        first.layers().get(layer).toBytes(),
                        second.layers().get(layer).toBytes());
            }
        }
    }

    @Test
    void aSeedMeansTheSameChainForEver() {
        CRC32 sum = new CRC32();
        for (long seed = 0; seed < 10; seed++) {
            RandomChains.next(seed, ChainParameters.ANY.withMostSectors(300))
                    .layers()
                    .forEach(disk -> sum.update(disk.toBytes()));
        }
        // A change of the generator changes what recorded seeds mean, which must not happen unnoticed.
        assertEquals("b59d78fd", Long.toHexString(sum.getValue()));
    }

    @Test
    void chainsAreCompleteLinkedAndWithinBounds() {
        for (long seed = 0; seed < CHAINS; seed++) {
            TestChain chain = RandomChains.next(seed);
            assertFalse(chain.isOrphan(), "seed " + seed);
            for (int layer = 0; layer < chain.layers().size(); layer++) {
                DiskImage disk = chain.layers().get(layer);
                assertTrue(disk.sectors() <= ChainParameters.ANY.mostSectors(), "seed " + seed);
                assertTrue(disk.blockSize() <= 4 << 20, "seed " + seed);
                if (layer + 1 < chain.layers().size()) {
                    DiskImage parent = chain.layers().get(layer + 1);
                    assertArrayEquals(parent.uniqueId(), disk.parentUniqueId(), "seed " + seed);
                    assertEquals(parent.fileName().orElseThrow(), disk.parentName(), "seed " + seed);
                }
            }
        }
    }

    @Test
    void variesWhatReadersGetWrong() {
        Set<Object> seen = new TreeSet<>(Comparator.comparing(Object::toString));
        for (long seed = 0; seed < CHAINS; seed++) {
            TestChain chain = RandomChains.next(seed);
            seen.add(chain.layers().size() + " layers");
            for (DiskImage disk : chain.layers()) {
                seen.add(disk.kind());
                seen.add("blocks of " + disk.blockSize());
                seen.add("sizes equal: " + (disk.size() == chain.size()));
                seen.add("ragged: " + (disk.blockSize() != 0 && disk.size() % disk.blockSize() != 0));
                seen.add("tail of " + disk.positions().tailBytes());
                seen.add("batmap: " + (disk.positions().batmapOffset() != Positions.NONE));
                seen.add("oversize: "
                        + (disk.anatomy().headerEntries() > disk.anatomy().blocks()));
                for (long sector = 0; sector < disk.sectors(); sector++) {
                    seen.add("residue: " + disk.hasResidue(sector));
                    seen.add("empty block: " + (disk.isAllocated(sector) && !disk.owns(sector)));
                }
            }
        }
        for (int layers = 1; layers <= 12; layers++) {
            assertTrue(seen.contains(layers + " layers"), layers + " layers");
        }
        for (long blockSize = 512; blockSize <= 4 << 20; blockSize *= 2) {
            assertTrue(seen.contains("blocks of " + blockSize), "blocks of " + blockSize);
        }
        for (String what : new String[] {"sizes equal", "ragged", "batmap", "oversize", "residue", "empty block"}) {
            assertTrue(seen.contains(what + ": true") && seen.contains(what + ": false"), what);
        }
        for (int bytes : new int[] {512, 511, 0}) {
            assertTrue(seen.contains("tail of " + bytes), "tail of " + bytes);
        }
    }

    @Test
    void healthyChainsHaveNoFindings() {
        for (long seed = 0; seed < 100; seed++) {
            TestChain chain = RandomChains.next(seed, ChainParameters.HEALTHY);
            for (DiskImage disk : chain.layers()) {
                assertEquals(chain.size(), disk.size(), "seed " + seed);
                assertEquals(512, disk.positions().tailBytes(), "seed " + seed);
                assertEquals(disk.anatomy().blocks(), disk.anatomy().headerEntries(), "seed " + seed);
                assertEquals(Positions.NONE, disk.positions().batmapOffset(), "seed " + seed);
                for (long sector = 0; sector < disk.sectors(); sector++) {
                    assertFalse(disk.hasResidue(sector), "seed " + seed);
                }
            }
        }
    }

    @Test
    void keepsToTheNumbersGiven() {
        ChainParameters parameters = ChainParameters.ANY.withLayers(3, 4).withMostSectors(1);
        for (long seed = 0; seed < 50; seed++) {
            TestChain chain = RandomChains.next(seed, parameters);
            assertTrue(chain.layers().size() == 3 || chain.layers().size() == 4);
            assertEquals(1, chain.sectors());
        }
    }
}
