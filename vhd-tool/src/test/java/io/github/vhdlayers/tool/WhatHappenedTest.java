package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why files are not what they were, and where they were. */
class WhatHappenedTest {
    private static Path leaf = Path.of("");

    @BeforeAll
    static void writeDisk(@TempDir Path folder) throws IOException {
        String missing = InteropTools.missing(DayOfFiles.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        leaf = DayOfFiles.write(folder);
    }

    private static Map<String, String> happened(Object... options) throws IOException {
        Map<String, String> found = new TreeMap<>();
        Object[] all = new Object[options.length + 3];
        all[0] = "files";
        all[1] = leaf;
        all[2] = "--json";
        System.arraycopy(options, 0, all, 3, options.length);
        for (JsonNode file : ToolRun.json(all).get("files")) {
            if (file.get("kind").asText().equals("directory")
                    && file.get("former").path("path").isMissingNode()) {
                continue;
            }
            StringBuilder text = new StringBuilder(file.get("status").asText());
            file.get("reasons").forEach(reason -> text.append(' ').append(reason.asText()));
            JsonNode path = file.get("former").path("path");
            text.append(path.isMissingNode() || path.isNull() ? "" : " " + path.asText());
            found.put(file.get("path").asText(), text.toString());
        }
        found.keySet().removeIf(path -> path.equals("/") || path.startsWith("/lost"));
        return found;
    }

    @Test
    void renamedOpenedAndMovedFilesAreDistinguished() throws IOException {
        Map<String, String> found = happened("--layer", 2);
        assertEquals("metadata-changed renamed /docs/plan.txt", found.get("/docs/strategy.txt"), found.toString());
        assertEquals("metadata-changed accessed", found.get("/docs/photo.jpg"));
        assertEquals("metadata-changed rights", found.get("/docs/letter.txt"));
        assertEquals("untouched path /docs/old/a.txt", found.get("/docs/archive/a.txt"));
        assertEquals("new", found.get("/home/temp.txt"));
        String archive = String.valueOf(found.get("/docs/archive"));
        assertTrue(archive.contains(" renamed ") && archive.endsWith(" /docs/old"), archive);
        assertFalse(found.containsKey("/docs/plan.txt"), found.toString());
    }

    @Test
    void recycledRestoredAndReplacedFilesAreDistinguished() throws IOException {
        Map<String, String> found = happened("--layer", 1, "--changed");
        assertEquals(
                "metadata-changed recycled moved /docs/ledger.txt",
                found.get("/home/.Trash-1000/ledger.txt"),
                found.toString());
        assertEquals("metadata-changed restored moved /home/.Trash-1000/kept.txt", found.get("/home/kept.txt"));
        String letter = String.valueOf(found.get("/docs/letter.txt"));
        assertTrue(letter.startsWith("content-changed replaced content "), letter);
        assertEquals("deleted", found.get("/home/temp.txt"));
    }

    @Test
    void formerOwnersAndPermissionsAreShown() throws IOException {
        JsonNode letter = ToolRun.json("files", leaf, "--json", "--layer", 2, "--path", "/docs/letter.txt")
                .get("files")
                .get(0);
        assertEquals("1000", letter.get("owner").asText());
        assertEquals("0640", letter.get("mode").asText());
        assertEquals("0", letter.get("former").get("owner").asText());
        assertEquals("0600", letter.get("former").get("mode").asText());
    }

    @Test
    void everythingSinceALayerHasWhatCameAndWent() throws IOException {
        JsonNode document = ToolRun.json("files", leaf, "--json", "--since", 3, "--changed", "--sort", "path");
        assertEquals(3, document.get("since").asInt());
        List<String> rows = new ArrayList<>();
        for (JsonNode file : document.get("files")) {
            if (file.get("kind").asText().equals("file")) {
                rows.add(file.get("path").asText() + " " + file.get("status").asText() + " "
                        + file.get("made_in_layer") + " " + file.get("gone_in_layer") + " "
                        + file.get("former").path("path").asText("-"));
            }
        }
        assertEquals(
                List.of(
                        "/docs/flash.txt came-and-went 1 1 -",
                        "/docs/letter.txt content-changed null null -",
                        "/docs/photo.jpg metadata-changed null null -",
                        "/home/.Trash-1000/ledger.txt metadata-changed null null /docs/ledger.txt",
                        "/home/brief.txt came-and-went 0 0 -",
                        "/home/final.txt metadata-changed null null /docs/plan.txt",
                        "/home/kept.txt metadata-changed null null /home/.Trash-1000/kept.txt",
                        "/home/new.txt new 0 null -",
                        "/home/temp.txt came-and-went 2 1 -"),
                rows);
        assertEquals(ExitCode.USAGE, ToolRun.of("files", leaf, "--since", 0).code());
    }

    @Test
    void aNameOfExtThatWasDeletedBeforeDidNotComeAndGo() throws IOException {
        List<String> names = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        for (JsonNode file : ToolRun.json("files", leaf, "--json", "--deleted").get("files")) {
            String status = file.get("status").asText();
            if (status.equals("deleted-name")) {
                names.add(file.get("path").asText());
            } else if (status.equals("came-and-went")) {
                passed.add(file.get("path").asText());
            }
        }
        assertEquals(List.of("/home/brief.txt"), passed);
        assertTrue(names.contains("/home/temp.txt") || names.contains("/docs/flash.txt"), names::toString);
    }

    @Test
    void textHasTheFormerPathInALineOfItsOwn() {
        String text = ToolRun.of("files", leaf, "--changed").well().out();
        assertTrue(text.contains(" /home/final.txt\n  renamed, moved; was /docs/strategy.txt\n"), text);
    }
}
