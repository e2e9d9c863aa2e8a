package io.github.vhdlayers.internal.regions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.ChainsInMemory;
import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.regions.PartitionOwnership;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.history.HistoryEntry;
import io.github.vhdlayers.internal.history.LayerHistory;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.PartitionTable.Unpartitioned;
import io.github.vhdlayers.partition.Tables;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.RawDisk;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which layers have the sectors of partitions, tables and gaps, and which partitions only a child has. */
class OwnedRegionsTest {
    private static final int SECTOR = 512;

    static LongStream seeds() {
        return LongStream.range(1, 40);
    }

    /** Random tables, also with overlapping partitions and ones past the end, over the owners of random chains. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsEqualTheOracle(long seed) throws IOException {
        TestChain chain = RandomChains.next(seed);
        Random random = new Random(seed);
        int sectors = (int) chain.sectors();
        RawDisk raw = new RawDisk(Math.max(2, sectors));
        for (int slot = 0; slot < 4; slot++) {
            raw.entry(0, slot, 7, 1 + random.nextInt(sectors), 1 + random.nextInt(sectors));
        }
        RegionMap regions = RegionMap.of(Tables.read(raw));
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            OwnedRegions all = OwnedRegions.of(disk, regions);
            int[] owners = chain.owners();
            for (OwnedRegion one : all.byRegion()) {
                long[] expected = new long[chain.layers().size() + 1];
                for (long at = one.region().firstSector();
                        at < Math.min(sectors, one.region().endSector());
                        at++) {
                    expected[owners[(int) at] + 1]++;
                    assertTrue(regions.regionsAt(at).contains(one.region()));
                }
                SectorCounts found = one.owners();
                assertEquals(expected[0], found.unwrittenSectors(), one.region().name());
                for (int layer = 0; layer < chain.layers().size(); layer++) {
                    assertEquals(
                            expected[layer + 1],
                            found.sectorsOf(layer),
                            one.region().name());
                }
                assertEquals(0, found.unknownSectors());
            }
            // Regions may cover more than the disk has, and overlap; in the total every sector counts once.
            SectorCounts total = all.total();
            assertEquals(disk.ownership().summary().sectorsByLayer(), total.sectorsByLayer());
            assertEquals(disk.ownership().summary().unwrittenSectors(), total.unwrittenSectors());
        }
    }

    @Test
    void attributionsAndHistoriesCanBeEnded() throws IOException {
        RawDisk raw = new RawDisk(1000).entry(0, 0, 7, 63, 100);
        DiskImage base = DiskImage.dynamic(1000 * SECTOR)
                .own(0, 300, SectorContent.bytes(raw.array(), 0))
                .build();
        DiskImage child = DiskImage.differencing(1000 * SECTOR)
                .parent(base)
                .own(70, 50, SectorContent.pattern(1))
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(TestChain.of(child, base))) {
            RegionMap regions = RegionMap.of(PartitionTable.read(disk));
            assertThrows(
                    CancellationException.class, () -> OwnedRegions.of(disk, regions, (done, total, bytes) -> false));
            assertThrows(
                    CancellationException.class,
                    () -> LayerHistory.of(
                            disk, layer -> false, ScanOptions.defaults().withProgress((done, total, bytes) -> false)));
            List<Long> reported = new ArrayList<>();
            LayerHistory.of(disk, layer -> true, ScanOptions.defaults().withProgress((done, total, bytes) -> {
                assertEquals(2000, total);
                assertTrue(reported.isEmpty() || reported.get(reported.size() - 1) <= done, "never back");
                reported.add(done);
                return true;
            }));
            assertEquals(2000, reported.get(reported.size() - 1));
        }
    }

    @Test
    void originsAreTheOldestLayersWithoutABreak() throws IOException {
        RawDisk none = new RawDisk(1000).sign(0);
        RawDisk one = new RawDisk(1000).entry(0, 0, 7, 63, 100);
        RawDisk two = one.copy().entry(0, 1, 7, 200, 100);
        RawDisk again = two.copy().entry(0, 1, 0x83, 200, 150).entry(0, 2, 7, 500, 10);
        // Partition 1 comes, goes and comes back.
        TestChain chain =
                TestChain.ofStates(List.of(one.array(), none.array(), one.array(), two.array(), again.array()));
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            assertEquals(List.of(2, 1, 0), origins(disk));
            assertEquals(List.of(2, 1), origins(disk.asOf(1)));
            assertEquals(List.of(4), origins(disk.asOf(4)));
        }
        VhdOptions options = VhdOptions.defaults().toBuilder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .build();
        try (VirtualDisk orphan = ChainsInMemory.open(chain.withoutParents(2), options)) {
            assertEquals(Arrays.asList(null, null, 0), origins(orphan));
        }
    }

    private static List<@Nullable Integer> origins(MergedSource disk) throws IOException {
        List<@Nullable Integer> layers = new ArrayList<>();
        PartitionOrigin.of(disk, PartitionTable.read(disk)).forEach(origin -> layers.add(origin.layer()));
        return layers;
    }

    @Test
    void aPartitionWithAnotherFileSystemWasFormatted() throws IOException {
        RawDisk before = new RawDisk(9000).entry(0, 0, 7, 63, 8000).ntfs(63, 8000, 512, 8);
        RawDisk after = before.copy().clear(63, 1).ext4(63, 8000, "neu");
        RawDisk again = after.copy().text(65, 104, "fedcba9876543210");
        assertTrue(onlyChange(after, before).isReformatted());
        assertTrue(onlyChange(again, after).isReformatted(), "with another id");
        assertFalse(onlyChange(before, before.copy()).isReformatted());
        assertEquals(PartitionChange.Kind.SAME, onlyChange(after, before).kind());
    }

    private static PartitionChange onlyChange(RawDisk newer, RawDisk older) throws IOException {
        List<PartitionChange> changes = PartitionChanges.between(Tables.read(newer), Tables.read(older));
        assertEquals(1, changes.size());
        return changes.get(0);
    }

    @Test
    void regionsCoverTheDisk() throws IOException {
        RawDisk raw = new RawDisk(1000).gpt(new UUID(1, 2));
        raw.gptEntry(0, UUID.randomUUID(), 40, 99, "a").gptEntry(1, UUID.randomUUID(), 100, 299, "b");
        List<String> names = RegionMap.of(Tables.read(raw), 1200).regions().stream()
                .map(region -> region.name() + " " + region.firstSector() + "+" + region.sectorCount())
                .toList();
        assertEquals(
                List.of(
                        "protective master boot record 0+1",
                        "primary GPT header 1+1",
                        "primary GPT entries 2+32",
                        "gap 34+6",
                        "partition 1 40+60",
                        "partition 2 100+200",
                        "gap 300+667",
                        "backup GPT entries 967+32",
                        "backup GPT header 999+1",
                        "past the end 1000+200"),
                names);
    }

    @Test
    void aPartitionThatOnlyTheChildHas() throws IOException {
        RawDisk before = new RawDisk(1000).entry(0, 0, 7, 63, 100).entry(0, 1, 7, 200, 100);
        RawDisk after = new RawDisk(1000)
                .entry(0, 0, 7, 63, 100)
                .entry(0, 1, 0x83, 400, 100)
                .entry(0, 2, 7, 200, 90);
        DiskImage base = DiskImage.dynamic(1000 * SECTOR)
                .blockSize(8 * SECTOR)
                .own(0, 300, SectorContent.bytes(before.array(), 0))
                .build();
        DiskImage child = DiskImage.differencing(1000 * SECTOR)
                .blockSize(8 * SECTOR)
                .parent(base)
                .own(0, 1, SectorContent.bytes(after.array(), 0))
                .own(400, 50, SectorContent.pattern(1))
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(TestChain.of(child, base))) {
            List<PartitionChange> changes =
                    PartitionChanges.between(PartitionTable.read(disk), PartitionTable.read(disk.asOf(1)));
            assertEquals(
                    "1 same, 2 added, 3 changed",
                    String.join(
                            ", ",
                            changes.stream()
                                    .map(change -> number(change.newer()) + " " + change.kind())
                                    .toList()));
            PartitionOwnership all = PartitionOwnership.of(disk);
            PartitionOwnership.Region added = all.byRegion().stream()
                    .filter(one -> one.name().equals("partition 2"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(50, added.owners().sectorsOf(0));
            assertEquals(50, added.owners().unwrittenSectors());
            List<HistoryEntry> history = LayerHistory.of(disk, layer -> layer == 0, ScanOptions.defaults());
            assertEquals(2, history.size());
            assertEquals(51, history.get(0).ownedSectors());
            assertEquals(51, history.get(0).visibleSectors());
            assertEquals(300, history.get(1).ownedSectors());
            assertEquals(299, history.get(1).visibleSectors());
            assertEquals(changes, history.get(0).partitionChanges());
            RegionAudit audit = history.get(0).audit();
            assertTrue(
                    audit != null && audit.report().sectorsOf(LayerAudit.Verdict.CHANGED) == 51, String.valueOf(audit));
            assertEquals(null, history.get(1).audit());
            assertEquals("win 10.0", history.get(1).layer().file().creatorText().substring(0, 8));
        }
    }

    private static int number(@Nullable Partition partition) {
        return partition == null ? -1 : partition.number();
    }

    @Test
    void removedPartitionsAndTablesThatAreNotKnown() throws IOException {
        RawDisk two = new RawDisk(1000).entry(0, 0, 7, 63, 100).entry(0, 1, 7, 200, 100);
        RawDisk one = new RawDisk(1000).entry(0, 0, 7, 200, 100);
        List<PartitionChange> changes = PartitionChanges.between(Tables.read(one), Tables.read(two));
        assertEquals(
                List.of(PartitionChange.Kind.CHANGED, PartitionChange.Kind.REMOVED),
                changes.stream().map(PartitionChange::kind).toList());
        DiskImage base = DiskImage.dynamic(1000 * SECTOR).build();
        DiskImage child = DiskImage.differencing(1000 * SECTOR)
                .parent(base)
                .own(500, 5, SectorContent.pattern(3))
                .build();
        VhdOptions options = VhdOptions.defaults().toBuilder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .build();
        try (VirtualDisk orphan = ChainsInMemory.open(TestChain.of(child), options)) {
            PartitionTable table = PartitionTable.read(orphan);
            assertEquals(
                    Unpartitioned.Reason.UNREADABLE,
                    assertInstanceOf(Unpartitioned.class, table).reason());
            changes = PartitionChanges.between(table, Tables.read(two));
            assertEquals(PartitionChange.Kind.NOT_KNOWN, changes.get(0).kind());
            changes = PartitionChanges.between(Tables.read(two), table);
            assertEquals(PartitionChange.Kind.NOT_KNOWN, changes.get(0).kind());
            assertEquals(
                    995,
                    PartitionOwnership.of(orphan).byRegion().get(0).owners().unknownSectors());
        }
    }
}
