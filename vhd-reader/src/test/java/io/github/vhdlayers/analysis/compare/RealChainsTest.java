package io.github.vhdlayers.analysis.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.ChainsInMemory;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.regions.ClusterMap;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.history.HistoryEntry;
import io.github.vhdlayers.internal.history.LayerHistory;
import io.github.vhdlayers.internal.regions.PartitionChange;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.RealDisk;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains of disks as real programs left them: what changed between two states is what those programs wrote. */
class RealChainsTest {
    private static final int SECTORS = 12 << 11;

    @TempDir
    Path folder;

    /** A disk with NTFS at sector 63, on which a folder is made; then its child gets a GPT with another file system. */
    @Test
    void aChildThatWroteAndAChildThatRepartitioned() throws IOException {
        String missing = InteropTools.missing("sfdisk", "mkfs.ntfs", "ntfscp", "mke2fs", "cmp", "awk");
        assumeTrue(missing.isEmpty(), missing);
        RealDisk disk = RealDisk.create(folder, SECTORS).sfdisk("label: dos\nstart=63, size=20000, type=7\n");
        disk.format(63, 20_000, "mkfs.ntfs", "-q", "-F", "-f", "-p", "63", "-c", "4096");
        byte[] first = disk.bytes();
        Path added = Files.write(folder.resolve("added"), new byte[300_000]);
        disk.change(63, 20_000, "ntfscp", "-f", "VOLUME", added.toString(), "zeros.bin");
        byte[] second = disk.bytes();
        disk.sfdisk("label: gpt\nstart=2048, size=8192\n").format(2048, 8192, "mke2fs", "-q", "-F", "-t", "ext4");
        byte[] third = disk.bytes();
        TestChain chain = TestChain.ofStates(List.of(first, second, third));
        try (VirtualDisk merged = ChainsInMemory.open(chain)) {
            checkHistory(merged, first, second, third);
            checkComparison(merged, second, third);
        }
    }

    private static void checkHistory(VirtualDisk merged, byte[] first, byte[] second, byte[] third) throws IOException {
        List<HistoryEntry> history = LayerHistory.of(merged, layer -> layer < 2, ScanOptions.defaults());
        assertEquals(
                PartitionChange.Kind.ADDED,
                history.get(0).partitionChanges().get(0).kind());
        assertEquals(
                PartitionChange.Kind.REMOVED,
                history.get(0).partitionChanges().get(1).kind());
        assertEquals(
                PartitionChange.Kind.SAME,
                history.get(1).partitionChanges().get(0).kind());
        assertTrue(history.get(0).owners().regions().table() instanceof PartitionTable.Gpt);
        assertTrue(history.get(1).owners().regions().table() instanceof PartitionTable.Mbr);
        assertEquals(TestChain.differing(third, second).size(), changed(history.get(0)));
        assertEquals(TestChain.differing(second, first).size(), changed(history.get(1)));
        Partition ntfs = history.get(1).owners().regions().table().partitions().get(0);
        Volume volume = ntfs.volume();
        assertNotNull(volume);
        assertEquals(Volume.Kind.NTFS, volume.kind());
        // Every cluster that the copied file changed, and none else, is the child's.
        List<Long> sectors = TestChain.differing(second, first);
        long owned = 0;
        ClusterMap map = ClusterMap.of(merged.asOf(1), ntfs);
        for (ClusterMap.Run run : map) {
            if (run.isMixed()) {
                owned += map.mask(run.firstCluster(), new Owner.Layer(1)).cardinality();
            } else if (new Owner.Layer(1).equals(run.owner())) {
                owned += run.sectorCount();
            }
            assertEquals(0, (run.firstSector() - 63) % 8);
        }
        assertEquals(
                sectors.stream()
                        .filter(sector -> map.geometry().clusterOf(sector) >= 0)
                        .count(),
                owned);
    }

    private static long changed(HistoryEntry entry) {
        RegionAudit audit = entry.audit();
        assertNotNull(audit);
        return audit.report().sectorsOf(LayerAudit.Verdict.CHANGED)
                + audit.report().sectorsOf(LayerAudit.Verdict.ZEROED);
    }

    /** The comparison with a raw disk, and cmp's list of differing bytes. */
    private void checkComparison(VirtualDisk merged, byte[] second, byte[] third) throws IOException {
        Path before = Files.write(folder.resolve("before.raw"), second);
        Path after = Files.write(folder.resolve("after.raw"), third);
        String list = "cmp -l " + before + " " + after + " | awk '{ print int(($1 - 1) / 512) }' | uniq";
        List<Long> expected = InteropTools.run(folder, "sh", "-c", list)
                .text()
                .lines()
                .map(Long::valueOf)
                .toList();
        try (RandomAccessSource a = RandomAccessSources.ofPath(before);
                RandomAccessSource b = RandomAccessSources.ofPath(after)) {
            assertEquals(expected, sectors(DiskComparison.of(a, b)));
            assertEquals(expected, sectors(DiskComparison.of(merged.asOf(1), b)));
            assertEquals(expected, sectors(DiskComparison.of(merged.asOf(1), merged)));
            assertTrue(DiskComparison.of(b, merged).scan().isEqual());
        }
    }

    private static List<Long> sectors(DiskComparison comparison) throws IOException {
        List<Long> sectors = new ArrayList<>();
        comparison.scan(ScanOptions.defaults(), run -> {
            for (long sector = run.firstSector(); sector < run.endSector(); sector++) {
                sectors.add(sector);
            }
        });
        return sectors;
    }
}
