package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains, views and raw files, sector by sector against the testkit's oracle. */
class CompareCommandTest {
    private static final byte[] ZEROS = new byte[512];

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {121, 122, 123, 124, 125, 126, 127, 128, 129, 130})
    void unrelatedChainsEqualTheOracle(long seed) throws Exception {
        TestChain a = RandomChains.next(seed);
        TestChain b = RandomChains.next(seed + 1000);
        Path first = TestDisks.write(a, Files.createDirectory(folder.resolve("a")));
        Path second = TestDisks.write(b, Files.createDirectory(folder.resolve("b")));
        requireOracle(a, b, ToolRun.of("compare", first, second, "--format", "csv"));
    }

    @ParameterizedTest
    @ValueSource(longs = {131, 132, 133, 134, 135, 136, 137, 138})
    void viewsAndRawFilesEqualTheOracle(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        int base = chain.layers().size() - 1;
        Path leaf = TestDisks.write(chain, folder);
        requireOracle(chain, chain.asOf(base), ToolRun.of("compare", leaf, leaf + "@" + base, "--format", "csv"));
        Path raw = Files.write(folder.resolve("disk.raw"), chain.merged());
        ToolRun equal = ToolRun.of("compare", leaf, raw, "--format", "csv").well();
        assertEquals("first_sector,sector_count,kind\n", equal.out());
        assertTrue(ToolRun.of("compare", raw, leaf).well().out().contains("\nequal\n"));
        byte[] other = chain.merged();
        other[other.length - 1] ^= 1;
        Files.write(raw, other);
        String csv = ToolRun.of("compare", leaf, raw, "--format", "csv").out();
        assertTrue(csv.contains("\n" + (chain.sectors() - 1) + ",1,"), csv);
    }

    static void requireOracle(TestChain a, TestChain b, ToolRun run) {
        int sectors = (int) Math.max(a.sectors(), b.sectors());
        @Nullable String[] expected = new String[sectors];
        for (int sector = 0; sector < sectors; sector++) {
            boolean noneA = sector >= a.sectors() || a.owner(sector) < 0;
            boolean noneB = sector >= b.sectors() || b.owner(sector) < 0;
            byte[] bytesA = noneA ? ZEROS : a.read(sector * 512L, 512);
            byte[] bytesB = noneB ? ZEROS : b.read(sector * 512L, 512);
            if (!Arrays.equals(bytesA, bytesB)) {
                expected[sector] = noneA ? "only-b" : noneB ? "only-a" : "changed";
            }
        }
        List<String> lines = run.out().lines().toList();
        assertEquals("first_sector,sector_count,kind", lines.get(0));
        assertEquals(Arrays.asList(expected), Arrays.asList(AuditCommandTest.sectors(lines, sectors)));
        assertEquals("", run.err());
        boolean equal = lines.size() == 1 && a.sectors() == b.sectors();
        assertEquals(equal ? 0 : 1, run.code());
    }

    @Test
    void hashesAndSums() throws Exception {
        TestChain chain = TestDisks.chain();
        Path leaf = TestDisks.writeChain(folder);
        ToolRun run = ToolRun.of("compare", leaf, leaf + "@1", "--format", "csv", "--hash");
        assertEquals(1, run.code());
        assertEquals("", run.err());
        assertEquals(
                "first_sector,sector_count,kind,sha256_a,sha256_b\n" + row(chain, 5, 10) + row(chain, 600, 20),
                run.out());
        JsonNode json = new ObjectMapper()
                .readTree(ToolRun.of("compare", leaf, leaf + "@1", "--format", "json")
                        .bytes());
        assertEquals(30, json.at("/counts/changed").longValue());
        assertEquals(30, json.at("/regions_of_a/0/counts/changed").longValue());
        assertEquals(false, json.get("equal").booleanValue());
    }

    private static String row(TestChain chain, int first, int count) throws Exception {
        return first + "," + count + ",changed," + sha256(chain.read(first * 512L, count * 512)) + ","
                + sha256(chain.asOf(1).read(first * 512L, count * 512)) + "\n";
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void aLongerDiskOfZerosIsNotEqual() throws Exception {
        Path a = Files.write(folder.resolve("a.raw"), new byte[1024]);
        Path b = Files.write(folder.resolve("b.raw"), new byte[2048]);
        ToolRun run = ToolRun.of("compare", a, b);
        assertEquals(1, run.code());
        assertTrue(run.out().contains("the sizes differ"), run.out());
    }

    @Test
    void whatCannotBeComparedIsRefused() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Path raw = Files.write(folder.resolve("broken.vhd"), new byte[1024]);
        ToolRun.of("compare", leaf, raw).failed(3, "broken.vhd");
        ToolRun.of("compare", leaf, leaf + "@3").failed(2, "layers 0 to 2");
        ToolRun.of("compare", leaf, folder.resolve("none")).failed(7, "no such file");
        Files.delete(folder.resolve("base.vhd"));
        ToolRun.of("compare", leaf, leaf).failed(5, "--orphan");
        // What both take from one missing parent is equal, whatever it holds.
        ToolRun same = ToolRun.of("compare", leaf, leaf, "--orphan");
        assertEquals(ExitCode.OK, same.code());
        Path zeros = Files.write(
                folder.resolve("zeros.raw"), new byte[TestDisks.chain().merged().length]);
        ToolRun run = ToolRun.of("compare", leaf, zeros, "--orphan", "--format", "csv");
        assertEquals(ExitCode.INCOMPLETE, run.code());
        assertTrue(run.out().contains(",unknown\n"), run.out());
        assertTrue(run.err().contains("sectors are unknown"), run.err());
    }

    @Test
    void aComparisonNotReadToTheEndDoesNotReportEqual() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        ToolRun run = ToolRun.withFailingOutput("Broken pipe", "compare", leaf, leaf + "@1", "--format", "csv");
        assertEquals(1, run.code());
        assertEquals("", run.err());
    }
}
