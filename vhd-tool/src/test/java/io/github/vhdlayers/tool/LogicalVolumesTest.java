package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.testkit.LvmImage;
import io.github.vhdlayers.testkit.RawDisk;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The volume of the sample evidence in a partition of its own, and in pieces in a logical volume: everything that is said of its files and
 * their owners is the same.
 */
class LogicalVolumesTest {
    private static final Path LEAF = Path.of("../samples/evidence/leaf.vhd");
    private static final int FIRST = 128;
    private static final int SECTORS = 8064;
    private static final int EXTENT = 64;

    @TempDir
    Path folder;

    private static byte[] volume(int layer) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(LEAF)) {
            MergedSource view = disk.asOf(layer);
            ByteBuffer bytes = ByteBuffer.allocate(SECTORS * 512);
            view.readFully(FIRST * 512L, bytes);
            return bytes.array();
        }
    }

    private Path plain() throws IOException {
        List<byte[]> states = new ArrayList<>();
        for (int layer = 2; layer >= 0; layer--) {
            RawDisk disk = new RawDisk(FIRST + SECTORS).entry(0, 0, 6, FIRST, SECTORS);
            System.arraycopy(volume(layer), 0, disk.array(), FIRST * 512, SECTORS * 512);
            states.add(disk.array());
        }
        return TestDisks.write(TestChain.ofStates(states), Files.createDirectory(folder.resolve("plain")));
    }

    private static LvmImage image() {
        // In pieces, of which the last one of the volume is the first one on the disk.
        return new LvmImage(200, EXTENT).linear("data", 100, 3, 103, 1, 50, 22, 120, 60, 0, 40);
    }

    private Path logical() throws IOException {
        List<byte[]> states = new ArrayList<>();
        for (int layer = 2; layer >= 0; layer--) {
            byte[] physical = image().volume(
                            "gone", "\"VISIBLE\"", List.of(LvmImage.segment(0, 1, "thin", "thin_pool = \"pool\"\n")))
                    .write("data", volume(layer))
                    .toBytes();
            RawDisk disk = new RawDisk(2048 + physical.length / 512).entry(0, 0, 0x8E, 2048, physical.length / 512);
            System.arraycopy(physical, 0, disk.array(), 2048 * 512, physical.length);
            states.add(disk.array());
        }
        return TestDisks.write(TestChain.ofStates(states), Files.createDirectory(folder.resolve("logical")));
    }

    /** Files that are dated after the disks of the test were created are in doubt, and make the answer incomplete. */
    private static List<String> rows(ToolRun run) {
        assertTrue(run.code() == ExitCode.OK || run.code() == ExitCode.INCOMPLETE, run.err());
        return run.out().lines().toList();
    }

    @Test
    void filesAndTheirOwnersAreThoseOfAPlainPartition() throws Exception {
        Path plain = plain();
        Path logical = logical();
        for (int layer = 0; layer < 3; layer++) {
            assertEquals(
                    rows(ToolRun.of("files", plain, "--layer", layer, "--deleted", "--format", "csv")),
                    rows(ToolRun.of("files", logical, "--layer", layer, "--deleted", "--format", "csv")),
                    "layer " + layer);
        }
        String text = ToolRun.of("files", logical).out();
        assertTrue(text.contains("\n  vg0/data: fat16, read by java\n"), text);
    }

    @Test
    void aVolumeThatIsNotReadIsAWarning() throws Exception {
        ToolRun run = ToolRun.of("files", logical());
        assertEquals(ExitCode.INCOMPLETE, run.code());
        assertTrue(run.err().contains("warning: p1: vg0/gone is of the kind thin, which is not read"), run.err());
    }

    @Test
    void contentsAreExtracted() throws Exception {
        Path plain = plain();
        Path logical = logical();
        for (String path : List.of("/handbook.txt", "/accounts/september.csv")) {
            byte[] expected = ToolRun.of("extract", plain, path).well().bytes();
            assertTrue(expected.length > 100);
            assertArrayEquals(
                    expected, ToolRun.of("extract", logical, path).well().bytes());
            assertArrayEquals(
                    expected,
                    ToolRun.of("extract", logical, "vg0/data:" + path).well().bytes());
        }
        ToolRun.of("extract", logical, "vg0/none:/handbook.txt").failed(ExitCode.UNREADABLE, "handbook");
    }

    @Test
    void infoListsLogicalVolumes() throws Exception {
        String text = ToolRun.of("info", logical()).well().out();
        assertTrue(text.contains("logical volume vg0/data, linear, 8064 sectors, pieces: 5, holds FAT16"), text);
        assertTrue(
                text.contains("logical volume vg0/gone, thin, 64 sectors: is of the kind thin, which is not read"),
                text);
    }

    @Test
    void aWholeDiskMayBeAPhysicalVolume() throws Exception {
        List<byte[]> states = new ArrayList<>();
        for (int layer = 2; layer >= 0; layer--) {
            states.add(image().write("data", volume(layer)).toBytes());
        }
        Path whole = TestDisks.write(TestChain.ofStates(states), folder);
        List<String> expected = rows(ToolRun.of("files", plain(), "--format", "csv"));
        assertEquals(expected, rows(ToolRun.of("files", whole, "--format", "csv")));
        // Without its oldest layer nothing of the group is known: neither what is in it nor that it is empty.
        Files.delete(folder.resolve("base.vhd"));
        ToolRun orphan = ToolRun.of("files", whole, "--orphan", "--format", "csv");
        assertEquals(ExitCode.INCOMPLETE, orphan.code());
    }
}
