package io.github.vhdlayers.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From which sector on an owner may change, and owners far behind a disk's start. */
class WindowResolverTest {
    private static final long MIB = 1 << 20;
    /** Sectors of a block of 2 MiB. */
    private static final long BLOCK = 4096;

    private static final long SECTORS = 8 * BLOCK;

    @TempDir
    Path folder;

    private static DiskImage.Builder eightBlocks(DiskImage.Builder disk, long... blocks) {
        for (long block : blocks) {
            disk.own(block * BLOCK + 7, 3, SectorContent.pattern(block));
        }
        return disk;
    }

    /** A child of eight blocks that stores something in the seventh. */
    private Path child(DiskImage parent) throws IOException {
        parent.writeTo(folder.resolve("base.vhd"));
        return eightBlocks(
                        DiskImage.differencing(SECTORS * 512)
                                .blockSize(2 * MIB)
                                .parent(parent)
                                .parentName("base.vhd"),
                        6)
                .build()
                .writeTo(folder.resolve("leaf.vhd"));
    }

    /** Where an owner may change, asked for each sector. */
    private static void assertChanges(VirtualDisk disk, long[][] expected) throws IOException {
        WindowResolver resolver = new WindowResolver(disk.chain().layers(), false, true);
        for (long[] pair : expected) {
            assertEquals(pair[1], resolver.nextChange(pair[0], Long.MAX_VALUE), () -> "from " + pair[0]);
        }
    }

