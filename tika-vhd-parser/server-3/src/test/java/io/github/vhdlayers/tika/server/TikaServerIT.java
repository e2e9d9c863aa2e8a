package io.github.vhdlayers.tika.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SampleCheckpoints;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person gets who puts the jar beside a published server. */
class TikaServerIT {
    private static final Path EVIDENCE =
            Path.of(System.getProperty("evidence")).toAbsolutePath().normalize();
    private static final Path LEAF = EVIDENCE.resolve("leaf.vhd");
    private static final Path CONFIG = Path.of(System.getProperty("docs"), "tika-config.xml");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The newer one is asked the same where the documented requests are run, by a server that was started as documented. */
    @Test
    void readsUploadsAndLooksForNoParentOfThem(@TempDir Path folder) throws Exception {
        try (TikaServer server = TikaServer.start("3.2.2")) {
            readsUploads(server, folder);
        }
    }

    static void readsUploads(TikaServer server, Path folder) throws Exception {
        Path fixed = DiskImage.fixed(3 << 20)
                .own(9, 1, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("fixed.vhd"));
        assertEquals("application/x-vhd", new String(server.put("/detect/stream", "text/plain", fixed), UTF_8));
        assertEquals("application/x-vhd", new String(server.put("/detect/stream", "text/plain", LEAF), UTF_8));
        JsonNode metadata = JSON.readTree(server.put("/meta", "application/json", LEAF));
        assertEquals("differencing", metadata.path("vhd:type").asText());
        assertEquals("not-searched", metadata.path("vhd:parent-status").asText());
        assertTrue(
                metadata.path("X-TIKA:EXCEPTION:warn").toString().contains("set parentFolders"), metadata.toString());
        String text = new String(server.put("/tika", "text/plain", LEAF), UTF_8);
        assertTrue(text.contains("What only it could tell is unknown, and not zeros."), text);
        JsonNode all = JSON.readTree(server.put("/rmeta/text", "application/json", fixed));
        assertEquals(1, all.size());
        assertEquals("fixed", all.get(0).path("vhd:type").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.2.2", "3.3.2"})
    void looksInTheOperatorsFolderAndUnpacks(String version, @TempDir Path folder) throws Exception {
        Path config = Files.writeString(
                folder.resolve("tika-config.xml"),
                Files.readString(CONFIG).replace("samples/evidence", EVIDENCE.toString()));
        try (TikaServer server = TikaServer.start(version, "-c", config.toString())) {
            JsonNode all = JSON.readTree(server.put("/rmeta/text", "application/json", LEAF));
            assertEquals("found", all.get(0).path("vhd:parent-status").asText());
            assertEquals(9, all.size(), "the disk, its three attachments, five files inside");
            assertEquals("10", all.get(0).path("vhd:leaf-sectors-changed").asText());
            Map<String, byte[]> unpacked = new HashMap<>();
            try (ZipInputStream zip =
                    new ZipInputStream(new ByteArrayInputStream(server.put("/unpack", "application/zip", LEAF)))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    unpacked.put(entry.getName(), zip.readAllBytes());
                }
            }
            byte[] image = unpacked.getOrDefault("leaf-merged.img", new byte[0]);
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(image));
            assertTrue(
                    Files.readString(EVIDENCE.resolve("SHA256SUMS")).contains(sum + "  leaf.raw"),
                    unpacked.keySet().toString());
            assertTrue(
                    unpacked.keySet()
                            .containsAll(Set.of("leaf-merged.img", "leaf-ownership.csv", "leaf-partition-1.img")),
                    unpacked.keySet().toString());
        }
    }

    @Test
    void readsCheckpointsWithAndWithoutTheirLogs(@TempDir Path folder) throws Exception {
        Path disks = SampleCheckpoints.unpack(EVIDENCE.resolveSibling(""), folder.resolve("disks"));
        Path leaf = disks.resolve("leaf.avhdx");
        String settings = Files.readString(CONFIG).replace("samples/evidence", disks.toString());
        Path replay = Files.writeString(folder.resolve("replay.xml"), settings);
        try (TikaServer server = TikaServer.start("3.2.2", "-c", replay.toString())) {
            assertEquals("application/x-vhdx", new String(server.put("/detect/stream", "text/plain", leaf), UTF_8));
            JsonNode all = JSON.readTree(server.put("/rmeta/text", "application/json", leaf));
            JsonNode disk = all.get(0);
            assertEquals("vhdx", disk.path("vhd:format").asText());
            assertEquals("found", disk.path("vhd:parent-status").asText());
            assertEquals("replayed", disk.path("vhd:log").asText());
            assertEquals("10", disk.path("vhd:leaf-sectors-changed").asText());
            assertEquals(9, all.size(), "the disk, its three attachments, five files inside");
            byte[] cut = Files.readAllBytes(leaf);
            Arrays.fill(cut, 1 << 20, 2 << 20, (byte) 0);
            Path lost = Files.write(folder.resolve("lost.avhdx"), cut);
            JsonNode refused = JSON.readTree(server.put("/rmeta/text", "application/json", lost))
                    .get(0);
            assertTrue(refused.toString().contains("can be read without its log"), refused.toString());
        }
        String ignoring =
                settings.replace("name=\"log\" type=\"string\">replay", "name=\"log\" type=\"string\">ignore");
        assertNotEquals(settings, ignoring);
        Path ignore = Files.writeString(folder.resolve("ignore.xml"), ignoring);
        try (TikaServer server = TikaServer.start("3.2.2", "-c", ignore.toString())) {
            JsonNode all = JSON.readTree(server.put("/rmeta/text", "application/json", leaf));
            assertEquals("ignored", all.get(0).path("vhd:log").asText());
            assertEquals("0", all.get(0).path("vhd:leaf-sectors-changed").asText());
        }
    }
}
