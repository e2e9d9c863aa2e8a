package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are handed on as VHD files. */
class ExportVhdTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {3, 21, 40, 77, 121})
    void bothKindsContainTheDiskWithoutFindings(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        Path leaf = chain.writeTo(folder).get(0);
        Assumptions.assumeFalse(chain.isOrphan());
        String raw =
                ToolRun.of("export", leaf, folder.resolve("disk.raw")).out().substring(0, 64);
        for (String format : List.of("vhd", "fixed")) {
            Path out = folder.resolve(format + ".vhd");
            ToolRun run = ToolRun.of("export", leaf, "--format", format, "-o", out);
            assertEquals(raw, run.out().substring(0, 64), "the hash is the disk's");
            try (VirtualDisk disk = VirtualDisk.open(out)) {
                assertEquals(
                        format.equals("vhd") ? DiskType.DYNAMIC : DiskType.FIXED,
                        disk.chain().layer(0).file().type());
                assertEquals(List.of(), disk.findings(), "seed " + seed);
                ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
                disk.readFully(0, bytes);
                assertArrayEquals(chain.merged(), bytes.array(), "seed " + seed);
            }
        }
    }

    @Test
    void otherProgramsReadThemEqual() throws Exception {
        String missing = InteropTools.missing("qemu-img", "7zz");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path leaf = RandomChains.next(21).writeTo(folder).get(0);
        Path raw = folder.resolve("disk.raw");
        ToolRun.of("export", leaf, raw);
        for (String format : List.of("vhd", "fixed")) {
            Path out = folder.resolve(format + ".vhd");
            ToolRun.of("export", leaf, "--format", format, out);
            Path converted = folder.resolve(format + ".converted");
            InteropTools.run(
                    folder, "qemu-img", "convert", "-f", "vpc", "-O", "raw", out.toString(), converted.toString());
            assertEquals(-1, Files.mismatch(raw, converted), format + " by qemu-img");
            byte[] bytes = InteropTools.run(folder, "7zz", "e", "-tVHD", "-so", out.toString())
                    .output();
            assertArrayEquals(Files.readAllBytes(raw), bytes, format + " by 7-Zip");
        }
    }

    @Test
    void eachHasAnIdOfItsOwn() throws Exception {
        Path leaf = RandomChains.next(3).writeTo(folder).get(0);
        ToolRun.of("export", leaf, "--format", "vhd", folder.resolve("one.vhd"));
        ToolRun.of("export", leaf, "--format", "vhd", folder.resolve("two.vhd"));
        try (VirtualDisk one = VirtualDisk.open(folder.resolve("one.vhd"));
                VirtualDisk two = VirtualDisk.open(folder.resolve("two.vhd"))) {
            assertNotEquals(
                    one.chain().layer(0).file().uniqueId(),
                    two.chain().layer(0).file().uniqueId());
        }
    }

    @Test
    void filledSectorsAreListedBesideTheFile() throws Exception {
        Path leaf = Files.copy(Path.of("../samples/evidence/leaf.vhd"), folder.resolve("leaf.vhd"));
        Path out = folder.resolve("disk.vhd");
        ToolRun.of("export", leaf, "--orphan", "--format", "vhd", out).failed(ExitCode.PARENT, "unknown");
        assertFalse(Files.exists(out));
        ToolRun filled = ToolRun.of("export", leaf, "--orphan", "--fill", "0xFE", "--format", "vhd", out);
        assertTrue(filled.err().contains("8144 of 8192 sectors are unknown"), filled.err());
        long listed = Files.readAllLines(folder.resolve("disk.vhd.unknown.csv")).stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(',') + 1)))
                .sum();
        assertEquals(8144, listed);
        try (VirtualDisk disk = VirtualDisk.open(out)) {
            ByteBuffer sector = ByteBuffer.allocate(512);
            disk.readFully(0, sector);
            assertEquals((byte) 0xFE, sector.get(7));
        }
        ToolRun.of("export", leaf, "--orphan", "--fill", "0", folder.resolve("disk.vhd"))
                .failed(ExitCode.USAGE, "exist");
    }

    @Test
    void theOutputIsNamedOnce() {
        ToolRun.of("export", folder.resolve("x.vhd")).failed(ExitCode.USAGE, "name the file to write");
    }
}
