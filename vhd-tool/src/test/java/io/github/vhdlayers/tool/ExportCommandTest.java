package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exported file against the testkit's oracle, and what happens to it when things go wrong. */
class ExportCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path target;

    private Path out = Path.of("");

    @BeforeEach
    void nameTheOutput() {
        out = target.resolve("disk.raw");
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80})
    void equalsTheOracle(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        Path leaf = TestDisks.write(chain, folder);
        requireExported(chain.merged(), ToolRun.of("export", leaf, out).well());
        Files.delete(out);
        int layer = (int) (seed % chain.layers().size());
        requireExported(
                chain.asOf(layer).merged(),
                ToolRun.of("export", leaf, out, "--as-of", layer).well());
    }

    @Test
    void holesOfEveryKindAreHashedAndLeftOut() throws Exception {
        long sectors = 100 * 2048 + 7;
        DiskImage base = DiskImage.dynamic(sectors * 512)
                .own(3, 1, SectorContent.pattern(1))
                .own(20 * 2048 + 130, 300, SectorContent.pattern(2))
                .own(40 * 2048, 4096, SectorContent.zeros())
                .own(sectors - 3000, 1, SectorContent.pattern(3))
                .build();
        TestChain chain = TestChain.of(base);
        Path leaf = TestDisks.write(chain, folder);
        requireExported(chain.merged(), ToolRun.of("export", leaf, out).well());
        if (System.getProperty("os.name").equals("Linux")) {
            long allocated = allocatedBytes(out);
            assertTrue(allocated < 1 << 20, allocated + " bytes are allocated");
        }
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void anEmptyDiskTakesAlmostNoRoom() throws Exception {
        Path leaf = DiskImage.dynamic(2L << 30).build().writeTo(folder.resolve("empty.vhd"));
        // In a process of its own: Java hashes as much as this four times as fast with the second compiler, which tests
        // do without.
        Process export = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        VhdTool.class.getName(),
                        "export",
                        leaf.toString(),
                        out.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String line = new String(export.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, export.waitFor(), () -> line);
        assertEquals("", Files.readString(folder.resolve("errors")));
        assertEquals("a7c744c13cc101ed66c29f672f92455547889cc586ce6d44fe76ae824958ea51", line.substring(0, 64));
        assertEquals(2L << 30, Files.size(out));
        assertTrue(allocatedBytes(out) <= 64 << 10);
    }

    @Test
    void neverOverwritesAFile() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.writeString(out, "precious");
        ToolRun.of("export", leaf, out).failed(2, out, "exists", "name another file");
        assertEquals("precious", Files.readString(out));
        Path partial = target.resolve("disk2.raw.partial");
        Files.writeString(partial, "precious");
        ToolRun.of("export", leaf, target.resolve("disk2.raw")).failed(2, partial, "exists");
        assertEquals("precious", Files.readString(partial));
        assertFalse(Files.exists(target.resolve("disk2.raw")));
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void aLinkIsNotWrittenThrough() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path elsewhere = target.resolve("elsewhere");
        Files.createSymbolicLink(out, elsewhere);
        ToolRun.of("export", leaf, out).failed(2, "exists");
        assertFalse(Files.exists(elsewhere));
    }

    @Test
    void aLayerIsNotTheOutput() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path base = folder.resolve("base.vhd");
        byte[] before = Files.readAllBytes(base);
        ToolRun.of("export", leaf, base).failed(2, "layer 2 of the chain");
        ToolRun.of("report", leaf, "-o", base).failed(2, "layer 2 of the chain");
        ToolRun.of("map", leaf, "--png", base).failed(2, "layer 2 of the chain");
        ToolRun.of("export", leaf, folder.resolve("x/../base.vhd").normalize()).failed(2, "layer 2 of the chain");
        assertArrayEquals(before, Files.readAllBytes(base));
    }

    @Test
    void aFailedExportLeavesNothingBehind() throws Exception {
        DiskImage image =
                DiskImage.fixed(4 << 20).own(0, 8192, SectorContent.pattern(1)).build();
        Path leaf = TestDisks.write(TestChain.of(image), folder);
        // A fixed disk with data that is cut in the middle, with its footer still at the end.
        byte[] bytes = Files.readAllBytes(leaf);
        byte[] cut = new byte[bytes.length - (2 << 20)];
        System.arraycopy(bytes, 0, cut, 0, cut.length - 512);
        System.arraycopy(bytes, bytes.length - 512, cut, cut.length - 512, 512);
        Files.write(leaf, cut);
        ToolRun.of("export", leaf, out).failed(4, "leaf.vhd: corrupt VHD");
        try (var left = Files.list(target)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aFolderThatIsNotThereIsUnreadable() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        ToolRun.of("export", leaf, target.resolve("no/such/folder.raw")).failed(7, "no such file or folder");
    }

    @Test
    void anOrphanIsRefusedUnlessFilled() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("middle.avhd"));
        ToolRun.of("export", "--orphan", leaf, out).failed(5, "4066 of 4096 sectors are unknown");
        assertFalse(Files.exists(out));
        ToolRun run = ToolRun.of("export", "--orphan", "--fill=0", leaf, out);
        assertEquals(0, run.code());
        assertTrue(run.err().contains("4066 of 4096 sectors are unknown and shown as 0x00"), run.err());
        byte[] bytes = Files.readAllBytes(out);
        assertArrayEquals(
                TestDisks.chain().read(5 * 512, 10 * 512), java.util.Arrays.copyOfRange(bytes, 5 * 512, 15 * 512));
    }

    @Test
    void whatIsOverSoonShowsNoProgress() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        requireExported(
                TestDisks.chain().merged(), ToolRun.watched("export", leaf, out).well());
    }

    private void requireExported(byte[] expected, ToolRun run) throws Exception {
        assertArrayEquals(expected, Files.readAllBytes(out));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(expected));
        assertEquals(hash + "  " + out + "\n", run.out());
        assertFalse(Files.exists(target.resolve("disk.raw.partial")));
    }

    private static long allocatedBytes(Path file) throws Exception {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        long blocks = Long.parseLong(
                new String(stat.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip());
        assertEquals(0, stat.waitFor());
        return blocks * 512;
    }

    @Test
    void hashesThatWereAskedForArePrinted() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        byte[] merged = TestDisks.chain().merged();
        Path out = folder.resolve("all.raw");
        Path blocks = folder.resolve("blocks.csv");
        String text = ToolRun.of("export", leaf, out, "--hash", "md5,sha-1,SHA256", "--hash-blocks", blocks)
                .well()
                .out();
        StringBuilder expected = new StringBuilder();
        for (String name : List.of("MD5", "SHA-1", "SHA-256")) {
            expected.append(name.replace("-", "") + " (" + out + ") = " + hash(name, merged) + "\n");
        }
        assertEquals(expected.toString(), text);
        List<String> lines = Files.readAllLines(blocks);
        assertEquals("block,first_sector,sector_count,sha256", lines.get(0));
        long sectors = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            int first = Integer.parseInt(cells[1]) * 512;
            int length = Integer.parseInt(cells[2]) * 512;
            assertEquals(hash("SHA-256", Arrays.copyOfRange(merged, first, first + length)), cells[3], line);
            sectors += length / 512;
        }
        assertEquals(merged.length / 512, sectors);
        ToolRun bare = ToolRun.of("export", leaf, folder.resolve("bare.raw"), "--no-hash")
                .well();
        assertEquals("", bare.out());
        assertArrayEquals(merged, Files.readAllBytes(folder.resolve("bare.raw")));
        ToolRun both = ToolRun.of("export", leaf, folder.resolve("x.raw"), "--no-hash", "--hash", "md5");
        assertTrue(both.err().startsWith("vhd: --hash and --no-hash exclude each other"), both.err());
        ToolRun wrong = ToolRun.of("export", leaf, folder.resolve("x.raw"), "--hash", "crc32");
        assertTrue(wrong.err().startsWith("vhd: --hash crc32 is none of md5, sha1, sha256"), wrong.err());
    }

    private static String hash(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }
}
