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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sector's verdict against the testkit's oracle, and the same sums in every format. */
class AuditCommandTest {
    private static final String HEADER = "first_sector,sector_count,verdict";
    private static final byte[] ZEROS = new byte[512];

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112})
    void csvEqualsTheOracle(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        Path leaf = TestDisks.write(chain, folder);
        for (int layer = 0; layer < chain.layers().size(); layer++) {
            requireOracle(chain, layer, leaf);
        }
    }

    static void requireOracle(TestChain chain, int layer, Path leaf) {
        List<String> lines = ToolRun.of("audit", leaf, "--layer", layer, "--format", "csv")
                .well()
                .out()
                .lines()
                .toList();
        assertEquals(HEADER, lines.get(0));
        int sectors = (int) chain.asOf(layer).sectors();
        assertEquals(Arrays.asList(expected(chain, layer)), Arrays.asList(sectors(lines, sectors)));
    }

    private static @Nullable String[] expected(TestChain chain, int layer) {
        TestChain view = chain.asOf(layer);
        TestChain below = layer + 1 < chain.layers().size() ? chain.asOf(layer + 1) : null;
        @Nullable String[] verdicts = new String[(int) view.sectors()];
        for (int sector = 0; sector < verdicts.length; sector++) {
            if (view.owner(sector) == 0) {
                byte[] now = view.read(sector * 512L, 512);
                byte[] before = ZEROS;
                boolean none = true;
                if (below != null && sector < below.sectors() && below.owner(sector) >= 0) {
                    none = false;
                    before = below.read(sector * 512L, 512);
                }
                boolean zero = Arrays.equals(now, ZEROS);
                verdicts[sector] = none
                        ? (zero ? "zero-over-none" : "changed")
                        : Arrays.equals(now, before) ? "same" : zero ? "zeroed" : "changed";
            }
        }
        return verdicts;
    }

    static @Nullable String[] sectors(List<String> lines, int sectors) {
        @Nullable String[] found = new String[sectors];
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", -1);
            int first = Integer.parseInt(row[0]);
            Arrays.fill(found, first, first + Integer.parseInt(row[1]), row[2]);
        }
        return found;
    }

    @Test
    void everyFormatHasTheSameSums() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        assertEquals(
                HEADER + "\n5,10,changed\n600,20,zeroed\n",
                ToolRun.of("audit", leaf, "--format", "csv").well().out());
        String text = ToolRun.of("audit", leaf).well().out();
        assertTrue(text.contains("30 sectors owned"), text);
        JsonNode json = new ObjectMapper()
                .readTree(ToolRun.of("audit", leaf, "--format", "json").well().bytes());
        assertEquals(2, json.get("runs").size());
        assertEquals(10, json.at("/counts/changed").longValue());
        assertEquals(20, json.at("/counts/zeroed").longValue());
        assertEquals(20, json.at("/regions/0/counts/zeroed").longValue());
    }

    @Test
    void anOrphansSectorsAreUnknown() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("middle.avhd"));
        ToolRun.of("audit", leaf).failed(5, "--orphan");
        ToolRun run = ToolRun.of("audit", leaf, "--orphan", "--format", "csv");
        assertEquals(ExitCode.INCOMPLETE, run.code());
        assertEquals(HEADER + "\n5,10,unknown\n600,20,unknown\n", run.out());
        assertTrue(run.err().contains("30 sectors are unknown"), run.err());
    }

    @Test
    void aLayerThatIsNotThereIsRefused() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        ToolRun.of("audit", leaf, "--layer", 3).failed(2, "--layer 3", "layers 0 to 2");
    }

    @Test
    void historyShowsEveryLayer() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        String text = ToolRun.of("history", leaf).well().out();
        assertTrue(text.indexOf("layer 0 ") < text.indexOf("layer 1 "), text);
        assertTrue(text.indexOf("layer 1 ") < text.indexOf("layer 2 "), text);
        assertTrue(text.contains("30 sectors, 30 of them still shown"), text);
        assertTrue(text.contains("20 sectors, 15 of them still shown"), text);
        assertTrue(text.contains("changed 10, zeroed 20"), text);
        assertTrue(text.contains("not read: it is the base"), text);
        String whole = ToolRun.of("history", leaf, "--audit-base").well().out();
        assertTrue(whole.contains("changed 705"), whole);
    }
}
