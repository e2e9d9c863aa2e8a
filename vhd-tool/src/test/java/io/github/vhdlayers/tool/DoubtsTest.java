package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a disk doubtful is in the documents of every command that shows its bytes, owners or files. */
class DoubtsTest {
    private static final int HEADER = 512;
    private static final int UNUSED = -1;

    @TempDir
    Path folder;

    private Path leaf = Path.of("");

    @BeforeEach
    void copyEvidence() throws IOException {
        for (String name : List.of("leaf.vhd", "middle.vhd", "base.vhd")) {
            Files.copy(Path.of("../samples/evidence", name), folder.resolve(name));
        }
        leaf = folder.resolve("leaf.vhd");
    }

    /** Has a table list one place for two blocks: the last one, in which no file has anything, as well. */
    private void listOnePlaceTwice(String name) throws IOException {
        Path file = folder.resolve(name);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int table = (int) bytes.getLong(HEADER + 16);
        int entries = bytes.getInt(HEADER + 28);
        int used = 0;
        while (bytes.getInt(table + used * 4) == UNUSED) {
            used++;
        }
        bytes.putInt(table + (entries - 1) * 4, bytes.getInt(table + used * 4));
        Files.write(file, bytes.array());
    }

    private JsonNode document(String command) throws IOException {
        List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.add(1, leaf);
        if (command.startsWith("compare")) {
            words.add(2, leaf + "@1");
        }
        words.add("--json");
        return new ObjectMapper().readTree(ToolRun.of(words.toArray()).bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "map",
                "clusters 1",
                "audit",
                "compare",
                "history --no-files",
                "history --reader java",
                "history --path /accounts/september.csv --reader java",
                "files --reader java"
            })
    void areInTheDocument(String command) throws IOException {
        assertEquals(0, document(command).get("doubts").size(), "of sound evidence");
        listOnePlaceTwice("middle.vhd");
        JsonNode doubts = document(command).get("doubts");
        assertTrue(doubts.size() > 0);
        List<JsonNode> findings = new ArrayList<>();
        document("info").get("findings").forEach(findings::add);
        for (JsonNode doubt : doubts) {
            assertTrue(findings.contains(doubt), doubt.toString());
        }
        JsonNode first = doubts.get(0);
        assertEquals("BAT_ENTRY_DUPLICATE", first.get("code").textValue());
        assertEquals(1, first.get("layer").intValue());
    }

    @Test
    void viewsOfOneChainHaveThemOnce() throws IOException {
        listOnePlaceTwice("middle.vhd");
        assertEquals(document("map").get("doubts"), document("compare").get("doubts"));
    }

    @Test
    void warningsNameTheLayer() throws IOException {
        listOnePlaceTwice("middle.vhd");
        String warning = ToolRun.of("map", leaf).err();
        assertTrue(warning.contains("middle.vhd (layer 1): BAT_ENTRY_DUPLICATE: "), warning);
    }
}
