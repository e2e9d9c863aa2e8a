package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One path through time. */
class PathHistoryTest {
    private static Path leaf = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void writeDisk(@TempDir Path shared) throws IOException {
        String missing = InteropTools.missing(DayOfFiles.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        leaf = DayOfFiles.write(shared);
    }

    private static List<String> versions(String path, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("history", leaf, "--json", "--path", path));
        arguments.addAll(List.of(more));
        List<String> found = new ArrayList<>();
        for (JsonNode version : ToolRun.json(arguments.toArray()).get("versions")) {
            found.add(version.get("layer").asInt() + " " + version.get("status").asText() + " "
                    + version.get("path").asText() + " "
                    + version.get("former_path").asText("-"));
        }
        return found;
    }

    @Test
    void followsAFileToItsFormerNames() throws IOException {
        assertEquals(
                List.of(
                        "3 new /docs/plan.txt -",
                        "2 metadata-changed /docs/strategy.txt /docs/plan.txt",
                        "0 metadata-changed /home/final.txt /docs/strategy.txt"),
                versions("/home/final.txt"));
    }

    @Test
    void showsWhenAFileWent() throws IOException {
        assertEquals(List.of("2 new /home/temp.txt -", "1 deleted /home/temp.txt -"), versions("/home/temp.txt"));
    }

    @Test
    void savesEachVersionOfAPathThatAnotherFileTook() throws IOException {
        Path saved = folder.resolve("saved");
        assertEquals(
                List.of(
                        "3 new /docs/letter.txt -",
                        "2 metadata-changed /docs/letter.txt -",
                        "1 content-changed /docs/letter.txt -"),
                versions("/docs/letter.txt", "-o", saved));
        assertEquals("Dear Sir", Files.readString(saved.resolve("layer3/docs/letter.txt")));
        assertEquals("Dear Madam", Files.readString(saved.resolve("layer1/docs/letter.txt")));
        ToolRun again = ToolRun.of("history", leaf, "--path", "/docs/letter.txt", "-o", saved);
        assertTrue(again.code() != ExitCode.OK, again.out());
        assertEquals("Dear Sir", Files.readString(saved.resolve("layer3/docs/letter.txt")));
    }

    @Test
    void textHasIntervalsAndHashes() throws IOException {
        String text =
                ToolRun.of("history", leaf, "--path", "/docs/letter.txt").well().out();
        assertTrue(text.contains("  status    metadata-changed: rights\n"), text);
        assertTrue(text.contains("  sha256    ") && text.contains("  interval  from "), text);
        assertEquals(
                ExitCode.UNREADABLE,
                ToolRun.of("history", leaf, "--path", "/nothing").code());
        assertEquals(ExitCode.USAGE, ToolRun.of("history", leaf, "-o", folder).code());
    }
}
