package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.file.ResidueRegion;
import io.github.vhdlayers.internal.file.ResidueReport;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.ChainParameters;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.DiskKind;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Positions;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found where nothing should be. */
class ResidueTest {
    private static final int SECTOR = 512;
    private static final long CHAINS = Long.getLong("chains.count", 150);

    private final DiskImage child = DiskImage.differencing(40 * SECTOR)
            .blockSize(4096)
            .layout(Layout.WINDOWS)
            .parentUniqueId(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
            .parentName("base.vhd")
            .relativeLocator(".\\base.vhd")
            .own(3, 2, SectorContent.pattern(1))
            .own(36, 1, SectorContent.pattern(2))
            .build();

    @Test
    void healthyFilesHaveNone() throws IOException {
        for (long seed = 0; seed < CHAINS; seed++) {
            for (DiskImage disk :
                    RandomChains.next(seed, ChainParameters.HEALTHY).layers()) {
                assertEquals(List.of(), report(disk.toBytes()).regions(), "seed " + seed + ", " + disk);
            }
        }
    }

    @Test
    void everySectorOfResidueAndSlackIsFoundAndNoOther() throws IOException {
        for (long seed = 0; seed < CHAINS; seed++) {
            for (DiskImage disk : RandomChains.next(seed, ChainParameters.ANY).layers()) {
                byte[] bytes = disk.toBytes();
                ResidueReport report = report(bytes);
                String what = "seed " + seed + ", " + disk;
                assertEquals(residue(disk), sectors(report, ResidueRegion.Kind.UNDER_CLEAR_BITS), what);
                assertEquals(slack(disk, bytes), sectors(report, ResidueRegion.Kind.PAST_DISK_END), what);
                for (ResidueRegion region : report.regions()) {
                    assertTrue(
                            region.kind() == ResidueRegion.Kind.UNDER_CLEAR_BITS
                                    || region.kind() == ResidueRegion.Kind.PAST_DISK_END
                                    || isBatmap(disk, region),
                            () -> what + ": " + region);
                    if (region.virtualSector() >= 0) {
                        assertEquals(disk.fileOffsetOf(region.virtualSector()), region.fileOffset(), what);
                    }
                }
            }
        }
    }

    @Test
    void residueOfADynamicDiskIsWhereTheTwoRulesDiffer() throws IOException {
        DiskImage disk = DiskImage.dynamic(64 * SECTOR)
                .blockSize(4096)
                .own(0, 3, SectorContent.pattern(1))
                .residue(4, 2, SectorContent.pattern(2))
                .residue(20, 1, SectorContent.pattern(3))
                .build();
        ResidueReport report = report(disk.toBytes());
        assertEquals(
                List.of(FindingCode.RESIDUE, FindingCode.DYNAMIC_BITMAP_DIFFERS, FindingCode.BLOCKS_WITHOUT_SECTORS),
                report.findings().stream().map(Finding::code).toList());
        try (VirtualDisk honouring = ChainsInMemory.open(TestChain.of(disk));
                VirtualDisk ignoring = ChainsInMemory.open(
                        TestChain.of(disk),
                        VhdOptions.builder().honourDynamicBitmaps(false).build())) {
            Set<Long> different = new TreeSet<>();
            for (long sector = 0; sector < disk.sectors(); sector++) {
                if (!Arrays.equals(sector(honouring, sector), sector(ignoring, sector))) {
                    different.add(disk.fileOffsetOf(sector));
                }
            }
            assertEquals(different, sectors(report, ResidueRegion.Kind.UNDER_CLEAR_BITS));
            assertEquals(
                    report.findings().toString().replace("d.vhd", "leaf.vhd"),
                    honouring.examineResidue(Progress.NONE).toString());
        }
    }

    @Test
    void hiddenBytesAreFoundInEveryPlace() throws IOException {
        Positions at = child.positions();
        long blockEnd = at.blockDataOffset(4) + child.blockSize();
        found(ResidueRegion.Kind.RESERVED, 100, 1);
        found(ResidueRegion.Kind.RESERVED, at.headerOffset() + 61, 1);
        found(ResidueRegion.Kind.RESERVED, at.headerOffset() + 64 + 2 * 20, 1);
        found(ResidueRegion.Kind.RESERVED, at.headerOffset() + 576 + 12, 1);
        found(ResidueRegion.Kind.RESERVED, at.headerOffset() + 576 + 3 * 24 + 10, 1);
        found(ResidueRegion.Kind.RESERVED, at.headerOffset() + 800, 1);
        found(ResidueRegion.Kind.RESERVED, at.tailOffset() + 300, 1);
        found(ResidueRegion.Kind.TABLE_PADDING, at.tableOffset() + at.tableBytes() + 4, 4);
        found(ResidueRegion.Kind.TABLE_PADDING, at.tableOffset() + 2048, 4);
        int slot = 0;
        while (at.locatorOffset(slot) < 0) {
            slot++;
        }
        long locatorEnd = at.locatorOffset(slot) + at.locatorLength(slot);
        found(ResidueRegion.Kind.LOCATOR_SLACK, locatorEnd + 10, SECTOR);
        found(ResidueRegion.Kind.BITMAP_PADDING, at.bitmapOffset(4) + 100, 4);
        found(
                ResidueRegion.Kind.UNREFERENCED,
                Math.max(blockEnd, at.blockDataOffset(0) + child.blockSize()) + 7,
                SECTOR);
        found(ResidueRegion.Kind.UNDER_CLEAR_BITS, at.blockDataOffset(0) + 511, SECTOR);
    }

    /** A byte at a place is found as what it is, and nothing else is. */
    private void found(ResidueRegion.Kind kind, long fileOffset, long length) throws IOException {
        byte[] bytes = child.toBytes();
        byte[] hidden = bytes.clone();
        hidden[(int) fileOffset] ^= 0x5A;
        List<ResidueRegion> regions = report(hidden).regions();
        assertEquals(1, regions.size(), () -> kind + " " + regions);
        ResidueRegion region = regions.get(0);
        assertEquals(kind, region.kind());
        assertTrue(region.fileOffset() <= fileOffset && fileOffset < region.end(), region::toString);
        assertTrue(region.length() <= length, region::toString);
    }

    @Test
    void everyKindHasItsFinding() throws IOException {
        Set<FindingCode> codes = new TreeSet<>();
        for (ResidueRegion.Kind kind : ResidueRegion.Kind.values()) {
            codes.add(kind.code());
        }
        assertEquals(
                Set.of(
                        FindingCode.RESIDUE,
                        FindingCode.SLACK,
                        FindingCode.UNREFERENCED_DATA,
                        FindingCode.TABLE_PADDING,
                        FindingCode.LOCATOR_SLACK,
                        FindingCode.BITMAP_PADDING,
                        FindingCode.STRUCTURE_PADDING,
                        FindingCode.OTHER_SECTORS,
                        FindingCode.TRIMMED_DATA,
                        FindingCode.OLD_LOG_ENTRIES,
                        FindingCode.FORMER_HEADER,
                        FindingCode.METADATA_SLACK),
                codes);
        DiskImage slack = DiskImage.dynamic(11 * SECTOR)
                .blockSize(4096)
                .own(8, 3, SectorContent.pattern(1))
                .slack(SectorContent.pattern(2))
                .build();
        assertEquals(
                List.of(FindingCode.SLACK),
                report(slack.toBytes()).findings().stream().map(Finding::code).toList());
    }

    @Test
    void bitmapsThatXenDidNotKeepUpAreNoResidue() throws IOException {
        DiskImage disk = DiskImage.dynamic(16 * SECTOR)
                .blockSize(4096)
                .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                .batmap(true)
                .staleBitmaps(true)
                .own(0, 16, SectorContent.pattern(1))
                .build();
        ResidueReport report = report(disk.toBytes());
        assertEquals(List.of(), report.regions());
        assertEquals(
                List.of(FindingCode.BATMAP_DISAGREES),
                report.findings().stream().map(Finding::code).toList());
    }

    @Test
    void aDiskInsideADiskIsNotTakenForItsContainer() throws IOException {
        byte[] inner = DiskImage.dynamic(SECTOR).blockSize(512).build().toBytes();
        byte[] outer = DiskImage.fixed(40 * SECTOR).build().toBytes();
        System.arraycopy(inner, 0, outer, 0, SECTOR);
        try (VhdFile file = open(outer)) {
            assertEquals(
                    List.of(FindingCode.FIXED_WITH_LEADING_FOOTER),
                    file.findings().stream().map(Finding::code).toList());
            assertEquals(40, file.sectors());
        }
    }

    @Test
    void aScanOfTheRoomThatATableClaimsCanBeEnded(@TempDir Path folder) throws IOException {
        DiskImage tiny = DiskImage.dynamic(8 * SECTOR)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .build();
        Path file = tiny.writeTo(folder.resolve("room.vhd"));
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(tiny.positions().headerOffset() + 28);
            bytes.writeInt(0xFFFF_FFFF);
            bytes.setLength(1L << 30);
        }
        AtomicLong seen = new AtomicLong();
        try (VhdFile opened = VhdFile.open(RandomAccessSources.ofPath(file))) {
            Progress enough = (done, total, read) -> {
                seen.set(read);
                return read < 4 << 20;
            };
            assertThrows(CancellationException.class, () -> ResidueReport.of(opened, Limits.defaults(), enough));
        }
        assertTrue(seen.get() < 8 << 20, "ended after " + seen);
    }

