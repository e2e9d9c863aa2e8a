package io.github.vhdlayers.analysis.regions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.ChainsInMemory;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.partition.ClusterGeometry;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.util.BitSet;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Owners by cluster, against the owners of the sectors. */
class ClusterMapTest {
    static LongStream seeds() {
        return LongStream.range(1, 80);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyClusterEqualsTheOracle(long seed) throws IOException {
        TestChain chain = RandomChains.next(seed);
        Random random = new Random(seed);
        int perCluster = 1 << random.nextInt(5);
        long first = Math.min(chain.sectors() - 1, random.nextBoolean() ? 63 : random.nextInt(100));
        long onDisk = (chain.sectors() - first) / perCluster;
        long count = random.nextBoolean() ? onDisk + 3 : random.nextInt((int) onDisk + 1);
        long number = random.nextBoolean() ? 2 : 0;
        ClusterGeometry geometry = new ClusterGeometry(512, count * perCluster, perCluster, number, first, count);
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            ClusterMap map = ClusterMap.of(disk, geometry);
            long clusters = Math.min(count, onDisk);
            assertEquals(number + clusters, map.endCluster());
            check(chain, map, map.clusters(), number, clusters);
            for (int i = 0; i < 5 && clusters > 0; i++) {
                int from = random.nextInt((int) clusters);
                int some = random.nextInt((int) clusters - from + 1);
                check(chain, map, map.clusters(number + from, some), number + from, some);
            }
        }
    }

    private static void check(TestChain chain, ClusterMap map, ClusterMap.Cursor cursor, long first, long count)
            throws IOException {
        long at = first;
        ClusterMap.Run before = null;
        while (cursor.next()) {
            ClusterMap.Run run = cursor.current();
            assertEquals(at, run.firstCluster());
            boolean joined = before != null && !run.isMixed() && Objects.equals(run.owner(), before.owner());
            assertFalse(joined, "runs are as long as they can be");
            assertTrue(!run.isMixed() || run.clusterCount() == 1);
            for (long cluster = run.firstCluster(); cluster < run.endCluster(); cluster++) {
                assertEquals(owner(chain, map.geometry(), cluster), run.owner());
            }
            if (run.isMixed()) {
                mixed(chain, map, run);
            }
            at = run.endCluster();
            before = run;
        }
        assertEquals(first + count, at);
    }

    private static void mixed(TestChain chain, ClusterMap map, ClusterMap.Run run) throws IOException {
        for (int layer = -1; layer < chain.layers().size(); layer++) {
            BitSet expected = new BitSet();
            for (int i = 0; i < run.sectorCount(); i++) {
                expected.set(i, chain.owner(run.firstSector() + i) == layer);
            }
            Owner owner = layer < 0 ? Owner.Unowned.UNWRITTEN : new Owner.Layer(layer);
            assertEquals(expected, map.mask(run.firstCluster(), owner));
        }
        long sectors = 0;
        for (OwnershipRun part : map.ownersIn(run)) {
            sectors += part.sectorCount();
        }
        assertEquals(run.sectorCount(), sectors);
    }

    private static @Nullable Owner owner(TestChain chain, ClusterGeometry geometry, long cluster) {
        long first = geometry.sectorOf(cluster);
        int owner = chain.owner(first);
        for (long sector = first; sector < first + geometry.sectorsPerCluster(); sector++) {
            if (chain.owner(sector) != owner) {
                return null;
            }
        }
        return owner == TestChain.UNWRITTEN ? Owner.Unowned.UNWRITTEN : new Owner.Layer(owner);
    }

    @Test
    void largestDisksAreWalkedWithoutACluster() throws IOException {
        DiskImage base = DiskImage.dynamic(2040L << 30)
                .own(63 + 8 * 1_000_000L, 16, SectorContent.pattern(1))
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(TestChain.of(base))) {
            long count = (disk.sectors() - 63) / 8;
            ClusterMap map = ClusterMap.of(disk, new ClusterGeometry(512, count * 8, 8, 0, 63, count));
            int runs = 0;
            for (ClusterMap.Run run : map) {
                assertFalse(run.isMixed());
                runs++;
            }
            assertEquals(3, runs);
            assertThrows(IndexOutOfBoundsException.class, () -> map.clusters(count - 1, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> map.mask(count, Owner.Unowned.UNWRITTEN));
            assertThrows(IllegalStateException.class, () -> map.clusters().current());
        }
    }
}
