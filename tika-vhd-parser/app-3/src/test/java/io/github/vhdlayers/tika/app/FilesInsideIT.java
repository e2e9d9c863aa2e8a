package io.github.vhdlayers.tika.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.InteropTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The documents in a differencing disk, found by the published app with the two jars beside it. */
class FilesInsideIT {
    private static final String LEAF =
            Path.of(System.getProperty("evidence"), "leaf.vhd").toString();

    @Test
    void aWordInADocumentInsideIsFoundWithItsOwner() throws Exception {
        requireLibrary();
        Map<String, JsonNode> files = files(TikaApp.runWithFileSystems(List.of(), "-J", "-t", LEAF));
        List<String> found = new ArrayList<>();
        files.forEach((path, file) -> {
            if (file.path("X-TIKA:content").asText().contains("Tuesday")) {
                found.add(path + " " + file.path("vhd:file-status").asText());
            }
        });
        assertEquals(List.of("/plan.html new"), found);
        JsonNode plan = file(files, "/plan.html");
        assertEquals("text/html", plan.path("Content-Type").asText().replaceAll(";.*", ""));
        assertEquals("0:4", plan.path("vhd:file-stored-in-layer").asText());
        assertEquals("p1", plan.path("vhd:file-volume").asText());
        assertTrue(plan.path("vhd:file-modified").asText().startsWith("2026-09-15"), plan.toString());
        JsonNode september = file(files, "/accounts/september.csv");
        assertEquals("content-changed", september.path("vhd:file-status").asText());
        assertEquals(List.of("0:6", "1:23"), TikaApp.values(september, "vhd:file-stored-in-layer"));
        assertTrue(september.path("X-TIKA:content").asText().contains("950.00"));
        assertFalse(files.containsKey("/letters/offer.txt"), "deleted files are not asked for");
        assertEquals(
                "rewritten",
                file(files, "/handbook.txt").path("vhd:file-status").asText());
    }

    @Test
    void theDiskSaysWhoReadItAndHowMany() throws Exception {
        JsonNode disk =
                new ObjectMapper().readTree(TikaApp.run("-J", "-t", LEAF)).get(0);
        assertTrue(disk.path("vhd:files-reader").asText().startsWith("vhd-filesystems"), disk.toString());
        assertEquals("5", disk.path("vhd:files").asText(), "without the volume name, which holds nothing");
        assertEquals("0", disk.path("vhd:files-left-out").asText());
        assertEquals("p1: fat16", disk.path("vhd:file-system").asText());
        assertEquals("java", disk.path("vhd:file-system-reader").asText());
        assertEquals("as stored", disk.path("vhd:file-system-state").asText());
    }

    @Test
    void settingsChooseWhichFiles() throws Exception {
        requireLibrary();
        assertEquals(2, files(configured("changed", "false", "1000000")).size());
        Map<String, JsonNode> deleted = files(configured("changed", "true", "1000000"));
        assertTrue(
                file(deleted, "/letters/offer.txt")
                        .path("X-TIKA:content")
                        .asText()
                        .contains("40 chairs at 49.50"),
                deleted.toString());
        assertEquals(0, files(configured("none", "false", "1000000")).size());
        assertEquals(1, files(configured("all", "false", "1")).size());
    }

    @Test
    void theParsersJarAloneReadsFiles() throws Exception {
        Map<String, JsonNode> files = files(TikaApp.run("-J", "-t", LEAF));
        assertEquals(5, files.size(), files.keySet().toString());
        assertEquals("new", file(files, "/plan.html").path("vhd:file-status").asText());
    }

    @Test
    void theLibraryReadsThemIfItIsAskedFor() throws Exception {
        requireLibrary();
        String json = TikaApp.runWithFileSystems(List.of("-Dvhd.reader=tsk"), "-J", "-t", LEAF);
        JsonNode disk = new ObjectMapper().readTree(json).get(0);
        assertTrue(disk.path("vhd:files-reader").asText().startsWith("The Sleuth Kit"), disk.toString());
        assertEquals(5, files(json).size());
    }

    @Test
    void namesTheLibraryThatIsMissing() throws Exception {
        String json = TikaApp.runWithFileSystems(
                List.of("-Dvhd.reader=tsk", "-Dlibtsk=/nowhere/libtsk.so"), "-J", "-t", LEAF);
        JsonNode disk = new ObjectMapper().readTree(json).get(0);
        assertEquals("differencing", disk.path("vhd:type").asText());
        assertTrue(disk.path("vhd:files-problem").asText().contains("/nowhere/libtsk.so"), disk.toString());
        assertEquals(0, files(json).size());
    }

    private static String configured(String which, String deleted, String most) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "kept"));
        Path config = Files.createTempFile(folder, "config", ".xml");
        Files.writeString(
                config,
                """
                <properties>
                  <parsers>
                    <parser class="org.apache.tika.parser.DefaultParser">
                      <parser-exclude class="io.github.vhdlayers.tika.VhdParser"/>
                    </parser>
                    <parser class="io.github.vhdlayers.tika.XmlVhdParser">
                      <params>
                        <param name="files" type="string">%s</param>
                        <param name="deletedFiles" type="bool">%s</param>
                        <param name="maxFiles" type="long">%s</param>
                      </params>
                    </parser>
                  </parsers>
                </properties>
                """
                        .formatted(which, deleted, most));
        return TikaApp.runWithFileSystems(List.of(), "--config=" + config, "-J", "-t", LEAF);
    }

    private static Map<String, JsonNode> files(String json) throws Exception {
        Map<String, JsonNode> files = new HashMap<>();
        for (JsonNode document : new ObjectMapper().readTree(json)) {
            if (document.has("vhd:file-path")) {
                files.put(document.path("vhd:file-path").asText(), document);
            }
        }
        return files;
    }

    private static JsonNode file(Map<String, JsonNode> files, String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    /** The library comes with the programs that stand on it. */
    private static void requireLibrary() {
        String missing = InteropTools.missing("fls");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }
}
