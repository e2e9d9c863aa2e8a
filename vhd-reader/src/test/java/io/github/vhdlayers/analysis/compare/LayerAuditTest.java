package io.github.vhdlayers.analysis.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.ChainsInMemory;
import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Audits against a naive oracle: every sector of every layer of random chains. */
class LayerAuditTest {
    private static final int SECTOR = 512;
    private static final byte[] ZEROS = new byte[SECTOR];

    static LongStream seeds() {
        long first = Long.getLong("chains.first", 1);
        return LongStream.range(first, first + Long.getLong("chains.count", 40));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void equalsTheOracle(long seed) throws IOException {
        TestChain chain = RandomChains.next(seed);
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            for (int layer = 0; layer < chain.layers().size(); layer++) {
                check(chain, disk, layer, 1 + (int) (seed % 4));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sectorsBelowAnOrphanAreUnknown(long seed) throws IOException {
        TestChain whole = RandomChains.next(seed);
        int kept = 1 + (int) (seed % whole.layers().size());
        TestChain chain = whole.withoutParents(kept);
        VhdOptions options = VhdOptions.defaults().toBuilder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(chain, options)) {
            for (int layer = 0; layer < kept; layer++) {
                check(chain, disk, layer, 2);
            }
        }
    }

    private static void check(TestChain chain, VirtualDisk disk, int layer, int threads) throws IOException {
        TestChain view = chain.asOf(layer);
        LayerAudit.@Nullable Verdict[] expected = new LayerAudit.Verdict[(int) view.sectors()];
        AtomicLong bytes = new AtomicLong();
        for (int sector = 0; sector < expected.length; sector++) {
            expected[sector] = verdict(chain, layer, view, sector, bytes);
        }
        List<LayerAudit.Run> runs = new ArrayList<>();
        RegionAudit audit =
                RegionAudit.scan(disk.asOf(layer), ScanOptions.defaults().withThreads(threads), runs::add);
        AuditReport report = audit.report();
        assertEquals(report.sectors(), audit.counts().total());
        assertEquals(0, report.unknownOwners(), "a missing parent hides no sectors of its children");
        assertEquals(report.sectors(), report.ownedSectors());
        LayerAudit.@Nullable Verdict[] found = new LayerAudit.Verdict[expected.length];
        long end = -1;
        LayerAudit.Verdict before = null;
        for (LayerAudit.Run run : runs) {
            assertTrue(run.firstSector() > end || (run.firstSector() == end && run.verdict() != before), "coalesced");
            Arrays.fill(found, (int) run.firstSector(), (int) run.endSector(), run.verdict());
            end = run.endSector();
            before = run.verdict();
        }
        assertEquals(Arrays.asList(expected), Arrays.asList(found));
        for (LayerAudit.Verdict verdict : LayerAudit.Verdict.values()) {
            long count = Arrays.stream(expected).filter(one -> one == verdict).count();
            assertEquals(count, report.sectorsOf(verdict), verdict.toString());
            long inRegions = audit.byRegion().stream()
                    .mapToLong(region -> region.counts().of(verdict))
                    .sum();
            assertEquals(count, inRegions, verdict.toString());
        }
        assertEquals(layer, report.layer());
        assertEquals(bytes.get(), report.bytesRead(), "bytes read");
    }

    private static LayerAudit.@Nullable Verdict verdict(
            TestChain chain, int layer, TestChain view, long sector, AtomicLong bytes) {
        if (view.owner(sector) != 0) {
            return null;
        }
        boolean base = layer == chain.layers().size() - 1;
        int owner = TestChain.UNWRITTEN;
        if (base) {
            owner = chain.isOrphan() ? TestChain.UNKNOWN : TestChain.UNWRITTEN;
        } else if (sector < chain.asOf(layer + 1).sectors()) {
            owner = chain.asOf(layer + 1).owner(sector);
        }
        if (owner == TestChain.UNKNOWN) {
            return LayerAudit.Verdict.UNKNOWN;
        }
        byte[] mine = view.read(sector * SECTOR, SECTOR);
        boolean zero = Arrays.equals(mine, ZEROS);
        bytes.addAndGet(SECTOR);
        if (owner == TestChain.UNWRITTEN) {
            return zero ? LayerAudit.Verdict.ZERO_OVER_NONE : LayerAudit.Verdict.CHANGED;
        }
        bytes.addAndGet(SECTOR);
        byte[] below = chain.asOf(layer + 1).read(sector * SECTOR, SECTOR);
        if (Arrays.equals(mine, below)) {
            return LayerAudit.Verdict.SAME;
        }
        return zero ? LayerAudit.Verdict.ZEROED : LayerAudit.Verdict.CHANGED;
    }

    @Test
    void everyVerdictOccurs() throws IOException {
        SectorContent data = SectorContent.pattern(1);
        DiskImage base = DiskImage.dynamic(64 * SECTOR)
                .blockSize(8 * SECTOR)
                .own(0, 16, data)
                .build();
        DiskImage child = DiskImage.differencing(64 * SECTOR)
                .blockSize(4 * SECTOR)
                .parent(base)
                .own(2, 2, data)
                .own(4, 2, SectorContent.pattern(2))
                .own(6, 2, SectorContent.zeros())
                .own(20, 3, SectorContent.zeros())
                .own(23, 1, data)
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(TestChain.of(child, base))) {
            List<LayerAudit.Run> runs = new ArrayList<>();
            LayerAudit.of(disk).scan(ScanOptions.defaults(), runs::add);
            assertEquals(
                    List.of(
                            new LayerAudit.Run(2, 2, LayerAudit.Verdict.SAME),
                            new LayerAudit.Run(4, 2, LayerAudit.Verdict.CHANGED),
                            new LayerAudit.Run(6, 2, LayerAudit.Verdict.ZEROED),
                            new LayerAudit.Run(20, 3, LayerAudit.Verdict.ZERO_OVER_NONE),
                            new LayerAudit.Run(23, 1, LayerAudit.Verdict.CHANGED)),
                    runs);
            AuditReport ofBase = LayerAudit.of(disk, 1).scan();
            assertEquals(16, ofBase.sectorsOf(LayerAudit.Verdict.CHANGED));
            assertEquals(16, ofBase.sectors());
        }
    }

    @Test
    void progressEndsAtTheDisksEndAndCanCancel() throws IOException {
        DiskImage base = DiskImage.dynamic(16 << 20)
                .own(0, 8 << 11, SectorContent.pattern(1))
                .build();
        DiskImage child = DiskImage.differencing(16 << 20)
                .parent(base)
                .own(0, 10 << 11, SectorContent.pattern(2))
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(TestChain.of(child, base))) {
            List<Long> reported = new ArrayList<>();
            AuditReport report = LayerAudit.of(disk)
                    .scan(
                            ScanOptions.defaults().withProgress((done, total, bytes) -> {
                                assertEquals(32 << 10, total);
                                reported.add(done);
                                return true;
                            }),
                            run -> {});
            assertEquals(32L << 10, reported.get(reported.size() - 1));
            assertEquals(reported.stream().sorted().toList(), reported);
            assertEquals(18L << 20, report.bytesRead());
            AtomicLong seen = new AtomicLong();
            assertThrows(CancellationException.class, () -> LayerAudit.of(disk)
                    .scan(
                            ScanOptions.defaults().withThreads(3).withProgress((done, total, bytes) -> {
                                seen.set(done);
                                return done < 5000;
                            }),
                            run -> {}));
            assertTrue(seen.get() >= 5000 && seen.get() < 32 << 10, "cancelled at " + seen);
        }
    }

