package io.github.vhdlayers.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are longer than the windows in which owners are found, and what a cursor says of a run without an owner. */
class RunCursorTest {
    private static final long MIB = 1 << 20;
    private static final long BLOCK = 4096;

    @TempDir
    Path folder;

    private static List<String> runs(VirtualDisk disk) throws IOException {
        List<String> found = new ArrayList<>();
        RunCursor runs = disk.ownership().runs();
        while (runs.next()) {
            found.add(runs.firstSector() + "+" + runs.sectorCount() + " " + runs.owner());
        }
        return found;
    }

    @Test
    void aFixedDiskIsOneRunThroughAllWindows() throws IOException {
        DiskImage image = DiskImage.fixed(7 * 2 * MIB + 512).build();
        try (VirtualDisk disk = VirtualDisk.open(image.writeTo(folder.resolve("fixed.vhd")))) {
            assertEquals(List.of("0+" + image.sectors() + " 0"), runs(disk));
        }
    }

    @Test
    void unwrittenBlocksBetweenStoredOnesAreOneRun() throws IOException {
        DiskImage image = DiskImage.dynamic(40 * 2 * MIB)
                .blockSize(2 * MIB)
                .own(3 * BLOCK, BLOCK, SectorContent.pattern(1))
                .own(4 * BLOCK, 5, SectorContent.pattern(2))
                .own(30 * BLOCK + 11, 1, SectorContent.pattern(3))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(image.writeTo(folder.resolve("dynamic.vhd")))) {
            // Between the two blocks is a bitmap, so the file has them in two pieces.
            assertEquals(
                    List.of(
                            "0+" + 3 * BLOCK + " unwritten",
                            3 * BLOCK + "+" + BLOCK + " 0",
                            4 * BLOCK + "+5 0",
                            (4 * BLOCK + 5) + "+" + (26 * BLOCK + 6) + " unwritten",
                            (30 * BLOCK + 11) + "+1 0",
                            (30 * BLOCK + 12) + "+" + (10 * BLOCK - 12) + " unwritten"),
                    runs(disk));
            RunCursor first = disk.ownership().runs();
            assertTrue(first.next());
            assertEquals(-1, first.layer());
            assertEquals(-1, first.fileOffset());
            assertEquals(-1, first.unknownLayer());
            assertNull(first.unknownCause());
            RunCursor part = disk.ownership().runs(BLOCK + 1, BLOCK);
            assertTrue(part.next());
            assertEquals(BLOCK + 1, part.firstSector());
            assertEquals(BLOCK, part.sectorCount());
        }
    }

    @Test
    void theLayerWithoutItsParentIsNamedForUnknownSectors() throws IOException {
        DiskImage base = DiskImage.dynamic(2 * MIB).build();
        DiskImage middle = DiskImage.differencing(2 * MIB)
                .parent(base)
                .parentName("base.vhd")
                .build();
        DiskImage leaf = DiskImage.differencing(2 * MIB)
                .parent(middle)
                .parentName("middle.vhd")
                .build();
        Files.write(folder.resolve("middle.vhd"), middle.toBytes());
        Path file = leaf.writeTo(folder.resolve("leaf.vhd"));
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(file, options)) {
            RunCursor runs = disk.ownership().runs();
            assertTrue(runs.next());
            assertEquals(1, runs.unknownLayer());
            assertEquals(OwnershipRun.UnknownCause.MISSING_PARENT, runs.unknownCause());
        }
    }
}
