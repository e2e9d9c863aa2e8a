package io.github.vhdlayers.analysis.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.ChainsInMemory;
import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.internal.analysis.RegionComparison;
import io.github.vhdlayers.internal.analysis.RunHashes;
import io.github.vhdlayers.internal.regions.RegionCounts;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Comparisons against a naive oracle: every sector, and how many bytes had to be read to tell. */
class DiskComparisonTest {
    private static final int SECTOR = 512;
    private static final byte[] ZEROS = new byte[SECTOR];

    @TempDir
    Path folder;

    static LongStream seeds() {
        long first = Long.getLong("chains.first", 1);
        return LongStream.range(first, first + Long.getLong("chains.count", 30));
    }

    /** What the oracle knows of a disk: which layer has a sector, as a name of its place, and its bytes. */
    private interface Known {
        long sectors();

        /** The place of an owned sector; null for an unwritten one, and "?" for unknown. */
        @Nullable
        String place(long sector);

        byte[] bytes(long sector);
    }

    private record KnownChain(TestChain chain, String name, int firstLayer) implements Known {
        @Override
        public long sectors() {
            return chain.sectors();
        }

        @Override
        public @Nullable String place(long sector) {
            int owner = chain.owner(sector);
            if (owner == TestChain.UNKNOWN) {
                return "?";
            }
            return owner == TestChain.UNWRITTEN ? null : name + (owner + firstLayer);
        }

        @Override
        public byte[] bytes(long sector) {
            return chain.read(sector * SECTOR, SECTOR);
        }
    }

    private record KnownRaw(String name, ByteArray raw) implements Known {
        @Override
        public long sectors() {
            return (raw.bytes().length + SECTOR - 1L) / SECTOR;
        }

        @Override
        public String place(long sector) {
            return name;
        }

        @Override
        public byte[] bytes(long sector) {
            return Arrays.copyOfRange(raw.bytes(), (int) sector * SECTOR, (int) (sector + 1) * SECTOR);
        }
    }

    /** Bytes that a record may hold. */
    private interface ByteArray {
        byte[] bytes();
    }

