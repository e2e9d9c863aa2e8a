package io.github.vhdlayers.tika.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.SampleCheckpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** VHDX and AVHDX files in the published app: a chain of which the leaf was not closed. */
class CheckpointsIT {
    private static final Path SAMPLES =
            Path.of(System.getProperty("evidence")).toAbsolutePath().normalize().resolveSibling("");
    private static final int MIB = 1 << 20;

    private Path folder = Path.of("");
    private Path disks = Path.of("");
    private Path leaf = Path.of("");

    /** Not the system's folder for temporary files, where the parser would look for no parent. */
    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "checkpoints");
        disks = SampleCheckpoints.unpack(SAMPLES, folder.resolve("disks"));
        leaf = disks.resolve("leaf.avhdx");
    }

    @Test
    void vhdxFilesHaveATypeOfTheirOwn() throws Exception {
        for (String name : List.of("base.vhdx", "middle.avhdx", "leaf.avhdx")) {
            assertEquals(
                    "application/x-vhdx",
                    TikaApp.run("-d", disks.resolve(name).toString()).strip(),
                    name);
        }
        Path renamed = Files.copy(disks.resolve("base.vhdx"), folder.resolve("disk.bin"));
        assertEquals("application/x-vhdx", TikaApp.run("-d", renamed.toString()).strip());
    }

    @Test
    void theDiskIsReadWithItsParentsAndItsLog() throws Exception {
        Map<String, JsonNode> documents = documents(TikaApp.run("-J", "-t", leaf.toString()));
        JsonNode disk = document(documents, "");
        assertEquals("application/x-vhdx", disk.path("Content-Type").asText());
        assertEquals("vhdx", disk.path("vhd:format").asText());
        assertEquals("differencing", disk.path("vhd:type").asText());
        assertEquals("found", disk.path("vhd:parent-status").asText());
        assertEquals("true", disk.path("vhd:chain-complete").asText());
        assertEquals("replayed", disk.path("vhd:log").asText());
        assertEquals("1", disk.path("vhd:log-pages").asText());
        assertEquals("2", disk.path("vhd:header-copies").asText());
        assertEquals("512", disk.path("vhd:logical-sector-size").asText());
        assertEquals(
                "e2e2e2e2-e2e2-42e2-82e2-e2e2e2e2e202",
                disk.path("vhd:data-write-id").asText());
        assertEquals(disk.path("vhd:data-write-id"), disk.path("vhd:id"));
        assertEquals(
                "e2e2e2e2-e2e2-42e2-82e2-e2e2e2e2e201",
                disk.path("vhd:parent-id").asText());
        assertEquals(List.of("10", "60", "1978"), TikaApp.values(disk, "vhd:layer-sectors-owned"));
        assertEquals("6144", disk.path("vhd:sectors-unwritten").asText());
        assertFalse(disk.has("vhd:created"), "the format records no time");
        assertFalse(disk.has("vhd:geometry"), disk.toString());
        assertTrue(disk.toString().contains("LOG_REPLAYED"), disk.toString());
        assertEquals("5", disk.path("vhd:files").asText());
        JsonNode plan = document(documents, "/plan.html");
        assertEquals("new", plan.path("vhd:file-status").asText());
        assertEquals("0:4", plan.path("vhd:file-stored-in-layer").asText());
        assertTrue(plan.path("X-TIKA:content").asText().contains("Tuesday"));
        JsonNode september = document(documents, "/accounts/september.csv");
        assertEquals("content-changed", september.path("vhd:file-status").asText());
        assertTrue(september.path("X-TIKA:content").asText().contains("950.00"));
        assertFalse(documents.containsKey("/letters/offer.txt"));
    }

    @Test
    void withoutItsLogTheDiskIsAsItWasBefore() throws Exception {
        Map<String, JsonNode> documents = documents(TikaApp.run("--config=" + ignoring(), "-J", "-t", leaf.toString()));
        JsonNode disk = document(documents, "");
        assertEquals("ignored", disk.path("vhd:log").asText());
        assertEquals(List.of("0", "66", "1982"), TikaApp.values(disk, "vhd:layer-sectors-owned"));
        assertFalse(documents.containsKey("/plan.html"), documents.keySet().toString());
        assertTrue(document(documents, "/letters/offer.txt")
                .path("X-TIKA:content")
                .asText()
                .contains("40 chairs at 49.50"));
    }

    @Test
    void aLogThatCannotBeReplayedIsAnErrorUnlessItIsLeftOut() throws Exception {
        for (String name : List.of("base.vhdx", "middle.avhdx")) {
            Files.copy(disks.resolve(name), folder.resolve(name));
        }
        byte[] bytes = Files.readAllBytes(leaf);
        Arrays.fill(bytes, MIB, 2 * MIB, (byte) 0);
        String lost = Files.write(folder.resolve("lost.avhdx"), bytes).toString();
        String errors = TikaApp.fail("-J", "-t", lost);
        assertTrue(errors.contains("corrupt VHDX: VHDX log"), errors);
        assertTrue(errors.contains("can be read without its log"), errors);
        Path out = folder.resolve("out");
        TikaApp.run("-J", "-t", "-i", folder.toString(), "-o", out.toString());
        JsonNode refused = document(documents(Files.readString(out.resolve("lost.avhdx.json"))), "");
        assertEquals("application/x-vhdx", refused.path("Content-Type").asText());
        assertEquals("vhdx", refused.path("vhd:format").asText());
        assertTrue(refused.toString().contains("corrupt VHDX: VHDX log"), refused.toString());
        assertFalse(refused.has("vhd:layer-sectors-owned"), "not what the disk was before");
        JsonNode ignored = document(documents(TikaApp.run("--config=" + ignoring(), "-J", "-t", lost)), "");
        assertEquals("ignored", ignored.path("vhd:log").asText());
        assertEquals("found", ignored.path("vhd:parent-status").asText());
    }

    private Path ignoring() throws Exception {
        Path config = folder.resolve("ignore.xml");
        return Files.writeString(
                config,
                """
                <properties>
                  <parsers>
                    <parser class="org.apache.tika.parser.DefaultParser">
                      <parser-exclude class="io.github.vhdlayers.tika.VhdParser"/>
                    </parser>
                    <parser class="io.github.vhdlayers.tika.XmlVhdParser">
                      <params>
                        <param name="log" type="string">ignore</param>
                      </params>
                    </parser>
                  </parsers>
                </properties>
                """);
    }

    /** The documents by their paths in the disk, the disk itself without one. */
    private static Map<String, JsonNode> documents(String json) throws Exception {
        Map<String, JsonNode> documents = new HashMap<>();
        for (JsonNode document : new ObjectMapper().readTree(json)) {
            documents.put(document.path("vhd:file-path").asText(), document);
        }
        return documents;
    }

    private static JsonNode document(Map<String, JsonNode> documents, String path) {
        return Objects.requireNonNull(documents.get(path), () -> path + " of " + documents.keySet());
    }
}