    @Test
    void whatFollowsTheFooterIsUnreferenced() throws IOException {
        byte[] bytes = DiskImage.fixed(8 * SECTOR)
                .own(0, 8, SectorContent.pattern(1))
                .trailingJunk(700)
                .build()
                .toBytes();
        ResidueReport report = report(bytes);
        assertEquals(700, report.tally(ResidueRegion.Kind.UNREFERENCED).bytes());
        assertEquals(9 * SECTOR, report.regions().get(0).fileOffset());
        try (VhdFile file = open(bytes)) {
            ByteBuffer raw = ByteBuffer.allocate(700);
            file.readRaw(9 * SECTOR, raw);
            assertArrayEquals(Arrays.copyOfRange(bytes, 9 * SECTOR, bytes.length), raw.array());
            assertThrows(IndexOutOfBoundsException.class, () -> file.readRaw(9 * SECTOR + 1, raw.clear()));
        }
    }

    @Test
    void listsAreBoundedAndSumsAreNot() throws IOException {
        DiskImage.Builder disk = DiskImage.dynamic(64 * SECTOR).blockSize(4096);
        for (int sector = 0; sector < 64; sector += 2) {
            disk.residue(sector, 1, SectorContent.pattern(1));
        }
        Limits few = Limits.defaults().toBuilder().maxListedRegions(3).build();
        try (VhdFile file = open(disk.build().toBytes())) {
            ResidueReport report = ResidueReport.of(file, few, Progress.NONE);
            assertEquals(3, report.regions().size());
            assertEquals(32, report.tally(ResidueRegion.Kind.UNDER_CLEAR_BITS).regions());
            assertTrue(report.findings().stream().anyMatch(one -> one.code() == FindingCode.REGIONS_LEFT_OUT));
        }
    }