    private static Known raw(String name, byte[] bytes) {
        return new KnownRaw(name, () -> bytes);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void unrelatedChainsEqualTheOracle(long seed) throws IOException {
        TestChain first = RandomChains.next(seed);
        TestChain second = RandomChains.next(seed + 1_000_000);
        try (VirtualDisk a = ChainsInMemory.open(first);
                VirtualDisk b = ChainsInMemory.open(second)) {
            check(new KnownChain(first, "a", 0), new KnownChain(second, "b", 0), a, b, seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void viewsOfOneChainReadOnlyWhatTheyDoNotShare(long seed) throws IOException {
        TestChain chain = RandomChains.next(seed);
        int one = (int) (seed % chain.layers().size());
        int other = (int) (seed / 7 % chain.layers().size());
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            check(
                    new KnownChain(chain.asOf(one), "", one),
                    new KnownChain(chain.asOf(other), "", other),
                    disk.asOf(one),
                    disk.asOf(other),
                    seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void chainAndRawDiskEqualTheOracle(long seed) throws IOException {
        TestChain chain = RandomChains.next(seed);
        byte[] bytes = chain.merged();
        for (int i = 0; i < 5; i++) {
            bytes[(int) ((seed * 31 + i * 977L) % bytes.length)] ^= 1;
        }
        byte[] raw = Arrays.copyOf(bytes, (int) Math.max(1, bytes.length - 700 + seed * 13 % 1400));
        try (VirtualDisk a = ChainsInMemory.open(chain)) {
            RandomAccessSource b = RandomAccessSources.ofBytes("raw", raw);
            check(new KnownChain(chain, "a", 0), raw("b", raw), a, b, seed);
            check(raw("b", raw), new KnownChain(chain, "a", 0), b, a, seed);
            check(raw("b", raw), raw("b", raw), b, b, seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sectorsUnknownOnOneSideAreUnknown(long seed) throws IOException {
        TestChain whole = RandomChains.next(seed);
        TestChain orphan = whole.withoutParents(1 + (int) (seed % whole.layers().size()));
        VhdOptions options = VhdOptions.defaults().toBuilder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .build();
        try (VirtualDisk a = ChainsInMemory.open(orphan, options);
                VirtualDisk b = ChainsInMemory.open(whole)) {
            check(new KnownChain(orphan, "a", 0), new KnownChain(whole, "b", 0), a, b, seed);
        }
    }

    private static void check(Known a, Known b, RandomAccessData diskA, RandomAccessData diskB, long seed)
            throws IOException {
        int sectors = (int) Math.max(a.sectors(), b.sectors());
        DiskComparison.@Nullable Difference[] expected = new DiskComparison.Difference[sectors];
        long bytes = 0;
        for (int sector = 0; sector < sectors; sector++) {
            String placeA = sector < a.sectors() ? a.place(sector) : null;
            String placeB = sector < b.sectors() ? b.place(sector) : null;
            boolean ofOneChain = diskA instanceof MergedSource one
                    && diskB instanceof MergedSource other
                    && one.chain() == other.chain();
            if (ofOneChain && "?".equals(placeA) && "?".equals(placeB)) {
                // Both take it from the same missing layer.
                continue;
            }
            if ("?".equals(placeA) || "?".equals(placeB)) {
                expected[sector] = DiskComparison.Difference.UNKNOWN;
                continue;
            }
            if (placeA != null && placeA.equals(placeB)) {
                continue;
            }
            byte[] bytesA = placeA == null ? ZEROS : a.bytes(sector);
            byte[] bytesB = placeB == null ? ZEROS : b.bytes(sector);
            if (!Arrays.equals(bytesA, bytesB)) {
                expected[sector] = placeA == null
                        ? DiskComparison.Difference.ONLY_B
                        : placeB == null ? DiskComparison.Difference.ONLY_A : DiskComparison.Difference.CHANGED;
            }
            bytes += (placeA == null ? 0 : size(diskA, sector)) + (placeB == null ? 0 : size(diskB, sector));
        }
        List<DiskComparison.Run> runs = new ArrayList<>();
        RegionComparison compared = RegionComparison.scan(
                diskA, diskB, ScanOptions.defaults().withThreads(1 + (int) (seed % 4)), runs::add);
        ComparisonReport report = compared.report();
        assertEquals(report.sectors(), compared.counts().total());
        DiskComparison.@Nullable Difference[] found = new DiskComparison.Difference[sectors];
        long end = -1;
        for (DiskComparison.Run run : runs) {
            boolean joined = run.firstSector() == end && found[(int) end - 1] == run.kind();
            assertTrue(run.firstSector() >= end && !joined, "coalesced and sorted");
            Arrays.fill(found, (int) run.firstSector(), (int) run.endSector(), run.kind());
            end = run.endSector();
        }
        assertEquals(Arrays.asList(expected), Arrays.asList(found));
        assertEquals(bytes, report.bytesRead(), "bytes read");
        for (DiskComparison.Difference kind : DiskComparison.Difference.values()) {
            long count = Arrays.stream(expected).filter(one -> one == kind).count();
            assertEquals(count, report.sectorsOf(kind));
            assertEquals(count, sum(compared.byRegionOfA(), kind));
            assertEquals(count, sum(compared.byRegionOfB(), kind));
        }
        assertEquals(runs.isEmpty(), report.isEqual());
    }

    /** A raw disk's last sector may not be whole. */
    private static long size(RandomAccessData disk, long sector) throws IOException {
        return Math.min(SECTOR, disk.size() - sector * SECTOR);
    }

    private static long sum(List<RegionCounts<DiskComparison.Difference>> regions, DiskComparison.Difference kind) {
        return regions.stream().mapToLong(region -> region.counts().of(kind)).sum();
    }

    @Test
    void chainsThatShareABaseFileReadOnlyWhatMayDiffer() throws IOException {
        long size = 4L << 30;
        DiskImage base = DiskImage.dynamic(size)
                .own(0, 8 << 11, SectorContent.pattern(1))
                .own(3 << 21, 8 << 11, SectorContent.pattern(1))
                .build();
        Path inBase = base.writeTo(folder.resolve("base.vhd"));
        Path one = child(base, "one.vhd", 1000, 40, 2);
        Path two = child(base, "two.vhd", 1020, 40, 3);
        try (VirtualDisk a = VirtualDisk.open(one);
                VirtualDisk b = VirtualDisk.open(two)) {
            List<DiskComparison.Run> runs = new ArrayList<>();
            ComparisonReport report = DiskComparison.of(a, b).scan(ScanOptions.defaults(), runs::add);
            assertEquals(List.of(new DiskComparison.Run(1000, 60, DiskComparison.Difference.CHANGED)), runs);
            // The 60 sectors that one of the children owns, on both sides.
            assertEquals(2 * 60 * SECTOR, report.bytesRead());
        }
        assertTrue(Files.size(inBase) > 16 << 20);
        // A copy is another file, though it has the same id and bytes: then all has to be read.
        Path elsewhere = Files.createDirectory(folder.resolve("copy"));
        Files.copy(two, elsewhere.resolve("two.vhd"));
        Files.copy(inBase, elsewhere.resolve("base.vhd"));
        try (VirtualDisk a = VirtualDisk.open(one);
                VirtualDisk b = VirtualDisk.open(elsewhere.resolve("two.vhd"))) {
            ComparisonReport report = DiskComparison.of(a, b).scan();
            assertEquals(60, report.sectors());
            assertEquals(2L * (16 << 20), report.bytesRead());
        }
        // A link is not.
        Path linked = Files.createDirectory(folder.resolve("link"));
        Files.copy(two, linked.resolve("two.vhd"));
        Files.createLink(linked.resolve("base.vhd"), inBase);
        try (VirtualDisk a = VirtualDisk.open(one);
                VirtualDisk b = VirtualDisk.open(linked.resolve("two.vhd"))) {
            assertEquals(2 * 60 * SECTOR, DiskComparison.of(a, b).scan().bytesRead());
        }
    }

    private Path child(DiskImage base, String name, long first, long count, long seed) throws IOException {
        return DiskImage.differencing(base.size())
                .parent(base)
                .parentName("base.vhd")
                .relativeLocator(".\\base.vhd")
                .own(first, count, SectorContent.pattern(seed))
                .build()
                .writeTo(folder.resolve(name));
    }

    @Test
    void bitmapsOfALargeSharedBaseAreNotRead() throws IOException {
        // 8,192 blocks, each with a bitmap of 512 bytes.
        DiskImage.Builder large = DiskImage.dynamic(32 << 20).blockSize(4096);
        for (int block = 0; block < 8192; block++) {
            large.own(block * 8L + block % 8, 1, SectorContent.pattern(1));
        }
        DiskImage base = large.build();
        byte[] bytes = base.toBytes();
        AtomicLong read = new AtomicLong();
        byte[] child = DiskImage.differencing(base.size())
                .parent(base)
                .own(10_000, 10, SectorContent.pattern(2))
                .build()
                .toBytes();
        RandomAccessSource file = new CountingSource(RandomAccessSources.ofBytes("base.vhd", bytes), read);
        VhdOptions options = VhdOptions.defaults().toBuilder()
                .parentResolver(reference -> List.of(ParentCandidate.of("base.vhd", () -> file)))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("child.vhd", child), options)) {
            long opened = read.get();
            assertEquals(10, DiskComparison.of(disk, disk.asOf(1)).scan().sectors());
            assertEquals(10, LayerAudit.of(disk).scan().sectors());
            // A window's bitmaps for both sides of either scan, the table of blocks, and the partition tables' sectors.
            long most = 4 * 512 * 512 + 300_000;
            assertTrue(read.get() - opened < most, "read " + (read.get() - opened));
        }
    }

    @Test
    void behindTheEndOfAShorterLayerASharedBaseDoesNotCount() throws IOException {
        DiskImage base = DiskImage.dynamic(40_000 * SECTOR)
                .own(0, 40_000, SectorContent.pattern(1))
                .build();
        DiskImage shorter = DiskImage.differencing(20_000 * SECTOR).parent(base).build();
        DiskImage leaf = DiskImage.differencing(40_000 * SECTOR).parent(shorter).build();
        TestChain chain = TestChain.of(leaf, shorter, base);
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    check(
                            new KnownChain(chain.asOf(a), "", a),
                            new KnownChain(chain.asOf(b), "", b),
                            disk.asOf(a),
                            disk.asOf(b),
                            3);
                }
            }
        }
    }

    @Test
    void viewsOfAnOrphanShareWhatIsNotKnown() throws IOException {
        DiskImage base = DiskImage.dynamic(40_000 * SECTOR).build();
        DiskImage middle = DiskImage.differencing(base.size())
                .parent(base)
                .own(0, 10, SectorContent.pattern(1))
                .build();
        DiskImage leaf = DiskImage.differencing(base.size())
                .parent(middle)
                .own(5, 10, SectorContent.pattern(2))
                .build();
        TestChain chain = TestChain.of(leaf, middle);
        VhdOptions options = VhdOptions.defaults().toBuilder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .build();
        try (VirtualDisk disk = ChainsInMemory.open(chain, options)) {
            check(new KnownChain(chain, "", 0), new KnownChain(chain.asOf(1), "", 1), disk, disk.asOf(1), 2);
        }
    }

    @Test
    void blocksOfASharedBaseThatCannotBeReadAreUnknown() throws IOException {
        DiskImage base = DiskImage.dynamic(32 << 20)
                .blockSize(4096)
                .own(0, 60_000, SectorContent.pattern(1))
                .build();
        byte[] bytes = base.toBytes();
        // Block 7,000, far from what the child owns, is said to be where the footer's copy is.
        int entry = (int) base.positions().tableOffset() + 7_000 * 4;
        Arrays.fill(bytes, entry, entry + 3, (byte) 0);
        bytes[entry + 3] = 1;
        byte[] child = DiskImage.differencing(base.size())
                .parent(base)
                .own(10_000, 10, SectorContent.pattern(2))
                .build()
                .toBytes();
        VhdOptions options = VhdOptions.defaults().toBuilder()
                .parentResolver(reference ->
                        List.of(ParentCandidate.of("base.vhd", () -> RandomAccessSources.ofBytes("base.vhd", bytes))))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("child.vhd", child), options)) {
            List<DiskComparison.Run> runs = new ArrayList<>();
            ComparisonReport report = DiskComparison.of(disk, disk.asOf(1)).scan(ScanOptions.defaults(), runs::add);
            assertEquals(
                    List.of(
                            new DiskComparison.Run(10_000, 10, DiskComparison.Difference.CHANGED),
                            new DiskComparison.Run(56_000, 8, DiskComparison.Difference.UNKNOWN)),
                    runs);
            assertEquals(20 * SECTOR, report.bytesRead());
        }
    }

    private record CountingSource(RandomAccessSource whole, AtomicLong bytes) implements RandomAccessSource {
        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public long size() throws IOException {
            return whole.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            int count = whole.read(position, target);
            bytes.addAndGet(Math.max(0, count));
            return count;
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }

    @Test
    void hashesAreThoseOfTheBytes() throws Exception {
        DiskImage one =
                DiskImage.dynamic(1 << 20).own(0, 700, SectorContent.pattern(1)).build();
        DiskImage two = DiskImage.dynamic(1 << 20)
                .own(100, 600, SectorContent.pattern(2))
                .build();
        TestChain first = TestChain.of(one);
        TestChain second = TestChain.of(two);
        try (VirtualDisk a = ChainsInMemory.open(first);
                VirtualDisk b = ChainsInMemory.open(second)) {
            DiskComparison comparison = DiskComparison.of(a, b);
            List<DiskComparison.Run> runs = new ArrayList<>();
            List<RunHashes> hashes = new ArrayList<>();
            comparison.scan(ScanOptions.defaults(), run -> {
                runs.add(run);
                hashes.add(RunHashes.of(a, b, run));
            });
            assertEquals(
                    List.of(
                            new DiskComparison.Run(0, 100, DiskComparison.Difference.ONLY_A),
                            new DiskComparison.Run(100, 600, DiskComparison.Difference.CHANGED)),
                    runs);
            assertEquals(sha256(first.read(0, 100 * SECTOR)), hashes.get(0).a());
            assertNull(hashes.get(0).b());
            assertEquals(
                    sha256(first.read(100 * SECTOR, 600 * SECTOR)),
                    hashes.get(1).a());
            assertEquals(
                    sha256(second.read(100 * SECTOR, 600 * SECTOR)),
                    hashes.get(1).b());
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
