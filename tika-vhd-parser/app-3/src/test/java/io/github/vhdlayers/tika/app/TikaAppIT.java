package io.github.vhdlayers.tika.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees who puts the jar beside the published app. */
class TikaAppIT {
    private static final Path EVIDENCE = Path.of(System.getProperty("evidence"));

    private static final Path CONFIG = Path.of(System.getProperty("docs"), "tika-config.xml");

    private Path folder = Path.of("");

    /** Not the system's folder for temporary files, where the parser would look for no parent. */
    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "disks");
    }

    @Test
    void agreesWithTheOracle() throws Exception {
        for (long seed : new long[] {3, 21}) {
            TestChain chain = RandomChains.next(seed);
            Path leaf = chain.writeTo(Files.createDirectory(folder.resolve("seed" + seed)))
                    .get(0);
            List<String> expected = new ArrayList<>();
            for (int layer = 0; layer < chain.layers().size(); layer++) {
                expected.add(Long.toString(count(chain, layer)));
            }
            JsonNode document = TikaApp.json(leaf).get(0);
            assertEquals(expected, TikaApp.values(document, "vhd:layer-sectors-owned"), "seed " + seed);
            assertEquals(
                    Long.toString(count(chain, TestChain.UNWRITTEN)),
                    document.path("vhd:sectors-unwritten").asText());
        }
    }

    @Test
    void givesAnOrphanWithWarning() throws Exception {
        Path copy = Files.copy(EVIDENCE.resolve("leaf.vhd"), folder.resolve("leaf.vhd"));
        JsonNode document = TikaApp.json(copy).get(0);
        assertEquals("missing", document.path("vhd:parent-status").asText());
        assertEquals("8144", document.path("vhd:sectors-unknown").asText());
        assertTrue(document.path("X-TIKA:EXCEPTION:warn").asText().startsWith("parent missing"));
    }

    @Test
    void detectsFixedDiskAndLeavesSourceTextAlone() throws Exception {
        Path fixed = DiskImage.fixed(3 << 20)
                .own(9, 1, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("fixed.vhd"));
        Path source = Files.writeString(
                folder.resolve("gate.vhd"), "library ieee;\nentity gate is\n".repeat(50), StandardCharsets.US_ASCII);
        assertEquals("application/x-vhd", TikaApp.run("-d", fixed.toString()).strip());
        assertEquals("text/x-vhdl", TikaApp.run("-d", source.toString()).strip());
    }

    @Test
    void refusesUnknownSettingAtStart() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config.xml"), Files.readString(CONFIG).replace("maxOrphanParts", "maxParts"));
        String errors = TikaApp.fail(
                "--config=" + config, "-d", EVIDENCE.resolve("leaf.vhd").toString());
        assertTrue(errors.contains("VhdParser has no setting maxParts; it has "), errors);
    }

    @Test
    void readsDisksInsideAnArchive() throws Exception {
        byte[] fixed = DiskImage.fixed(3 << 20)
                .own(9, 1, SectorContent.pattern(1))
                .build()
                .toBytes();
        Path archive = folder.resolve("case.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("leaf.vhd", "middle.vhd")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Files.readAllBytes(EVIDENCE.resolve(name)));
            }
            zip.putNextEntry(new ZipEntry("fixed.vhd"));
            zip.write(fixed);
            zip.putNextEntry(new ZipEntry("note.txt"));
            zip.write("the entry after the disks".getBytes(StandardCharsets.US_ASCII));
        }
        JsonNode documents = TikaApp.json(archive);
        Map<String, JsonNode> byName = new HashMap<>();
        documents.forEach(document -> byName.put(document.path("resourceName").asText(), document));
        assertEquals(5, byName.size());
        assertEquals(
                "not-searched",
                named(byName, "leaf.vhd").path("vhd:parent-status").asText());
        assertEquals(
                "differencing", named(byName, "middle.vhd").path("vhd:type").asText());
        assertEquals(
                "application/x-vhd",
                named(byName, "fixed.vhd").path("Content-Type").asText());
        assertEquals("fixed", named(byName, "fixed.vhd").path("vhd:type").asText());
        assertTrue(named(byName, "note.txt").path("X-TIKA:content").asText().contains("after the disks"));
    }

    @Test
    void indexesWholeFolders() throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        RandomChains.next(3).writeTo(Files.createDirectory(in.resolve("three")));
        RandomChains.next(21).writeTo(Files.createDirectory(in.resolve("twenty-one")));
        Files.write(in.resolve("broken.vhd"), DiskImage.dynamic(1 << 20).build().toBytes());
        try (var file = FileChannel.open(in.resolve("broken.vhd"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1024), 512);
        }
        Path out = folder.resolve("out");
        TikaApp.run("-J", "-t", "-i", in.toString(), "-o", out.toString());
        ObjectMapper json = new ObjectMapper();
        for (String chain : List.of("three", "twenty-one")) {
            JsonNode leaf = json.readTree(
                            out.resolve(chain).resolve("leaf.vhd.json").toFile())
                    .get(0);
            assertEquals("application/x-vhd", leaf.path("Content-Type").asText());
            assertEquals("true", leaf.path("vhd:chain-complete").asText(), chain);
        }
        JsonNode broken = json.readTree(out.resolve("broken.vhd.json").toFile()).get(0);
        assertEquals("dynamic", broken.path("vhd:type").asText(), "what could be read is not lost");
        assertTrue(broken.toString().contains("corrupt VHD"), broken.toString());
    }

    private static JsonNode named(Map<String, JsonNode> documents, String name) {
        return Objects.requireNonNull(documents.get(name), name);
    }

    private static long count(TestChain chain, int owner) {
        long count = 0;
        for (int one : chain.owners()) {
            if (one == owner) {
                count++;
            }
        }
        return count;
    }
}
