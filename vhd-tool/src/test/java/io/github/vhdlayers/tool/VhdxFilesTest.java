package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.VhdxChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same three states of a disk with files, as a VHD chain and as a VHDX chain: the answers about files are the same. */
class VhdxFilesTest {
    private static final Path EVIDENCE = Path.of("../samples/evidence/leaf.vhd");

    @TempDir
    Path folder;

    private Path vhd = Path.of("");
    private Path vhdx = Path.of("");

    @BeforeEach
    void writeBoth() throws Exception {
        List<byte[]> states = new ArrayList<>();
        try (VirtualDisk disk = VirtualDisk.open(EVIDENCE)) {
            for (int layer = 2; layer >= 0; layer--) {
                ByteBuffer state = ByteBuffer.allocate(Math.toIntExact(disk.size()));
                disk.asOf(layer).readFully(0, state);
                states.add(state.array());
            }
        }
        vhd = TestChain.ofStates(states)
                .writeTo(Files.createDirectory(folder.resolve("vhd")))
                .get(0);
        VhdxChain chain = VhdxChain.ofStates(states);
        Path there = Files.createDirectory(folder.resolve("vhdx"));
        for (int layer = 2; layer > 0; layer--) {
            chain.layers().get(layer).writeTo(there.resolve("layer" + layer + ".vhdx"));
        }
        vhdx = chain.layers().get(0).writeTo(there.resolve("leaf.avhdx"));
        assertArrayEquals(states.get(2), chain.merged());
    }

    @Test
    void filesHaveTheSameStatusesAndSectorsOfTheLayer() throws Exception {
        for (int layer = 0; layer <= 2; layer++) {
            assertEquals(facts(vhd, layer), facts(vhdx, layer), "layer " + layer);
        }
        assertTrue(facts(vhdx, 0).toString().contains("content-changed"));
    }

    @Test
    void everyFileIsExtractedWithTheSameBytes() throws Exception {
        int files = 0;
        for (JsonNode file : json("files", vhdx, "--json").get("files")) {
            if (file.get("kind").asText().equals("file")
                    && file.get("allocated").asBoolean()) {
                String path = file.get("path").asText();
                assertArrayEquals(
                        ToolRun.of("extract", vhd, path).well().bytes(),
                        ToolRun.of("extract", vhdx, path).well().bytes(),
                        path);
                files++;
            }
        }
        assertTrue(files > 3, "files: " + files);
    }

    @Test
    void clustersOfTheNewestLayersAreTheSame() throws Exception {
        List<String> ofVhd = clusters(vhd);
        assertEquals(ofVhd, clusters(vhdx));
        assertFalse(ofVhd.isEmpty());
    }

    @Test
    void reportAndHistoryAnswer() throws Exception {
        Path page = folder.resolve("page.html");
        ToolRun.of("report", vhdx, "-o", page).well();
        assertTrue(Files.readString(page).contains("leaf.avhdx"));
        JsonNode history = json("history", vhdx, "--json");
        assertEquals(3, history.get("layers").size(), history.toString());
    }

    /** Everything but how much of the base is stored, because a block of a VHDX has no bitmap of its own. */
    private static List<String> facts(Path leaf, int layer) throws IOException {
        List<String> facts = new ArrayList<>();
        for (JsonNode file : json("files", leaf, "--layer", layer, "--json").get("files")) {
            facts.add(file.get("path").asText() + " " + file.get("status") + " " + file.get("size") + " "
                    + file.get("metadata_address") + " " + file.get("modified")
                    + (layer < 2 ? " " + file.get("owned") + " " + file.get("changed_sectors") : ""));
        }
        return facts;
    }

    private static List<String> clusters(Path leaf) throws IOException {
        return ToolRun.of("clusters", leaf, 1, "--format", "csv")
                .well()
                .out()
                .lines()
                .filter(line -> line.matches("(\\d+,){4}[01],"))
                .toList();
    }

    /** The VHD's clocks are those of its writer, so that the tool may doubt its times. */
    private static JsonNode json(Object... arguments) throws IOException {
        return new ObjectMapper().readTree(ToolRun.of(arguments).bytes());
    }
}
