package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of a named zone beside UTC, and the times that fit into a line. */
class ZonedOutputTest {
    private static final Path LEAF =
            Path.of("../samples/evidence/leaf.vhd").toAbsolutePath().normalize();

    @TempDir
    Path folder = Path.of("");

    @Test
    void historyShowsTheZoneBesideUtc() {
        String utc = ToolRun.of("history", LEAF, "--no-files").out();
        String tokyo = ToolRun.of("history", LEAF, "--no-files", "--zone", "Asia/Tokyo")
                .out();
        assertFalse(utc.contains("+09:00"), utc);
        for (String label : new String[] {"  created ", "  span "}) {
            assertTrue(
                    tokyo.lines()
                            .filter(line -> line.startsWith(label))
                            .allMatch(line -> line.matches(".*Z \\(.*\\+09:00\\).*")),
                    tokyo);
        }
    }

    @Test
    void reportConvertsLocalTimesAndShowsTheZone() throws IOException {
        Path plain = folder.resolve("plain.html");
        Path zoned = folder.resolve("zoned.html");
        ToolRun.of("report", LEAF, "-o", plain, "--no-hash").well();
        ToolRun.of("report", LEAF, "-o", zoned, "--no-hash", "--zone", "+02:00").well();
        String local = Files.readString(plain);
        assertTrue(local.contains(">2026-09-15T08:00:00<"), local);
        assertFalse(local.contains("+02:00)"), local);
        String converted = Files.readString(zoned);
        assertTrue(converted.contains(">2026-09-15T06:00:00Z<"), converted);
        assertTrue(converted.contains("2026-09-15T08:00:00Z (2026-09-15T10:00:00+02:00)"), converted);
    }

    @Test
    void scanShowsWhenFilesWereWrittenWhereThereIsRoom() {
        Path place = LEAF.resolveSibling("");
        assertTrue(ToolRun.atWidth(132, "scan", place).out().contains("  file written "));
        String narrower = ToolRun.atWidth(131, "scan", place).out();
        assertFalse(narrower.contains("  file written "), narrower);
        assertTrue(narrower.contains("created 20"), narrower);
        assertFalse(ToolRun.atWidth(80, "scan", place).out().contains("created 20"));
    }
}
