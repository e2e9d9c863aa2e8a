package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What files record of times and ids, what a cut says once, and what a disk says when it is closed or its source is wrong. */
class RecordedTimesTest {
    private static final long SIZE = 64 * 1024;
    private static final int DAY = 86_400;

    private static DiskImage base(long created) {
        return DiskImage.dynamic(SIZE)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .timestamp(created)
                .own(0, 64, SectorContent.pattern(1))
                .build();
    }

    private static List<FindingCode> chain(long created, long recorded, long parentCreated) throws IOException {
        DiskImage base = base(parentCreated);
        DiskImage child = DiskImage.differencing(SIZE)
                .blockSize(4096)
                .timestamp(created)
                .parent(base)
                .parentTimestamp(recorded)
                .build();
        try (VirtualDisk disk = VirtualDisk.open(
                RandomAccessSources.ofBytes("leaf.vhd", child.toBytes()),
                VhdOptions.builder()
                        .parentResolver(reference -> List.of(ParentCandidate.of(
                                "base.vhd", () -> RandomAccessSources.ofBytes("base.vhd", base.toBytes()))))
                        .build())) {
            return disk.findings().stream()
                    .map(Finding::code)
                    .filter(code -> code != FindingCode.PARENT_RENAMED)
                    .toList();
        }
    }

    @Test
    void timesThatCannotBeHaveAFinding() throws IOException {
        long now = 800_000_000;
        assertEquals(List.of(), chain(now, now - DAY, now - 2 * DAY));
        assertEquals(List.of(), chain(now, now, now));
        assertEquals(List.of(), chain(now, 0, now - DAY));
        assertEquals(List.of(FindingCode.CHAIN_TIMES_CONTRADICT), chain(now, 0, now + DAY));
        assertEquals(List.of(FindingCode.CHAIN_TIMES_CONTRADICT), chain(now, now + DAY, now - DAY));
        assertTrue(chain(4_000_000_000L, 0, now).contains(FindingCode.TIME_IN_FUTURE));
        assertEquals(List.of(FindingCode.CREATION_TIME_MISSING), chain(0, now, now));
    }

    /** A layer between that lost its time hides nothing. */
    @Test
    void comparesTimesAcrossALayerWithoutOne() throws IOException {
        long now = 800_000_000;
        DiskImage base = base(now + DAY);
        DiskImage middle = DiskImage.differencing(SIZE)
                .blockSize(4096)
                .timestamp(0)
                .parent(base)
                .parentTimestamp(0)
                .build();
        DiskImage leaf = DiskImage.differencing(SIZE)
                .blockSize(4096)
                .timestamp(now)
                .parent(middle)
                .parentTimestamp(0)
                .build();
        VhdOptions options = VhdOptions.builder()
                .parentResolver(reference -> List.of(
                        ParentCandidate.of("base.vhd", () -> RandomAccessSources.ofBytes("base.vhd", base.toBytes())),
                        ParentCandidate.of("mid.vhd", () -> RandomAccessSources.ofBytes("mid.vhd", middle.toBytes()))))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("leaf.vhd", leaf.toBytes()), options)) {
            List<String> details = disk.findings().stream()
                    .filter(finding -> finding.code() == FindingCode.CHAIN_TIMES_CONTRADICT)
                    .map(Finding::detail)
                    .toList();
            assertEquals(1, details.size(), disk.findings().toString());
            assertTrue(details.get(0).contains(", before the layer below it, base.vhd, created "), details.get(0));
        }
    }

    @Test
    void aTimeAndAnIdOfZeroAreNotRecorded() throws IOException {
        DiskImage image = base(800_000_000);
        byte[] bytes = image.toBytes();
        for (int at : new int[] {0, (int) image.positions().tailOffset()}) {
            ByteBuffer.wrap(bytes).putInt(at + 24, 0).putLong(at + 68, 0).putLong(at + 76, 0);
        }
        try (VirtualDisk disk = VirtualDisk.open(
                RandomAccessSources.ofBytes("a.vhd", Mutations.fixChecksums(bytes)), VhdOptions.defaults())) {
            assertNull(disk.chain().leaf().file().created());
            assertEquals(
                    List.of(FindingCode.CREATION_TIME_MISSING, FindingCode.UNIQUE_ID_MISSING),
                    disk.findings().stream().map(Finding::code).toList());
        }
    }

    @Test
    void aFileThatWasCutOffSaysSoOnce() throws IOException {
        DiskImage image = base(800_000_000);
        byte[] whole = image.toBytes();
        byte[] cut = Arrays.copyOf(whole, (int) image.positions().blockDataOffset(3) + 1000);
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("cut.vhd", cut), VhdOptions.defaults())) {
            List<Finding> findings = disk.examineBlocks();
            assertEquals(
                    List.of(FindingCode.FILE_CUT_OFF),
                    findings.stream().map(Finding::code).toList());
            String detail = findings.get(0).detail();
            assertTrue(detail.startsWith("4 blocks are behind the file's end"), detail);
            assertTrue(detail.endsWith("the file had at least " + whole.length + " bytes"), detail);
        }
    }

    @Test
    void aClosedDiskAnswersNothing() throws IOException {
        VirtualDisk disk = VirtualDisk.open(
                RandomAccessSources.ofBytes("a.vhd", base(800_000_000).toBytes()), VhdOptions.defaults());
        disk.ownership().summary();
        disk.examineBlocks();
        disk.close();
        assertThrows(ClosedChannelException.class, () -> disk.ownership().summary());
        assertThrows(ClosedChannelException.class, disk::examineBlocks);
        assertThrows(ClosedChannelException.class, () -> disk.read(100 * 512, ByteBuffer.allocate(512)));
        assertThrows(ClosedChannelException.class, () -> disk.asOf(0).read(100 * 512, ByteBuffer.allocate(512)));
    }

    @Test
    void aSourceThatReadsNothingOrTooMuchIsNamed() {
        byte[] bytes = base(800_000_000).toBytes();
        for (int count : new int[] {0, 100_000}) {
            RandomAccessSource wrong = new RandomAccessSource() {
                @Override
                public String name() {
                    return "store";
                }

                @Override
                public long size() {
                    return bytes.length;
                }

                @Override
                public int read(long position, ByteBuffer target) {
                    return count;
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
            IOException e = assertThrows(IOException.class, () -> VirtualDisk.open(wrong, VhdOptions.defaults()));
            assertTrue(String.valueOf(e.getMessage()).startsWith("store: its source"), e::toString);
        }
    }

    @Test
    void sectorsOfOneMissingLayerAreEqualInTwoViews() throws IOException {
        DiskImage base = base(800_000_000);
        DiskImage middle = DiskImage.differencing(SIZE)
                .blockSize(4096)
                .parent(base)
                .own(8, 2, SectorContent.pattern(2))
                .build();
        DiskImage leaf = DiskImage.differencing(SIZE)
                .blockSize(4096)
                .parent(middle)
                .own(9, 2, SectorContent.pattern(3))
                .build();
        VhdOptions orphan = VhdOptions.builder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .parentResolver(reference -> List.of(ParentCandidate.of(
                        "middle.avhd", () -> RandomAccessSources.ofBytes("middle.avhd", middle.toBytes()))))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("leaf.avhd", leaf.toBytes()), orphan)) {
            assertNotNull(disk.chain().missingParent());
            long unknown = DiskComparison.of(disk, disk.asOf(1)).scan().sectors();
            // Sector 9 differs, 10 is the leaf's over an unknown one; all others are the same whatever they are.
            assertEquals(2, unknown);
            assertFalse(disk.findings().isEmpty());
        }
    }
}