    @Test
    void blocksThatWereNotComparedAreNotCalledUnreferenced() throws IOException {
        DiskImage disk = DiskImage.dynamic(64 * SECTOR)
                .blockSize(4096)
                .own(0, 64, SectorContent.pattern(1))
                .build();
        Limits few = Limits.defaults().toBuilder().maxExaminedBlocks(2).build();
        try (VhdFile file = open(disk.toBytes())) {
            ResidueReport report = ResidueReport.of(file, few, Progress.NONE);
            assertEquals(List.of(), report.regions());
            assertEquals(
                    List.of(FindingCode.EXAMINATION_INCOMPLETE),
                    report.findings().stream().map(Finding::code).toList());
        }
    }

    @Test
    void aScanCanBeEnded() throws IOException {
        try (VhdFile file = open(child.toBytes())) {
            List<Long> reported = new ArrayList<>();
            assertThrows(
                    CancellationException.class,
                    () -> ResidueReport.of(file, Limits.defaults(), (done, total, read) -> {
                        reported.add(total);
                        return false;
                    }));
            assertEquals(List.of(file.fileSize()), reported);
        }
    }

    @Test
    void blocksSharingOnePlaceAreReadOnce() throws IOException {
        DiskImage disk = DiskImage.dynamic(8L << 20)
                .blockSize(4096)
                .residue(0, 8, SectorContent.pattern(1))
                .build();
        byte[] bytes = disk.toBytes();
        ByteBuffer table = ByteBuffer.wrap(bytes);
        for (int block = 1; block < 2048; block++) {
            table.putInt((int) disk.positions().tableOffset() + 4 * block, (int)
                    disk.positions().tableEntry(0));
        }
        AtomicLong read = new AtomicLong();
        RandomAccessSource counting = new CountingSource(RandomAccessSources.ofBytes("d.vhd", bytes), read);
        try (VhdFile file = VhdFile.open(counting)) {
            ResidueReport report = ResidueReport.of(file, Limits.defaults(), Progress.NONE);
            assertEquals(1, report.regions().size());
            assertTrue(read.get() < 4L * bytes.length, () -> read + " bytes were read of " + bytes.length);
        }
    }

