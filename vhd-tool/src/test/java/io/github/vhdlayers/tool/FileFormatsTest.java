package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.InteropTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
