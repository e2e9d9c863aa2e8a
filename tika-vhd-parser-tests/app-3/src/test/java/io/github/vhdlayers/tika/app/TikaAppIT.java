package io.github.vhdlayers.tika.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees who puts the jar beside the published app. */
class TikaAppIT {
    private static final Path EVIDENCE = Path.of(System.getProperty("evidence"));

    private Path folder = Path.of("");

    /** Not the system's folder for temporary files, where the parser would look for no parent. */
    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kept").toAbsolutePath()), "disks");
    }

    @Test
    void tellsTheSampleEvidence() throws Exception {
        JsonNode documents = TikaApp.json(EVIDENCE.resolve("leaf.vhd"));
        JsonNode leaf = documents.get(0);
        assertEquals("application/x-vhd", leaf.path("Content-Type").asText());
        assertEquals("differencing", leaf.path("vhd:type").asText());
        assertEquals("found", leaf.path("vhd:parent-status").asText());
        assertEquals(List.of("leaf.vhd", "middle.vhd", "base.vhd"), TikaApp.values(leaf, "vhd:layer-name"));
        Map<String, Long> expected = new HashMap<>();
        List<String> owners = Files.readAllLines(EVIDENCE.resolve("owners.csv"));
        for (String run : owners.subList(1, owners.size())) {
            String[] fields = run.split(",", 3);
            expected.merge(fields[2], Long.valueOf(fields[1]), Long::sum);
        }
        assertEquals(
                List.of(text(expected, "0"), text(expected, "1"), text(expected, "2")),
                TikaApp.values(leaf, "vhd:layer-sectors-owned"));
        assertEquals(text(expected, "none"), leaf.path("vhd:sectors-nobody").asText());
        assertEquals("0", leaf.path("vhd:sectors-unknown").asText());
        assertTrue(leaf.path("X-TIKA:content").asText().contains("Differencing VHD of 4194304 bytes"));
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
                    Long.toString(count(chain, TestChain.NOBODY)),
                    document.path("vhd:sectors-nobody").asText());
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

    private static String text(Map<String, Long> sectors, String owner) {
        return Long.toString(sectors.getOrDefault(owner, 0L));
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
