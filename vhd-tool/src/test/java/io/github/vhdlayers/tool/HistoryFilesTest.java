package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code vhd history} says of files and of the time of each layer. */
class HistoryFilesTest {
    @TempDir
    Path folder;

    private Path leaf = Path.of("");

    @BeforeEach
    void writeDisk() throws IOException {
        String missing = InteropTools.missing(DayOfFiles.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        leaf = DayOfFiles.write(folder);
    }

    @Test
    void eachLayerHasItsCounts() throws IOException {
        JsonNode layers = ToolRun.json("history", leaf, "--json").get("layers");
        assertEquals("1 1 0", counts(layers.get(0)), "a new file, and the plan moved");
        assertEquals("0 3 1", counts(layers.get(1)), "a letter replaced, two papers moved, a file gone");
        assertEquals("1 3 0", counts(layers.get(2)), "a file that will go, a renamed one, one opened, rights of one");
        for (JsonNode layer : layers) {
            assertTrue(layer.at("/files/complete").asBoolean(), layer::toString);
        }
    }

    private static String counts(JsonNode layer) {
        JsonNode documents = layer.at("/files/documents");
        return documents.get("new").asLong() + " "
                + (documents.get("content-changed").asLong()
                        + documents.get("metadata-changed").asLong()) + " "
                + documents.get("deleted").asLong();
    }

    @Test
    void theTimeOfTheNewestFileIsNoTimeOfTheDisk() throws IOException {
        Files.setLastModifiedTime(leaf, FileTime.from(Instant.parse("2026-03-25T18:00:00Z")));
        JsonNode layers = ToolRun.json("history", leaf, "--json").get("layers");
        assertTrue(layers.at("/0/span/end").isNull());
        assertEquals("2026-03-25T18:00:00Z", layers.at("/0/span/file_modified").asText());
        assertEquals(
                layers.at("/0/span/begin").asText(), layers.at("/1/span/end").asText());
        assertTrue(layers.at("/1/span/file_modified").isNull());
        String text = ToolRun.of("history", leaf).well().out();
        assertTrue(text.contains("; file last written 2026-03-25T18:00:00Z, says this computer"), text);
    }

    /** A layer that was created before the one below it: the older one was the newest at no time. */
    @Test
    void aSpanThatEndsBeforeItBeginsIsNoSpan() throws IOException {
        byte[] bytes = Files.readAllBytes(leaf);
        for (int footer : new int[] {0, bytes.length - 512}) {
            ByteBuffer.wrap(bytes).putInt(footer + 24, 500_000_000);
        }
        Files.write(leaf, Mutations.fixChecksums(bytes));
        String text = ToolRun.of("history", leaf, "--no-files").out();
        assertEquals(
                2, text.split("until 2015-11-05T00:53:20Z \\(these times contradict each other\\)\n", -1).length, text);
        assertEquals(2, text.split("contradict", -1).length, text);
        String path = ToolRun.of("history", leaf, "--path", "/home/temp.txt").out();
        assertEquals(
                2, path.split("until 2015-11-05T00:53:20Z \\(these times contradict each other\\)\n", -1).length, path);
    }

    @Test
    void whatIsNotKnownIsNoZero() throws IOException {
        Files.delete(leaf.resolveSibling("base.vhd"));
        ToolRun run = ToolRun.of("history", "--orphan", leaf, "--json");
        assertEquals(ExitCode.INCOMPLETE, run.code());
        JsonNode files = new ObjectMapper().readTree(run.bytes()).at("/layers/2/files");
        assertFalse(files.get("complete").asBoolean());
        assertFalse(files.get("problem").isNull());
        assertTrue(files.at("/documents/deleted").isNull(), files::toString);
        String text = ToolRun.of("history", "--orphan", leaf).out();
        assertTrue(text.contains("not all is known: "), text);
        assertFalse(text.contains("none created"), text);
    }

    @Test
    void tablesHaveARowForEachLayerAndEachVersion() throws IOException {
        List<String> layers = ToolRun.of("history", leaf, "--format", "csv")
                .well()
                .out()
                .lines()
                .toList();
        assertEquals(5, layers.size());
        long columns = layers.get(0).chars().filter(each -> each == ',').count();
        assertEquals(columns, layers.get(4).chars().filter(each -> each == ',').count());
        List<String> versions = ToolRun.of("history", leaf, "--path", "/home/final.txt", "--format", "csv")
                .well()
                .out()
                .lines()
                .toList();
        assertEquals(4, versions.size());
        assertTrue(
                versions.get(3).contains("metadata-changed,renamed moved,/home/final.txt,/docs/strategy.txt"),
                versions::toString);
    }

    @Test
    void filesAreLeftOutOnRequest() throws IOException {
        assertTrue(ToolRun.json("history", leaf, "--no-files", "--json")
                .at("/layers/0/files")
                .isNull());
    }
}
