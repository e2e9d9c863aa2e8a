package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
    private static final SectorContent A = SectorContent.pattern(0xA);

    private record Region(String name, long start, long end) {}

    @ParameterizedTest
    @EnumSource(Layout.class)
    void structuresNeverOverlap(Layout layout) {
        for (long seed = 0; seed < 200; seed++) {
            DiskImage disk = disk(layout, seed);
            List<Region> regions = regions(disk);
            regions.sort(Comparator.comparingLong(Region::start));
            for (int i = 1; i < regions.size(); i++) {
                Region before = regions.get(i - 1);
                Region after = regions.get(i);
                assertTrue(before.end() <= after.start(), "seed " + seed + ": " + before + " overlaps " + after);
            }
            Region last = regions.get(regions.size() - 1);
            assertEquals("tail", last.name(), "seed " + seed);
            assertEquals(disk.positions().fileLength(), last.end(), "seed " + seed);
        }
    }

    @Test
    void windowsAlignsDataAndLengthToPages() {
        for (long seed = 0; seed < 50; seed++) {
            Positions positions = disk(Layout.WINDOWS, seed).positions();
            for (int block : positions.blocksInFileOrder()) {
                assertEquals(0, positions.blockDataOffset(block) % 4096);
            }
            assertEquals(0, positions.fileLength() % 4096);
        }
    }

    @Test
    void scatteredMovesEvenTheHeader() {
        long moved = 0;
        long tableBehindBlocks = 0;
        for (long seed = 0; seed < 50; seed++) {
            Positions positions = disk(Layout.SCATTERED, seed).positions();
            moved += positions.headerOffset() != 512 ? 1 : 0;
            tableBehindBlocks += positions.tableOffset() > positions.bitmapOffset(0) ? 1 : 0;
        }
        assertTrue(moved > 20 && tableBehindBlocks > 10, moved + " headers and " + tableBehindBlocks + " tables moved");
    }

    @Test
    void blocksAreInTheRequestedOrder() {
        DiskImage.Builder disk =
                DiskImage.dynamic(6 * 512).blockSize(512).own(0, 6, A).seed(3);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, disk.build().positions().blocksInFileOrder());
        disk.allocationOrder(Order.DESCENDING);
        assertArrayEquals(new int[] {5, 4, 3, 2, 1, 0}, disk.build().positions().blocksInFileOrder());
        disk.allocationOrder(Order.SHUFFLED);
        Positions shuffled = disk.build().positions();
        int[] order = shuffled.blocksInFileOrder();
        for (int i = 1; i < order.length; i++) {
            assertTrue(shuffled.tableEntry(order[i - 1]) < shuffled.tableEntry(order[i]));
        }
    }

    private static DiskImage disk(Layout layout, long seed) {
        SplitMix random = new SplitMix(seed);
        DiskImage.Builder disk = DiskImage.differencing(20 * 512)
                .blockSize(512L << random.below(4))
                .layout(layout)
                .allocationOrder(random.oneOf(Order.values()))
                .seed(seed)
                .own(0, random.between(1, 20), A)
                .batmap(random.chance(50))
                .maxTableEntries(random.between(20, 200));
        for (long count = random.below(4); count > 0; count--) {
            disk.locator(random.below(8), "W2ru", new byte[random.below(6000)]);
        }
        return disk.build();
    }

    private static List<Region> regions(DiskImage disk) {
        Positions positions = disk.positions();
        List<Region> regions = new ArrayList<>();
        regions.add(new Region("head", 0, 512));
        regions.add(new Region("header", positions.headerOffset(), positions.headerOffset() + 1024));
        regions.add(new Region("table", positions.tableOffset(), positions.tableOffset() + positions.tableBytes()));
        if (positions.batmapOffset() != Positions.NONE) {
            regions.add(new Region("batmap", positions.batmapOffset(), positions.batmapOffset() + 1024));
        }
        for (int slot = 0; slot < 8; slot++) {
            if (positions.locatorOffset(slot) != Positions.NONE) {
                long start = positions.locatorOffset(slot);
                regions.add(new Region("locator " + slot, start, start + positions.locatorSpace(slot)));
                assertTrue(positions.locatorLength(slot) <= positions.locatorSpace(slot));
            }
        }
        for (int block : positions.blocksInFileOrder()) {
            long data = positions.blockDataOffset(block);
            regions.add(new Region("block " + block, positions.bitmapOffset(block), data + disk.blockSize()));
        }
        regions.add(new Region("tail", positions.tailOffset(), positions.tailOffset() + positions.tailBytes()));
        return regions;
    }
}