    @Test
    void whatTheVisitorThrowsComesOut() throws IOException {
        DiskImage base = DiskImage.dynamic(16 << 20)
                .own(0, 4 << 11, SectorContent.pattern(1))
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(TestChain.of(base))) {
            IOException mine = new IOException("full");
            IOException thrown =
                    assertThrows(IOException.class, () -> LayerAudit.of(disk).scan(ScanOptions.defaults(), run -> {
                        throw mine;
                    }));
            assertEquals(mine, thrown);
        }
    }

    @Test
    void sectorsThatTheFileHasLostAreUnknown() throws IOException {
        DiskImage base = DiskImage.dynamic(1 << 20)
                .blockSize(64 << 10)
                .own(0, 300, SectorContent.pattern(1))
                .build();
        byte[] whole = base.toBytes();
        long lost = base.fileOffsetOf(299) - 20 * SECTOR;
        byte[] cut = Arrays.copyOf(whole, (int) lost);
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("cut.vhd", cut), VhdOptions.defaults())) {
            AuditReport report = LayerAudit.of(disk).scan();
            assertEquals(300, report.sectors());
            assertNotEquals(0, report.sectorsOf(LayerAudit.Verdict.UNKNOWN));
            assertEquals(report.sectorsOf(LayerAudit.Verdict.UNKNOWN), report.unknownOwners());
            assertEquals(report.sectorsOf(LayerAudit.Verdict.CHANGED), report.ownedSectors());
            assertNotEquals(0, report.sectorsOf(LayerAudit.Verdict.CHANGED));
            assertTrue(report.problem() != null);
        }
    }
}
