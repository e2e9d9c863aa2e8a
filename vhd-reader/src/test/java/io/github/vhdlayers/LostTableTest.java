package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Finding.Severity;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.Order;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables of which a part was lost, or that fit neither the disk nor the block size: no byte is served in silence. */
class LostTableTest {
    private static final int SECTOR = 512;
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 24;
    private static final long SIZE = (long) BLOCKS * BLOCK;
    private static final int SEEDS = Integer.getInteger("seeds", 60);

    private final DiskImage base = DiskImage.dynamic(SIZE)
            .blockSize(BLOCK)
            .own(0, SIZE / SECTOR, SectorContent.pattern(1))
            .build();

    @Test
    void zeroedEntriesOfStoredBlocksAreUnknown() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            boolean[] stored = new boolean[BLOCKS];
            DiskImage child = child(random, stored);
            byte[] bytes = child.toBytes();
            ByteBuffer table =
                    ByteBuffer.wrap(bytes).position((int) child.positions().tableOffset());
            int first = random.nextInt(BLOCKS);
            int end = first + 1 + random.nextInt(BLOCKS - first);
            boolean lost = false;
            for (int block = first; block < end; block++) {
                table.putInt(table.position() + 4 * block, 0);
                lost |= stored[block];
            }
            // Room that no table lists is enough for a block only if a block was lost: in this layout all are adjacent.
            requireNothingInSilence(child, bytes, lost, FindingCode.BAT_ENTRY_LOST, "seed " + seed);
        }
    }

    @Test
    void aTableThatIsTooSmallLeavesTheRestUnknown() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            DiskImage child = child(random, new boolean[BLOCKS]);
            byte[] bytes = child.toBytes();
            ByteBuffer.wrap(bytes).putInt((int) child.positions().headerOffset() + 28, random.nextInt(BLOCKS));
            byte[] broken = random.nextBoolean() ? bytes : Mutations.fixChecksums(bytes);
            requireNothingInSilence(child, broken, true, FindingCode.BAT_SMALLER, "seed " + seed);
        }
    }

    @Test
    void zerosInAFileThatEndsEarlyAreUnknown() throws IOException {
        DiskImage child = child(new Random(1), new boolean[BLOCKS]);
        byte[] bytes = child.toBytes();
        int absent = 0;
        while (child.isAllocated((long) absent * BLOCK / SECTOR)) {
            absent++;
        }
        ByteBuffer.wrap(bytes).putInt((int) child.positions().tableOffset() + 4 * absent, 0);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - SECTOR);
        requireNothingInSilence(child, cut, true, FindingCode.BAT_ENTRY_LOST, "cut");
        requireNothingInSilence(child, bytes, false, FindingCode.BAT_ENTRY_LOST, "whole");
        try (VirtualDisk whole = open(bytes)) {
            assertTrue(codes(whole).contains(FindingCode.BAT_ENTRY_ZERO));
        }
    }

    @Test
    void aBlockSizeThatContradictsTheTableIsAnError() throws IOException {
        DiskImage disk = child(new Random(3), new boolean[BLOCKS]);
        for (int blockSize : new int[] {512, 1024, 2048, 8192, 16384, 65536}) {
            for (boolean checksum : new boolean[] {false, true}) {
                byte[] bytes = disk.toBytes();
                ByteBuffer.wrap(bytes).putInt((int) disk.positions().headerOffset() + 32, blockSize);
                try (VirtualDisk opened = open(checksum ? Mutations.fixChecksums(bytes) : bytes)) {
                    assertTrue(
                            codes(opened).contains(FindingCode.BLOCK_SIZE_CONTRADICTED),
                            () -> blockSize + " " + codes(opened));
                }
            }
        }
    }

    @Test
    void roomToGrowIsNoContradiction() throws IOException {
        DiskImage disk = DiskImage.dynamic(SIZE)
                .blockSize(BLOCK)
                .maxTableEntries(4 * BLOCKS)
                .own(3, 20, SectorContent.pattern(9))
                .build();
        try (VirtualDisk opened = open(disk.toBytes())) {
            assertEquals(Set.of(FindingCode.BAT_LARGER), codes(opened));
        }
    }

    @Test
    void twoFootersThatDescribeDifferentDisksAreAnError() throws IOException {
        DiskImage disk = child(new Random(4), new boolean[BLOCKS]);
        int tail = (int) disk.positions().tailOffset();
        for (int field : new int[] {48, 68}) {
            for (int at : new int[] {0, tail}) {
                byte[] bytes = disk.toBytes();
                bytes[at + field + 6] ^= 2;
                assertTrue(contradicted(Mutations.fixChecksums(bytes)), "both right, field " + field);
                assertFalse(contradicted(bytes), "the one that is right is used, field " + field);
                bytes[tail - at + 100] ^= 1;
                assertTrue(contradicted(bytes), "both wrong, field " + field);
            }
        }
        byte[] time = disk.toBytes();
        time[24] ^= 1;
        assertFalse(contradicted(Mutations.fixChecksums(time)), "a time changes no byte of the disk");
    }

    private boolean contradicted(byte[] bytes) throws IOException {
        try (VirtualDisk opened = open(bytes)) {
            return codes(opened).contains(FindingCode.FOOTER_COPIES_CONTRADICT);
        }
    }

    private DiskImage child(Random random, boolean[] stored) {
        DiskImage.Builder child = DiskImage.differencing(SIZE)
                .blockSize(BLOCK)
                .layout(Layout.COMPACT)
                .allocationOrder(random.nextBoolean() ? Order.ASCENDING : Order.DESCENDING)
                .parent(base);
        for (int block = 0; block < BLOCKS; block++) {
            stored[block] = random.nextInt(3) > 0;
            if (stored[block]) {
                child.own(block * 8L + random.nextInt(4), 1 + random.nextInt(4), SectorContent.pattern(2 + block));
            }
        }
        return child.build();
    }

    /** Every sector reads right or fails as the map says; where one fails, there is an error among the findings. */
    private void requireNothingInSilence(DiskImage child, byte[] bytes, boolean unknown, FindingCode code, String what)
            throws IOException {
        TestChain truth = TestChain.of(child, base);
        try (VirtualDisk disk = open(bytes)) {
            int failed = 0;
            for (long sector = 0; sector < disk.sectors(); sector++) {
                ByteBuffer target = ByteBuffer.allocate(SECTOR);
                long at = sector * SECTOR;
                if (disk.ownership().ownerOf(sector) == Owner.Unowned.UNKNOWN) {
                    VhdException e = assertThrows(VhdException.class, () -> disk.readFully(at, target), what);
                    assertEquals(ErrorCode.BLOCK_MISPLACED, e.code(), what);
                    failed++;
                } else {
                    disk.readFully(at, target);
                    assertArrayEquals(truth.read(at, SECTOR), target.array(), what + ", sector " + sector);
                }
            }
            assertEquals(failed, disk.ownership().summary().unknownSectors(), what);
            assertEquals(unknown, failed > 0, what);
            assertEquals(unknown, codes(disk).contains(code), what + " " + codes(disk));
            assertEquals(unknown, codes(disk).stream().anyMatch(one -> one.severity() == Severity.ERROR), what);
        }
    }

    private static Set<FindingCode> codes(VirtualDisk disk) {
        try {
            List<Finding> all = new ArrayList<>(disk.findings());
            all.addAll(disk.examineBlocks());
            Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
            all.forEach(finding -> codes.add(finding.code()));
            return codes;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private VirtualDisk open(byte[] leaf) throws IOException {
        byte[] parent = base.toBytes();
        return VirtualDisk.open(
                RandomAccessSources.ofBytes("leaf.vhd", leaf),
                VhdOptions.builder()
                        .parentResolver(reference -> List.of(
                                ParentCandidate.of("base.vhd", () -> RandomAccessSources.ofBytes("base.vhd", parent))))
                        .build());
    }
}