    @Test
    void aDynamicDiskChangesWhereABlockIsListedAndWhereItEnds() throws IOException {
        Path file = eightBlocks(DiskImage.dynamic(SECTORS * 512).blockSize(2 * MIB), 2, 5, 7)
                .build()
                .writeTo(folder.resolve("disk.vhd"));
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            assertChanges(disk, new long[][] {
                {0, 2 * BLOCK},
                {BLOCK - 1, 2 * BLOCK},
                {2 * BLOCK - 1, 2 * BLOCK},
                {2 * BLOCK, 2 * BLOCK},
                {2 * BLOCK + 9, 2 * BLOCK + 9},
                {3 * BLOCK, 5 * BLOCK},
                {6 * BLOCK + 1, 7 * BLOCK},
                {7 * BLOCK + 1, 7 * BLOCK + 1},
                {SECTORS, Long.MAX_VALUE},
            });
        }
    }

    @Test
    void aChildChangesWhereAnyLayerListsABlock() throws IOException {
        Path leaf = child(eightBlocks(DiskImage.dynamic(SECTORS * 512).blockSize(2 * MIB), 2)
                .build());
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertChanges(disk, new long[][] {
                {0, 2 * BLOCK}, {3 * BLOCK, 6 * BLOCK}, {6 * BLOCK + 5, 6 * BLOCK + 5}, {7 * BLOCK, SECTORS}
            });
        }
    }

    @Test
    void aShorterParentChangesTheOwnerAtItsEnd() throws IOException {
        Path leaf = child(DiskImage.fixed(3 * BLOCK * 512).build());
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertChanges(disk, new long[][] {
                {0, 3 * BLOCK}, {3 * BLOCK - 1, 3 * BLOCK}, {3 * BLOCK, 6 * BLOCK}, {7 * BLOCK, SECTORS}
            });
        }
    }

    @Test
    void sectorsPastAShorterParentAreUnwrittenInLaterWindows() throws IOException {
        Path leaf = child(DiskImage.fixed(3 * BLOCK * 512).build());
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertEquals(new Owner.Layer(1), disk.ownership().ownerOf(3 * BLOCK - 1));
            assertEquals(Owner.Unowned.UNWRITTEN, disk.ownership().ownerOf(3 * BLOCK));
            assertEquals(Owner.Unowned.UNWRITTEN, disk.ownership().ownerOf(5 * BLOCK + 1));
        }
    }

    @Test
    void ignoringBitmapsConcernsDynamicDisksAlone() throws IOException {
        Path leaf = child(eightBlocks(DiskImage.dynamic(SECTORS * 512).blockSize(2 * MIB), 2)
                .build());
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            WindowResolver resolver = new WindowResolver(disk.chain().layers(), false, false);
            Window ofBase = resolver.resolve(2, Window.SECTORS);
            assertEquals(1, ofBase.runCount());
            assertEquals(1, SectorLocation.layer(ofBase.place(0)));
            Window ofLeaf = resolver.resolve(6, Window.SECTORS);
            assertEquals(3, ofLeaf.runCount());
            assertEquals(7, ofLeaf.start(1));
            assertEquals(0, SectorLocation.layer(ofLeaf.place(1)));
        }
    }

    @Test
    void anOrphanChangesWhereItListsABlock() throws IOException {
        Path leaf = child(DiskImage.dynamic(SECTORS * 512).build());
        Files.delete(folder.resolve("base.vhd"));
        try (VirtualDisk disk = VirtualDisk.open(
                leaf, VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build())) {
            assertChanges(disk, new long[][] {{0, 6 * BLOCK}, {7 * BLOCK, SECTORS}});
        }
    }

    @Test
    void entriesBehindATablesEndAreOneStep() throws IOException {
        DiskImage image = eightBlocks(DiskImage.dynamic(SECTORS * 512).blockSize(2 * MIB), 2, 5)
                .build();
        byte[] bytes = image.toBytes();
        ByteBuffer.wrap(bytes).putInt((int) image.positions().headerOffset() + 28, 4);
        Path file = Files.write(folder.resolve("disk.vhd"), bytes);
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            assertChanges(
                    disk,
                    new long[][] {{0, 2 * BLOCK}, {3 * BLOCK, 4 * BLOCK}, {4 * BLOCK, SECTORS}, {6 * BLOCK, SECTORS}});
        }
    }

    @Test
    void zerosThatHideTheParentAreOneStep() throws IOException {
        VhdxImage base = VhdxImage.dynamic(8 * MIB)
                .blockBytes((int) MIB)
                .block(3, VhdxImage.FULL)
                .build();
        base.writeTo(folder.resolve("base.vhdx"));
        Path leaf = VhdxImage.differencing(8 * MIB)
                .blockBytes((int) MIB)
                .parent(base, "base.vhdx")
                .block(2, VhdxImage.ZERO)
                .block(3, VhdxImage.ZERO)
                .block(4, VhdxImage.ZERO)
                .build()
                .writeTo(folder.resolve("leaf.avhdx"));
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertChanges(
                    disk,
                    new long[][] {{0, 2 * 2048}, {2 * 2048, 5 * 2048}, {3 * 2048 + 1, 5 * 2048}, {5 * 2048, 8 * 2048}});
        }
    }

    @Test
    void aFixedDiskThatWasCutChangesWhereItsFileEnds() throws IOException {
        byte[] whole = DiskImage.fixed(2 * MIB).build().toBytes();
        byte[] cut = Arrays.copyOf(whole, (int) MIB + 512);
        System.arraycopy(whole, whole.length - 512, cut, (int) MIB, 512);
        Path file = Files.write(folder.resolve("cut.vhd"), cut);
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            assertChanges(
                    disk, new long[][] {{0, 2048}, {2047, 2048}, {2048, 4096}, {4095, 4096}, {4096, Long.MAX_VALUE}});
        }
    }

    @Test
    void rowsOfZerosAndOfStoredBlocksOfAVhdxAreOneStep() throws IOException {
        VhdxImage.Builder image = VhdxImage.dynamic(8 * MIB).blockBytes((int) MIB);
        for (int block : new int[] {0, 1, 2}) {
            image.block(block, VhdxImage.FULL);
        }
        Path file = image.build().writeTo(folder.resolve("disk.vhdx"));
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            assertChanges(disk, new long[][] {{0, 3 * 2048}, {2048 + 5, 3 * 2048}, {3 * 2048, 8 * 2048}});
        }
    }

    @Test
    void ownersBehindTheFirstWindowAreThoseOfTheWriter() throws IOException {
        long sectors = 2 * Window.SECTORS + 3 * BLOCK;
        DiskImage.Builder builder = DiskImage.dynamic(sectors * 512).blockSize(2 * MIB);
        long[] starts = {5, Window.SECTORS - 2, Window.SECTORS + BLOCK + 9, 2L * Window.SECTORS + 100, sectors - 1};
        for (long start : starts) {
            builder.own(start, 1, SectorContent.pattern(start));
        }
        DiskImage image = builder.build();
        Path file = image.writeTo(folder.resolve("disk.vhd"));
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            WindowResolver resolver = new WindowResolver(disk.chain().layers(), false, true);
            for (long start : starts) {
                for (long sector = Math.max(0, start - 1); sector <= Math.min(sectors - 1, start + 1); sector++) {
                    long index = sector / Window.SECTORS;
                    int inWindow = (int) (sector % Window.SECTORS);
                    Window window =
                            resolver.resolve(index, (int) Math.min(Window.SECTORS, sectors - index * Window.SECTORS));
                    long place = window.place(window.runAt(inWindow));
                    long at = image.owns(sector) ? image.fileOffsetOf(sector) : -1;
                    assertEquals(image.owns(sector), SectorLocation.isStored(place), "sector " + sector);
                    if (at >= 0) {
                        long offset = SectorLocation.fileOffset(place)
                                + 512L * (inWindow - window.start(window.runAt(inWindow)));
                        assertEquals(at, offset, "sector " + sector);
                    }
                }
            }
        }
    }
}
