package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.options.ReaderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads a file system, and in which state: said in every answer, and chosen by the user. */
class ReaderOptionsTest {
    @TempDir
    Path folder;

    private Path pending = Path.of("");

    @BeforeEach
    void writeADiskWithAPendingJournal() throws IOException {
        try (InputStream volume =
                new GZIPInputStream(Files.newInputStream(Path.of("../testing/fuzz/volumes/ext4-journal.gz")))) {
            byte[] bytes = volume.readAllBytes();
            pending = TestChain.ofStates(List.of(bytes, bytes)).writeTo(folder).get(0);
        }
    }

    @Test
    void everyAnswerSaysWhoReadWhatAndInWhichState() throws IOException {
        String replayed = ToolRun.of("files", pending).out();
        assertTrue(
                replayed.contains(
                        "disk: ext4, read by java; it was not unmounted, and is shown with its journal replayed"),
                replayed);
        String stored = ToolRun.of("files", pending, "--journal", "ignore").out();
        assertTrue(stored.contains("and is shown without what is in its journal"), stored);
        JsonNode json = new ObjectMapper()
                .readTree(ToolRun.of("files", pending, "--json").bytes());
        assertEquals("recovered", json.get("file_systems").get(0).get("state").asText());
        assertEquals("java", json.get("file_systems").get(0).get("reader").asText());
        Path page = folder.resolve("page.html");
        ToolRun.of("report", pending, "-o", page, "--journal", "ignore");
        assertTrue(Files.readString(page).contains("without what is in its journal"));
    }

    @Test
    void theReaderCanBeChosen() throws IOException {
        String leaf = "../samples/evidence/leaf.vhd";
        assertTrue(ToolRun.of("files", leaf, "--reader", "java").well().out().contains("read by vhd-filesystems"));
        ToolRun unknown = ToolRun.of("files", leaf, "--reader", "dos");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("--reader dos: no reader has this name; there are: java"), unknown.err());
        assertEquals(
                ToolRun.of("extract", leaf, "/plan.html").well().out(),
                ToolRun.of("extract", leaf, "/plan.html", "--reader", "java")
                        .well()
                        .out());
    }

    @Test
    void oneReaderIsUsedForAllLayers() throws IOException {
        ReaderOptions options = new ReaderOptions();
        assertSame(options.reader(), options.reader());
    }
}
