package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sectors of which it is not known what they hold: map, reads, findings and the reason agree on which they are, and why. */
class UnknownSectorsTest {
    private static final int SECTOR = 512;
    private static final int BLOCK = 4096;
    private static final long SIZE = 8L * BLOCK;

    private final DiskImage base = DiskImage.dynamic(SIZE)
            .blockSize(BLOCK)
            .layout(Layout.COMPACT)
            .own(0, 64, SectorContent.pattern(1))
            .build();
    /** Owns the sectors 8 to 11 of the block at 8, and the sectors 16 to 23, which are the last block of the file. */
    private final DiskImage child = DiskImage.differencing(SIZE)
            .blockSize(BLOCK)
            .layout(Layout.COMPACT)
            .parent(base)
            .own(8, 4, SectorContent.pattern(2))
            .own(16, 6, SectorContent.pattern(3))
            .build();

    @Test
    void onlyTheCutOffPartOfABlockIsUnknown() throws IOException {
        long data = child.positions().blockDataOffset(2);
        // Three sectors and a half; 22 and 23 are cut off too, but they are the parent's.
        byte[] cut = Arrays.copyOf(child.toBytes(), (int) data + 3 * SECTOR + 256);
        try (VirtualDisk disk = open(cut, base, VhdOptions.defaults())) {
            assertEquals(List.of(new OwnershipRun.Unknown(19, 3, UnknownCause.DATA_TRUNCATED, 0)), unknown(disk));
            requireAgreement(disk, TestChain.of(child, base), ErrorCode.DATA_TRUNCATED);
            assertTrue(codes(disk.examineBlocks()).contains(FindingCode.FILE_CUT_OFF));
            VhdException e = assertThrows(VhdException.class, () -> read(disk, 20 * SECTOR, SECTOR));
            assertTrue(e.getMessage().contains("sectors 20 to 20 would be behind file offset"), e::getMessage);
        }
    }

    @Test
    void theFillByteReplacesOnlyWhatWasCutOff() throws IOException {
        byte[] cut = Arrays.copyOf(child.toBytes(), (int) child.positions().blockDataOffset(2) + 3 * SECTOR);
        byte[] expected = TestChain.of(child, base).merged();
        Arrays.fill(expected, 19 * SECTOR, 22 * SECTOR, (byte) 0x5A);
        try (VirtualDisk disk = open(cut, base, VhdOptions.defaults())) {
            assertArrayEquals(expected, read(disk.filled((byte) 0x5A), 0, (int) SIZE));
            assertThrows(VhdException.class, () -> read(disk, 0, (int) SIZE), "the disk itself fails beside its view");
        }
    }

    @Test
    void aFixedDiskIsUnknownFromWhereItsFileEnds() throws IOException {
        byte[] bytes = DiskImage.fixed(4096)
                .own(0, 8, SectorContent.pattern(1))
                .build()
                .toBytes();
        ByteBuffer.wrap(bytes).putLong(4096 + 48, 2040L << 30);
        byte[] longer = Mutations.fixChecksums(bytes);
        try (VirtualDisk disk = open(longer, base, VhdOptions.defaults())) {
            long sectors = (2040L << 30) / SECTOR;
            assertEquals(
                    List.of(new OwnershipRun.Unknown(8, sectors - 8, UnknownCause.DATA_TRUNCATED, 0)), unknown(disk));
            assertEquals(8, disk.ownership().summary().sectorsOf(0));
            assertEquals(Owner.Unowned.UNKNOWN, disk.ownership().ownerOf(sectors - 1));
        }
    }

    @Test
    void doesNotCallGapsEmptyWhereAParentIsRecorded() throws IOException {
        byte[] bytes = child.toBytes();
        ByteBuffer.wrap(bytes).putInt(60, 3).putInt((int) child.positions().tailOffset() + 60, 3);
        byte[] dynamic = Mutations.fixChecksums(bytes);
        try (VirtualDisk disk = open(dynamic, base, VhdOptions.defaults())) {
            assertTrue(codes(disk.findings()).contains(FindingCode.DYNAMIC_WITH_PARENT));
            assertEquals(10, disk.ownership().summary().sectorsOf(0));
            assertEquals(0, disk.ownership().summary().unwrittenSectors());
            assertEquals(EnumSet.of(UnknownCause.TYPE_CONTRADICTED), causes(disk));
            requireAgreement(disk, TestChain.of(child, base), ErrorCode.SECTORS_UNCERTAIN);
        }
    }

