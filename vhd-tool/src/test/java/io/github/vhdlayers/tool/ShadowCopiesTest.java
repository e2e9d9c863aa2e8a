package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shadow copies are named with the layer that recorded them. */
class ShadowCopiesTest {
    private static final int VOLUME = 128 * 512;
    private static final int CATALOG = VOLUME + (600 << 10);

    @TempDir
    Path folder;

    /** A chain of three on which the middle layer made a shadow copy; its files, the leaf's first. */
    static List<Path> write(Path folder) throws IOException {
        byte[] without;
        try (InputStream volume =
                new GZIPInputStream(Files.newInputStream(Path.of("../testing/fuzz/volumes/ntfs.gz")))) {
            byte[] bytes = volume.readAllBytes();
            ByteBuffer disk = ByteBuffer.allocate(VOLUME + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
            disk.put(VOLUME, bytes);
            disk.put(446 + 4, (byte) 7).putInt(446 + 8, 128).putInt(446 + 12, bytes.length / 512);
            without = disk.putShort(510, (short) 0xAA55).array();
        }
        byte[] with = without.clone();
        ByteBuffer disk = ByteBuffer.wrap(with).order(ByteOrder.LITTLE_ENDIAN);
        byte[] snapshots = HexFormat.of().parseHex("6b87083876c1484eb7ae04046e6cc752");
        disk.put(VOLUME + 0x1E00, snapshots).putInt(VOLUME + 0x1E00 + 20, 1);
        disk.putLong(VOLUME + 0x1E00 + 48, CATALOG - VOLUME);
        disk.put(CATALOG, snapshots).putInt(CATALOG + 20, 2);
        disk.putLong(CATALOG + 128, 2).put(CATALOG + 128 + 16, snapshots);
        disk.putLong(CATALOG + 128 + 48, 116_444_736_000_000_000L + 10_000_000L * 86_400);
        return TestChain.ofStates(List.of(without, with, with)).writeTo(folder);
    }

    @Test
    void infoNamesThem() throws IOException {
        List<Path> files = write(folder);
        String text = ToolRun.of("info", files.get(0)).out();
        String line =
                "shadow copy 3808876b-c176-4e48-b7ae-04046e6cc752, created 1970-01-02T00:00:00Z, recorded by layer 1;"
                        + " its content is not read";
        assertTrue(text.contains(line), text);
        JsonNode json = new ObjectMapper()
                .readTree(ToolRun.of("info", files.get(0), "--json").bytes());
        JsonNode copy = json.get("shadow_copies").get(0);
        assertEquals(1, copy.get("layer").asInt());
        assertEquals(CATALOG / 512, copy.get("record_sector").asInt());
        assertEquals(
                0,
                new ObjectMapper()
                        .readTree(ToolRun.of("info", files.get(2), "--json").bytes())
                        .get("shadow_copies")
                        .size());
    }

    @Test
    void theReportNamesThem() throws IOException {
        List<Path> files = write(folder);
        Path page = folder.resolve("report.html");
        ToolRun.of("report", files.get(0), "-o", page);
        String html = Files.readString(page);
        assertTrue(
                html.contains("<dt>Partition 1</dt><dd>shadow copy 3808876b-c176-4e48-b7ae-04046e6cc752, created"
                        + " 1970-01-02T00:00:00Z, recorded by layer 1; its content is not read</dd>"),
                html);
        Path none = folder.resolve("base.html");
        ToolRun.of("report", files.get(2), "-o", none);
        assertFalse(Files.readString(none).contains("Shadow copies, as"));
    }
}
