package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskImageRulesTest {
    private static final SectorContent A = SectorContent.pattern(0xA);

    @ParameterizedTest
    @ValueSource(longs = {-512, 0, 1, 511, 513, (2040L << 30) + 512, Long.MAX_VALUE})
    void refusesSizesThatNoDiskHas(long size) {
        refuses(() -> DiskImage.dynamic(size));
    }

    @ParameterizedTest
    @ValueSource(longs = {-512, 0, 1, 768, (1L << 30) + 512})
    void refusesBlocksThatAreNoWholeSectors(long blockSize) {
        refuses(() -> DiskImage.dynamic(1024).blockSize(blockSize).build());
    }

    @Test
    void refusesSectorsThatAreNotOnTheDisk() {
        DiskImage.Builder disk = DiskImage.dynamic(1024);
        refuses(() -> disk.own(-1, 1, A));
        refuses(() -> disk.own(0, 0, A));
        refuses(() -> disk.own(1, 2, A));
        refuses(() -> disk.own(1, Long.MAX_VALUE, A));
        refuses(() -> disk.residue(2, 1, A));
        refuses(() -> disk.allocate(1).build());
    }

    @Test
    void refusesWhatAFixedDiskCannotHave() {
        refuses(() -> DiskImage.fixed(512).allocate(0).build());
        refuses(() -> DiskImage.fixed(512).residue(0, 1, A).build());
        refuses(() -> DiskImage.fixed(512).slack(A).build());
        refuses(() -> DiskImage.fixed(512).batmap(true).build());
        refuses(() -> DiskImage.fixed(512).footerForm(FooterForm.HEAD_ONLY).build());
        refuses(() -> DiskImage.fixed(512).relativeLocator("p").build());
        refuses(() -> DiskImage.dynamic(512).relativeLocator("p").build());
    }

    @Test
    void refusesFieldsThatDoNotFit() {
        DiskImage.Builder disk = DiskImage.differencing(512);
        refuses(() -> disk.uniqueId(new byte[15]));
        refuses(() -> disk.creator("win", 0, "Wi2k"));
        refuses(() -> disk.creator("win ", 0, "Wi2k?"));
        refuses(() -> disk.creator("\u20AC   ", 0, "Wi2k"));
        refuses(() -> disk.timestamp(-1));
        refuses(() -> disk.timestamp(1L << 32));
        refuses(() -> disk.hidden(256));
        refuses(() -> disk.locator(8, "W2ru", new byte[0]));
        refuses(() -> disk.maxTableEntries(-1));
        refuses(() -> disk.trailingJunk(-1));
        refuses(() -> disk.staleBitmaps(true).build());
        refuses(() -> DiskImage.differencing(512).parentName("x".repeat(257)).build());
        refuses(() -> DiskImage.dynamic(512).maxTableEntries(1L << 26).build());
    }

    @Test
    void refusesAFileThatCannotBeAddressed() {
        // As many blocks of 512 bytes as fit a table entry's 32 bits would need a table of 16 GiB first.
        refuses(() -> DiskImage.dynamic(2040L << 30).blockSize(512).build());
    }

    @Test
    void laterOwnersReplaceEarlierOnes() {
        DiskImage disk = DiskImage.dynamic(3 * 512)
                .own(0, 3, A)
                .own(1, 1, SectorContent.zeros())
                .build();
        byte[] sector = new byte[512];
        disk.content(1, sector, 0);
        assertArrayEquals(new byte[512], sector);
        assertTrue(disk.owns(1));
    }

    @Test
    void anImageDoesNotChangeWithItsBuilder() {
        DiskImage.Builder builder = DiskImage.dynamic(2 * 512).blockSize(512).own(0, 1, A);
        DiskImage before = builder.build();
        byte[] bytes = before.toBytes();
        builder.own(1, 1, A).seed(7).build();
        assertFalse(before.owns(1));
        assertArrayEquals(bytes, before.toBytes());
    }

    @Test
    void aChangedCopyKeepsTheId() {
        DiskImage disk = DiskImage.dynamic(1024).build();
        assertArrayEquals(disk.uniqueId(), disk.toBuilder().own(0, 1, A).build().uniqueId());
    }

    @Test
    void idsDifferWithoutBeingGiven() {
        byte[] id = DiskImage.dynamic(1024).build().uniqueId();
        assertFalse(Arrays.equals(id, DiskImage.dynamic(1024).seed(1).build().uniqueId()));
        assertFalse(Arrays.equals(id, DiskImage.dynamic(512).build().uniqueId()));
        assertFalse(
                Arrays.equals(id, DiskImage.dynamic(1024).own(0, 1, A).build().uniqueId()));
        assertFalse(Arrays.equals(id, DiskImage.fixed(1024).build().uniqueId()));
    }

    @Test
    void describesItself() {
        DiskImage disk = DiskImage.differencing(3 * 512)
                .blockSize(1024)
                .own(0, 1, A)
                .residue(1, 1, A)
                .build();
        assertEquals(DiskKind.DIFFERENCING, disk.kind());
        assertEquals(3, disk.sectors());
        assertEquals(1024, disk.blockSize());
        assertEquals(Optional.empty(), disk.fileName());
        assertFalse(disk.owns(1));
        assertTrue(disk.hasResidue(1));
        assertTrue(disk.isAllocated(1));
        assertFalse(disk.isAllocated(2));
        assertEquals(DiskImage.NOT_IN_FILE, disk.fileOffsetOf(2));
        assertEquals(disk.positions().blockDataOffset(0) + 512, disk.fileOffsetOf(1));
        assertThrows(IndexOutOfBoundsException.class, () -> disk.owns(3));
        assertEquals(512, DiskImage.fixed(1024).build().fileOffsetOf(1));
        assertEquals(0, DiskImage.fixed(1024).build().blockSize());
    }

    private static void refuses(Executable what) {
        assertThrows(IllegalArgumentException.class, what);
    }
}
