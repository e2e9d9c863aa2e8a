package io.github.vhdlayers.testkit;

import static io.github.vhdlayers.testkit.TestChain.UNKNOWN;
import static io.github.vhdlayers.testkit.TestChain.UNWRITTEN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of ownership on disks so small that the right answer can be seen. */
class TestChainTest {
    private static final SectorContent LEAF = SectorContent.pattern(0x1EAF);
    private static final SectorContent MIDDLE = SectorContent.pattern(0x3D);
    private static final SectorContent BASE = SectorContent.pattern(0xBA5E);

    @Test
    void newestOwnerWinsSectorBySector() {
        DiskImage base = DiskImage.dynamic(6 * 512).own(0, 4, BASE).build();
        DiskImage middle = DiskImage.differencing(6 * 512)
                .blockSize(1024)
                .parent(base)
                .own(1, 2, MIDDLE)
                .build();
        DiskImage leaf = DiskImage.differencing(6 * 512)
                .blockSize(512)
                .parent(middle)
                .own(2, 1, LEAF)
                .own(5, 1, LEAF)
                .build();
        TestChain chain = TestChain.of(leaf, middle, base);
        assertArrayEquals(new int[] {2, 1, 0, 2, UNWRITTEN, 0}, chain.owners());
        byte[] expected = new byte[6 * 512];
        BASE.fill(0, expected, 0);
        MIDDLE.fill(1, expected, 512);
        LEAF.fill(2, expected, 2 * 512);
        BASE.fill(3, expected, 3 * 512);
        LEAF.fill(5, expected, 5 * 512);
        assertArrayEquals(expected, chain.merged());
    }

    @Test
    void ownedZerosHideTheParentsData() {
        DiskImage base = DiskImage.fixed(1024).own(0, 2, BASE).build();
        DiskImage leaf =
                DiskImage.differencing(1024).own(0, 1, SectorContent.zeros()).build();
        TestChain chain = TestChain.of(leaf, base);
        assertArrayEquals(new int[] {0, 1}, chain.owners());
        assertArrayEquals(new byte[512], chain.read(0, 512));
    }

    @Test
    void clearBitsShowTheLayerBelow() {
        DiskImage base =
                DiskImage.dynamic(3 * 512).own(1, 1, BASE).residue(2, 1, BASE).build();
        DiskImage leaf =
                DiskImage.differencing(3 * 512).allocate(0).residue(0, 3, LEAF).build();
        TestChain chain = TestChain.of(leaf, base);
        assertArrayEquals(new int[] {UNWRITTEN, 1, UNWRITTEN}, chain.owners());
        assertArrayEquals(new byte[512], chain.read(1024, 512));
    }

    @Test
    void fixedDiskOwnsEverything() {
        assertArrayEquals(
                new int[] {0, 0}, TestChain.of(DiskImage.fixed(1024).build()).owners());
    }

    @Test
    void countsSectorsPastAShorterParentAsUnwritten() {
        DiskImage base = DiskImage.fixed(4 * 512).own(0, 4, BASE).build();
        DiskImage middle = DiskImage.differencing(2 * 512).parent(base).build();
        DiskImage leaf =
                DiskImage.differencing(4 * 512).parent(middle).own(3, 1, LEAF).build();
        TestChain chain = TestChain.of(leaf, middle, base);
        assertArrayEquals(new int[] {2, 2, UNWRITTEN, 0}, chain.owners());
        assertArrayEquals(new byte[512], chain.read(1024, 512));
    }

    @Test
    void aLargerParentIsCutToTheLeaf() {
        DiskImage base = DiskImage.fixed(4 * 512).build();
        assertEquals(1, TestChain.of(DiskImage.differencing(512).build(), base).sectors());
    }

    @Test
    void withoutParentsTheirSectorsAreUnknown() {
        DiskImage base = DiskImage.fixed(3 * 512).build();
        DiskImage middle = DiskImage.differencing(2 * 512).own(1, 1, MIDDLE).build();
        DiskImage leaf = DiskImage.differencing(3 * 512).own(0, 1, LEAF).build();
        TestChain chain = TestChain.of(leaf, middle, base);
        TestChain two = chain.withoutParents(2);
        // The third sector is past the middle's end, and the middle is there to say so.
        assertArrayEquals(new int[] {0, 1, UNWRITTEN}, two.owners());
        TestChain one = chain.withoutParents(1);
        assertArrayEquals(new int[] {0, UNKNOWN, UNKNOWN}, one.owners());
        assertTrue(one.isOrphan());
        assertFalse(chain.isOrphan());
        byte[] first = new byte[512];
        LEAF.fill(0, first, 0);
        assertArrayEquals(first, one.read(0, 512));
        assertThrows(IllegalStateException.class, () -> one.read(511, 2));
        assertThrows(IllegalStateException.class, one::merged);
    }

    @Test
    void asOfNumbersFromTheLayerAsked() {
        DiskImage base = DiskImage.fixed(1024).build();
        DiskImage middle = DiskImage.differencing(1024).own(0, 1, MIDDLE).build();
        DiskImage leaf = DiskImage.differencing(1024).own(1, 1, LEAF).build();
        assertArrayEquals(
                new int[] {0, 1}, TestChain.of(leaf, middle, base).asOf(1).owners());
    }

    @Test
    void readsAcrossSectorsFromAnywhere() {
        TestChain chain = TestChain.of(DiskImage.fixed(5 * 512).own(0, 5, BASE).build());
        byte[] merged = chain.merged();
        for (AwkwardRanges.Range range : AwkwardRanges.of(chain.size(), 1024)) {
            int from = (int) range.offset();
            assertArrayEquals(
                    Arrays.copyOfRange(merged, from, from + range.length()), chain.read(from, range.length()));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> chain.read(chain.size(), 1));
        assertThrows(IndexOutOfBoundsException.class, () -> chain.read(-1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> chain.owner(5));
    }

    @Test
    void refusesWhatIsNoChain() {
        DiskImage fixed = DiskImage.fixed(512).build();
        assertThrows(IllegalArgumentException.class, () -> TestChain.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> TestChain.of(fixed, fixed));
        assertThrows(IllegalArgumentException.class, () -> TestChain.of(fixed).withoutParents(0));
        assertThrows(IllegalArgumentException.class, () -> TestChain.of(fixed).named(List.of("a", "b")));
    }

    @Test
    void runsSayWhatTheSectorsSay() {
        for (long seed = 0; seed < 100; seed++) {
            TestChain complete = RandomChains.next(seed);
            TestChain chain = seed % 3 == 0 ? complete.withoutParents(1) : complete;
            int[] owners = chain.owners();
            long next = 0;
            int before = Integer.MIN_VALUE;
            for (OwnerRun run : chain.runs()) {
                assertEquals(next, run.firstSector(), "seed " + seed);
                assertFalse(run.owner() == before, "neighbours not coalesced, seed " + seed);
                for (; next < run.endSector(); next++) {
                    assertEquals(owners[(int) next], run.owner(), "seed " + seed + ", sector " + next);
                }
                before = run.owner();
            }
            assertEquals(chain.sectors(), next, "seed " + seed);
        }
    }
}