    @Test
    void otherCausesOfUnknownSectorsAreDistinguished() throws IOException {
        byte[] misplaced = child.toBytes();
        ByteBuffer.wrap(misplaced).putInt((int) child.positions().tableOffset() + 2 * 4, 1);
        VhdOptions orphan =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = open(misplaced, null, orphan)) {
            assertEquals(UnknownCause.MISSING_PARENT, cause(disk.ownership().runAt(0)));
            assertNull(cause(disk.ownership().runAt(8)));
            assertEquals(UnknownCause.BLOCK_MISPLACED, cause(disk.ownership().runAt(16)));
            assertEquals(EnumSet.of(UnknownCause.MISSING_PARENT, UnknownCause.BLOCK_MISPLACED), causes(disk));
            VhdException parent = assertThrows(VhdException.class, () -> read(disk, 0, SECTOR));
            assertEquals(ErrorCode.SECTORS_UNKNOWN, parent.code());
            assertTrue(
                    parent.getMessage().contains("belong to the parent of leaf.vhd, which is missing"),
                    parent::getMessage);
            // Two blocks further than the sector's first block, so that neither its number nor another multiple fits.
            VhdException block = assertThrows(VhdException.class, () -> read(disk, 18 * SECTOR, SECTOR));
            assertEquals(ErrorCode.BLOCK_MISPLACED, block.code());
            assertTrue(block.getMessage().contains("block allocation table, entry 2: "), block::getMessage);
        }
    }

    @Test
    void aViewBearsTheNameOfItsTopLayer() throws IOException {
        try (VirtualDisk disk = open(child.toBytes(), base, VhdOptions.defaults())) {
            assertEquals("leaf.vhd", disk.name());
            assertEquals(0, disk.topLayer());
            assertEquals("base.vhd", disk.asOf(1).name());
            assertEquals(1, disk.asOf(1).topLayer());
            assertEquals("base.vhd", disk.asOf(1).asOf(1).name());
        }
    }

    @Test
    void aMapEndsWhenItsThreadIsInterruptedAndTheDiskStaysOpen() throws IOException {
        try (VirtualDisk disk = open(child.toBytes(), base, VhdOptions.defaults())) {
            RunCursor runs = disk.ownership().runs();
            assertTrue(runs.next());
            Thread.currentThread().interrupt();
            assertThrows(ClosedByInterruptException.class, runs::next);
            assertTrue(Thread.interrupted(), "stays interrupted");
            assertTrue(runs.next());
            assertArrayEquals(TestChain.of(child, base).merged(), read(disk, 0, (int) SIZE));
        }
    }

    /** A sector is unknown in the map if and only if reading it fails, and with the right error; all others are right. */
    private static void requireAgreement(VirtualDisk disk, TestChain chain, ErrorCode error) throws IOException {
        for (long sector = 0; sector < disk.sectors(); sector++) {
            long at = sector * SECTOR;
            if (disk.ownership().ownerOf(sector) == Owner.Unowned.UNKNOWN) {
                VhdException e = assertThrows(VhdException.class, () -> read(disk, at, SECTOR));
                assertEquals(error, e.code());
            } else {
                assertArrayEquals(chain.read(at, SECTOR), read(disk, at, SECTOR), "sector " + sector);
            }
        }
    }

    private static VirtualDisk open(byte[] leaf, @Nullable DiskImage parent, VhdOptions options) throws IOException {
        byte[] bytes = parent == null ? new byte[0] : parent.toBytes();
        List<ParentCandidate> parents = parent == null
                ? List.of()
                : List.of(ParentCandidate.of("base.vhd", () -> RandomAccessSources.ofBytes("base.vhd", bytes)));
        return VirtualDisk.open(
                RandomAccessSources.ofBytes("leaf.vhd", leaf),
                options.toBuilder().parentResolver(reference -> parents).build());
    }

    private static byte[] read(RandomAccessData disk, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.readFully(at, bytes);
        return bytes.array();
    }

    private static List<OwnershipRun> unknown(VirtualDisk disk) {
        return StreamSupport.stream(disk.ownership().spliterator(), false)
                .filter(run -> run.owner() == Owner.Unowned.UNKNOWN)
                .toList();
    }

    private static @Nullable UnknownCause cause(OwnershipRun run) {
        return run instanceof OwnershipRun.Unknown unknown ? unknown.cause() : null;
    }

    private static Set<UnknownCause> causes(VirtualDisk disk) {
        Set<UnknownCause> causes = EnumSet.noneOf(UnknownCause.class);
        for (OwnershipRun run : unknown(disk)) {
            causes.add(Objects.requireNonNull(cause(run)));
        }
        return causes;
    }

    private static List<FindingCode> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }
}