    /** A batmap in a file that is not Xen's is not read, and so is no structure's. */
    private static boolean isBatmap(DiskImage disk, ResidueRegion region) {
        long batmap = disk.positions().batmapOffset();
        return batmap >= 0 && region.fileOffset() >= batmap && region.fileOffset() < batmap + 4096;
    }

    private static Set<Long> residue(DiskImage disk) {
        Set<Long> places = new TreeSet<>();
        byte[] sector = new byte[SECTOR];
        for (long i = 0; disk.kind() != DiskKind.FIXED && i < disk.sectors(); i++) {
            if (disk.hasResidue(i) && !disk.owns(i)) {
                disk.stored(i, sector, 0);
                if (!isZero(sector, 0, SECTOR)) {
                    places.add(disk.fileOffsetOf(i));
                }
            }
        }
        return places;
    }

    private static Set<Long> slack(DiskImage disk, byte[] file) {
        Set<Long> places = new TreeSet<>();
        if (disk.kind() != DiskKind.FIXED) {
            long block = (disk.size() - 1) / disk.blockSize();
            long data = disk.positions().blockDataOffset(block);
            long inDisk = disk.size() - block * disk.blockSize();
            for (long at = data + inDisk; data >= 0 && at < data + disk.blockSize(); at += SECTOR) {
                if (!isZero(file, (int) at, SECTOR)) {
                    places.add(at);
                }
            }
        }
        return places;
    }

    private static Set<Long> sectors(ResidueReport report, ResidueRegion.Kind kind) {
        Set<Long> places = new TreeSet<>();
        for (ResidueRegion region : report.regions()) {
            for (long at = region.fileOffset(); region.kind() == kind && at < region.end(); at += SECTOR) {
                places.add(at);
            }
        }
        return places;
    }

    private static boolean isZero(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] sector(VirtualDisk disk, long sector) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
        disk.readFully(sector * SECTOR, bytes);
        return bytes.array();
    }

    private static ResidueReport report(byte[] file) throws IOException {
        try (VhdFile opened = open(file)) {
            return ResidueReport.of(opened, Limits.defaults(), Progress.NONE);
        }
    }

    private static VhdFile open(byte[] file) throws IOException {
        return VhdFile.open(RandomAccessSources.ofBytes("d.vhd", file));
    }

    /** Counts the bytes that are read. */
    private record CountingSource(RandomAccessSource source, AtomicLong count) implements RandomAccessSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public long size() throws IOException {
            return source.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            int read = source.read(position, target);
            count.addAndGet(Math.max(0, read));
            return read;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
