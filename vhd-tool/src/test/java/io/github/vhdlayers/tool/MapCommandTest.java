package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format against the testkit's oracle. */
class MapCommandTest {
    private static final String HEADER = "first_sector,sector_count,owner,file,file_sector";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void csvEqualsTheOracle(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed).named();
        Path leaf = TestDisks.write(chain, folder);
        List<String[]> rows = rows(ToolRun.of("map", leaf, "--format", "csv").well());
        requireOwners(chain, 0, chain.sectors(), rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35})
    void aRangeIsCutOutOfTheWhole(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed).named();
        Path leaf = TestDisks.write(chain, folder);
        long from = chain.sectors() / 3;
        long count = chain.sectors() / 2;
        List<String[]> rows = rows(ToolRun.of("map", leaf, "--format=csv", "--from", from, "--sectors", count)
                .well());
        requireOwners(chain, from, count, rows);
    }

    @Test
    void csvIsExact() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        String csv = ToolRun.of("map", leaf, "--format", "csv", "--sectors", 30)
                .well()
                .out();
        TestChain chain = TestDisks.chain();
        String expected = HEADER + "\n"
                + "0,5,2," + folder.resolve("base.vhd") + "," + place(chain, 2, 0) + "\n"
                + "5,10,0," + leaf + "," + place(chain, 0, 5) + "\n"
                + "15,15,1," + folder.resolve("middle.avhd") + "," + place(chain, 1, 15) + "\n";
        assertEquals(expected, csv);
    }

    @Test
    void anEmptyRangeHasAHeaderAlone() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        assertEquals(
                HEADER + "\n",
                ToolRun.of("map", leaf, "--format", "csv", "--from", TestDisks.SECTORS)
                        .well()
                        .out());
    }

    @Test
    void jsonHasTheSameRuns() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        List<String[]> rows = rows(ToolRun.of("map", leaf, "--format", "csv").well());
        JsonNode json = new ObjectMapper()
                .readTree(ToolRun.of("map", leaf, "--format", "json").well().bytes());
        assertEquals(TestDisks.SECTORS, json.get("sectors").longValue());
        assertEquals(rows.size(), json.get("runs").size());
        for (int i = 0; i < rows.size(); i++) {
            JsonNode run = json.get("runs").get(i);
            String[] row = rows.get(i);
            assertEquals(row[0], run.get("first_sector").asText());
            assertEquals(row[1], run.get("sector_count").asText());
            assertEquals(row[2], run.get("owner").textValue());
            assertEquals(row[3], run.get("file").isNull() ? "" : run.get("file").textValue());
            assertEquals(
                    row[4],
                    run.get("file_sector").isNull()
                            ? ""
                            : run.get("file_sector").asText());
        }
    }

    @Test
    void textHasTheSameRuns() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        List<String> lines =
                ToolRun.of("map", leaf).well().out().lines().skip(1).toList();
        List<String[]> rows = rows(ToolRun.of("map", leaf, "--format", "csv").well());
        assertEquals(rows.size(), lines.size());
        for (int i = 0; i < rows.size(); i++) {
            String[] row = rows.get(i);
            String expected =
                    row[0] + " " + row[1] + " " + row[2] + (row[4].isEmpty() ? "" : " " + row[4] + " " + row[3]);
            assertEquals(expected, lines.get(i).strip().replaceAll(" +", " "));
        }
    }

    @Test
    void anOrphansOtherSectorsAreUnknown() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("base.vhd"));
        TestChain chain = TestDisks.chain().withoutParents(2);
        List<String[]> rows =
                rows(ToolRun.of("map", "--orphan", leaf, "--format", "csv").well());
        requireOwners(chain, 0, TestDisks.SECTORS, rows);
        assertTrue(rows.stream().anyMatch(row -> row[2].equals("unknown")));
        assertTrue(rows.stream().noneMatch(row -> row[2].equals("unwritten")));
    }

    @Test
    void anEarlierStateHasOtherOwners() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        List<String[]> rows = rows(ToolRun.of("map", leaf, "--as-of", 1, "--format", "csv", "--sectors", 15)
                .well());
        assertEquals("2", rows.get(0)[2]);
        assertEquals("10", rows.get(0)[1]);
        assertEquals("1", rows.get(1)[2]);
    }

    @Test
    void aNameWithACommaIsQuoted() throws Exception {
        Path leaf = TestDisks.chain().layers().get(2).writeTo(folder.resolve("a, \"b\".vhd"));
        String csv = ToolRun.of("map", leaf, "--format", "csv", "--sectors", 1)
                .well()
                .out();
        assertTrue(csv.contains(",\"" + folder + "/a, \"\"b\"\".vhd\","), csv);
    }

    private static List<String[]> rows(ToolRun run) {
        List<String> lines = run.out().lines().toList();
        assertEquals(HEADER, lines.get(0));
        assertTrue(run.out().endsWith("\n"));
        List<String[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            rows.add(line.split(",", -1));
        }
        return rows;
    }

    private void requireOwners(TestChain chain, long from, long count, List<String[]> rows) {
        long at = from;
        for (String[] row : rows) {
            assertEquals(5, row.length);
            assertEquals(at, Long.parseLong(row[0]), "rows leave no gap");
            for (long i = 0; i < Long.parseLong(row[1]); i++) {
                int owner = chain.owner(at + i);
                assertEquals(name(owner), row[2], "owner of " + (at + i));
                if (owner < 0) {
                    assertEquals("", row[3]);
                    assertEquals("", row[4]);
                } else {
                    String file = chain.layers().get(owner).fileName().orElseThrow();
                    assertEquals(folder.resolve(file).toString(), row[3]);
                    assertEquals(place(chain, owner, at + i), Long.parseLong(row[4]) + i);
                }
            }
            at += Long.parseLong(row[1]);
        }
        assertEquals(from + count, at);
    }

    private static long place(TestChain chain, int layer, long sector) {
        return chain.layers().get(layer).fileOffsetOf(sector) / 512;
    }

    private static String name(int owner) {
        return switch (owner) {
            case TestChain.UNWRITTEN -> "unwritten";
            case TestChain.UNKNOWN -> "unknown";
            default -> Integer.toString(owner);
        };
    }
}
