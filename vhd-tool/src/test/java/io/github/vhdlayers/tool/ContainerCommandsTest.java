package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's map and what it hides, without its parent. */
class ContainerCommandsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {141, 142, 143, 144, 145, 146, 147, 148})
    void layoutTilesTheFile(long seed) throws Exception {
        for (DiskImage image : RandomChains.next(seed).layers()) {
            Path file = folder.resolve("layer" + image.hashCode() + ".vhd");
            image.writeTo(file);
            JsonNode json = new ObjectMapper()
                    .readTree(ToolRun.of("layout", file, "--json").well().bytes());
            List<String> lines =
                    ToolRun.of("layout", file).well().out().lines().skip(1).toList();
            assertEquals(lines.size(), json.get("regions").size());
            long end = 0;
            for (int i = 0; i < lines.size(); i++) {
                JsonNode region = json.get("regions").get(i);
                long offset = region.get("file_offset").longValue();
                assertTrue(offset <= end, "no gap before " + offset);
                end = Math.max(end, offset + region.get("length").longValue());
                String[] row = lines.get(i).strip().split(" +", 3);
                assertEquals(region.get("file_offset").asText(), row[0]);
                assertEquals(region.get("length").asText(), row[1]);
                assertTrue(row[2].startsWith(region.get("kind").textValue()), row[2]);
            }
            assertEquals(Files.size(file), end);
            Files.delete(file);
        }
    }

    @Test
    void residueIsListedAndSaved() throws Exception {
        DiskImage image = DiskImage.dynamic(1 << 20)
                .blockSize(64 * 1024)
                .own(0, 10, SectorContent.pattern(1))
                .residue(20, 3, SectorContent.pattern(2))
                .build();
        Path file = image.writeTo(folder.resolve("disk.vhd"));
        long offset = image.fileOffsetOf(20);
        Path saved = folder.resolve("found");
        String name = "under-clear-bits-" + offset + ".bin";
        String text = ToolRun.of("residue", file, "-o", saved).well().out();
        assertTrue(text.contains("residue under clear bits: " + saved.resolve(name)), text);
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(
                Arrays.copyOfRange(bytes, (int) offset, (int) offset + 3 * 512),
                Files.readAllBytes(saved.resolve(name)));
        ToolRun.of("residue", file, "-o", saved).failed(2, name, "exists");
        JsonNode json = new ObjectMapper()
                .readTree(ToolRun.of("residue", file, "--json").well().bytes());
        assertEquals(1, json.get("regions").size());
        JsonNode region = json.get("regions").get(0);
        assertEquals(offset, region.get("file_offset").longValue());
        assertEquals(3 * 512, region.get("length").longValue());
        assertEquals(20, region.get("disk_sector").longValue());
        assertEquals("under-clear-bits", region.get("kind").textValue());
        assertTrue(region.get("saved_as").isNull());
    }

    @Test
    void noParentIsNeeded() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("middle.avhd"));
        assertTrue(ToolRun.of("layout", leaf).well().out().contains("parent locator data"));
        ToolRun.of("residue", leaf).well();
        ToolRun.of("layout", folder.resolve("none")).failed(7, "no such file");
        ToolRun.of("residue", folder).failed(7, "is a folder");
    }
}
