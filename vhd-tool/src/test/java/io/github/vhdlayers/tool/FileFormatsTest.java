package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the formats of other programs, and a choice of files. */
class FileFormatsTest {
    private static final String LEAF = "../samples/evidence/leaf.vhd";

    @TempDir
    Path folder;

    @BeforeEach
    void needsALibrary() throws Exception {
        FilesCommandTest.needsALibrary();
    }

    @Test
    void eachLineOfABodyFileHasElevenFields() {
        String body = ToolRun.of("files", LEAF, "--format", "bodyfile", "--zone", "UTC")
                .out();
        assertTrue(body.lines().count() > 10, body);
        body.lines().forEach(line -> assertEquals(11, line.split("\\|", -1).length, line));
        assertTrue(body.contains("|/plan.html (layer 0, leaf.vhd: new)|"), body);
        assertTrue(body.contains("|/letters/offer.txt (layer 0, leaf.vhd: deleted"), body);
    }

    @Test
    void mactimeMakesATimelineOfIt() throws Exception {
        String missing = InteropTools.missing("mactime");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        String body = ToolRun.of("files", LEAF, "--format", "bodyfile", "--zone", "UTC")
                .out();
        Path file = Files.writeString(folder.resolve("body"), body);
        String timeline = InteropTools.run(folder, "mactime", "-b", file.toString(), "-z", "UTC", "-y", "-d")
                .text();
        assertTrue(
                timeline.lines()
                        .anyMatch(line -> line.startsWith("2026-09-15T") && line.contains("/plan.html (layer 0")),
                timeline);
    }

    @Test
    void timesketchGetsARowForEachTime() throws Exception {
        ToolRun run = ToolRun.of("files", LEAF, "--format", "timesketch", "--zone", "Europe/Berlin", "--hash", "md5");
        assertEquals(0, run.code());
        assertTrue(run.err().contains("4 rows have no time and are not in the timeline"), run.err());
        List<CSVRecord> rows;
        try (CSVParser parser = CSVParser.parse(
                run.out(),
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            assertEquals(
                    List.of("message", "datetime", "timestamp_desc"),
                    parser.getHeaderNames().subList(0, 3));
            rows = parser.getRecords();
        }
        List<List<String>> plan = rows.stream()
                .filter(row -> row.get("path").equals("/plan.html"))
                .map(row -> List.of(row.get("datetime"), row.get("timestamp_desc"), row.get("recorded")))
                .toList();
        // The machine's clock showed summer time; of the last access FAT has the day alone.
        assertEquals(
                List.of(
                        List.of("2026-09-15T06:00:00.000000+00:00", "Content Modification Time", "2026-09-15T08:00:00"),
                        List.of("2026-09-14T22:00:00.000000+00:00", "Last Access Time", "2026-09-15"),
                        List.of("2026-09-15T06:00:00.000000+00:00", "Creation Time", "2026-09-15T08:00:00")),
                plan);
        CSVRecord first = rows.stream()
                .filter(row -> row.get("path").equals("/plan.html"))
                .findFirst()
                .orElseThrow();
        assertEquals("/plan.html (layer 0, leaf.vhd: new)", first.get("message"));
        assertEquals("e24a4f4906e0ed59f98eaae55f25c1a8", first.get("md5"));
        assertEquals("", first.get("sha256"));
    }

    @Test
    void everyLineIsADocument() throws Exception {
        List<String> lines =
                ToolRun.of("files", LEAF, "--format", "jsonl").out().lines().toList();
        JsonNode whole =
                new ObjectMapper().readTree(ToolRun.of("files", LEAF, "--json").bytes());
        assertEquals(whole.path("files").size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(whole.path("files").get(i), new ObjectMapper().readTree(lines.get(i)));
        }
    }

    @Test
    void filesAreChosenByStatusAndPath() {
        String fresh = ToolRun.of("files", LEAF, "--status", "new,deleted", "--format", "csv")
                .out();
        assertEquals(3, fresh.lines().count(), fresh);
        String letters =
                ToolRun.of("files", LEAF, "--path", "*.CSV", "--format", "csv").out();
        assertEquals(3, letters.lines().count(), letters);
        String below = ToolRun.of("files", LEAF, "--path", "/letters/**", "--format", "csv")
                .out();
        assertTrue(below.contains("/letters/offer.txt"), below);
        assertFalse(below.contains("/plan.html"), below);
        ToolRun.of("files", LEAF, "--status", "changed").failed(ExitCode.USAGE, "is none of", "content-changed");
    }
}
