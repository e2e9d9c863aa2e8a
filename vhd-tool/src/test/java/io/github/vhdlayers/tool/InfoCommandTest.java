package io.github.vhdlayers.tool;

import static io.github.vhdlayers.tool.ToolRun.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown, that the document's fields are the documented ones, and that no disk can write to the terminal. */
class InfoCommandTest {
    @TempDir
    Path folder;

    @Test
    void textShowsTheChainAndItsOwners() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        String text = ToolRun.of("info", leaf).well().out();
        for (String part : new String[] {
            "differencing VHD",
            "2097152 bytes (2.0 MiB), 4096 sectors",
            "'win' (0x77696e20) Windows or Hyper-V, version 10.0",
            "tail at file offset",
            "head copy at file offset 0",
            "'middle.avhd'",
            "W2ru '.\\middle.avhd'",
            "id matches, time not recorded, size equal",
            "layer 2             " + folder.resolve("base.vhd") + " (dynamic",
        }) {
            assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
        }
        assertTrue(Pattern.compile("layer 0 +30 +0\\.73 %").matcher(text).find(), text);
        assertTrue(Pattern.compile("layer 1 +15 +0\\.37 %").matcher(text).find(), text);
        assertTrue(Pattern.compile("layer 2 +660 +16\\.11 %").matcher(text).find(), text);
        assertTrue(Pattern.compile("unwritten +3391 +82\\.79 %").matcher(text).find(), text);
    }

    @ParameterizedTest
    @ValueSource(longs = {81, 82, 83, 84, 85, 86, 87, 88, 89, 90})
    void jsonCountsOwnersAsTheOracleDoes(long seed) throws Exception {
        TestChain chain = RandomChains.next(seed);
        JsonNode info = json("info", TestDisks.write(chain, folder), "--json");
        int[] owners = chain.owners();
        for (int layer = 0; layer < chain.layers().size(); layer++) {
            int number = layer;
            assertEquals(
                    Arrays.stream(owners).filter(owner -> owner == number).count(),
                    info.at("/layers/" + layer + "/owned_sectors").longValue());
        }
        assertEquals(
                Arrays.stream(owners)
                        .filter(owner -> owner == TestChain.UNWRITTEN)
                        .count(),
                info.at("/disk/unwritten_sectors").longValue());
        assertEquals(chain.size(), info.at("/disk/size").longValue());
        assertTrue(info.at("/disk/complete").booleanValue());
    }

    @Test
    void explainsEachFindingInLinesThatFitATerminal() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        byte[] bytes = Files.readAllBytes(leaf);
        bytes[bytes.length - 1] ^= 1;
        Files.write(leaf, bytes);
        String advice = FindingCode.FOOTER_CHECKSUM.advice();
        String plain = ToolRun.of("info", leaf).well().out();
        assertTrue(plain.contains("WARNING FOOTER_CHECKSUM"), plain);
        assertFalse(plain.replaceAll("\\s+", " ").contains(advice), plain);
        String explained = ToolRun.of("info", leaf, "--explain").well().out();
        assertTrue(explained.replaceAll("\\s+", " ").contains(advice), explained);
        assertTrue(
                explained.lines().filter(line -> advice.contains(line.strip())).allMatch(line -> line.length() <= 78));
        JsonNode finding = json("info", leaf, "--json").at("/findings/0");
        assertEquals(
                FindingCode.valueOf(finding.at("/code").textValue()).advice(),
                finding.at("/advice").textValue());
    }

    @Test
    void hashesAreThoseOfTheFilesAndOfTheMergedDisk() throws Exception {
        TestChain chain = RandomChains.next(83);
        Path leaf = TestDisks.write(chain, folder);
        JsonNode info = json("info", leaf, "--hash", "--json");
        assertEquals(sha256(chain.merged()), info.at("/disk/sha256").textValue());
        for (JsonNode layer : info.at("/layers")) {
            Path file = Path.of(layer.at("/file").textValue());
            assertEquals(sha256(Files.readAllBytes(file)), layer.at("/sha256").textValue());
        }
        String text = ToolRun.of("info", leaf, "--hash").well().out();
        assertTrue(text.contains(sha256(chain.merged())), text);
        assertTrue(json("info", leaf, "--json").at("/disk/sha256").isNull());
    }

    @Test
    void aDiskWithAnUnknownPartHasNoHash() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("base.vhd"));
        JsonNode info = json("info", leaf, "--orphan", "--hash", "--json");
        assertTrue(info.at("/disk/sha256").isNull());
        assertEquals(
                sha256(Files.readAllBytes(leaf)), info.at("/layers/0/sha256").textValue());
        String text = ToolRun.of("info", leaf, "--orphan", "--hash").well().out();
        assertTrue(
                Pattern.compile("merged disk +none: \\d+ sectors are unknown")
                        .matcher(text)
                        .find(),
                text);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void oddBlocksAreFindings() throws Exception {
        DiskImage disk = DiskImage.dynamic(1 << 20)
                .blockSize(64 * 1024)
                .own(0, 2048, SectorContent.pattern(1))
                .build();
        Path file = disk.writeTo(folder.resolve("disk.vhd"));
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).putInt((int) disk.positions().tableOffset() + 4, 0x7FFF_FFFF);
        Files.write(file, bytes);
        String text = ToolRun.of("info", file).well().out();
        assertTrue(text.contains("BAT_ENTRY_MISPLACED"), text);
    }

    @Test
    void partitionsListTheirOwners() throws Exception {
        byte[] record = new byte[512];
        ByteBuffer table = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        table.put(446 + 4, (byte) 7).putInt(446 + 8, 63).putInt(446 + 12, 1000);
        table.put(510, (byte) 0x55).put(511, (byte) 0xAA);
        DiskImage base = DiskImage.dynamic(1 << 20)
                .own(0, 1, SectorContent.bytes(record, 0))
                .own(100, 50, SectorContent.pattern(1))
                .build();
        Path file = base.writeTo(folder.resolve("disk.vhd"));
        JsonNode info = json("info", file, "--json");
        assertEquals("MBR", info.get("partition_table").textValue());
        JsonNode partition = info.at("/partitions/0");
        assertEquals(63, partition.get("first_sector").longValue());
        assertEquals(1000, partition.get("sector_count").longValue());
        assertEquals("7", partition.get("type_id").textValue());
        JsonNode region = StreamSupport.stream(info.get("regions").spliterator(), false)
                .filter(one -> one.get("partition").intValue() == 1)
                .findFirst()
                .orElseThrow();
        assertEquals(50, region.at("/owned_sectors/0").longValue());
        assertEquals(950, region.get("unwritten_sectors").longValue());
        String text = ToolRun.of("info", file).well().out();
        assertTrue(text.contains("sectors 63 to 1062 (1000)"), text);
        assertTrue(text.contains("layer 0: 50, unwritten: 950"), text);
    }

    @Test
    void anOrphanIsShownAndThenFails() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        Files.delete(folder.resolve("base.vhd"));
        ToolRun run = ToolRun.of("info", leaf)
                .failed(5, "middle.avhd: parent missing; the chain above says why", "--parents DIR", "--orphan");
        assertFalse(run.err().contains("tried"), run.err());
        assertTrue(run.out().contains("MISSING: middle.avhd"), run.out());
        assertTrue(run.out().contains(folder.resolve("base.vhd") + ": does not exist"), run.out());
        JsonNode info = json("info", "--orphan", leaf, "--json");
        assertFalse(info.at("/disk/complete").booleanValue());
        assertEquals(4096 - 45, info.at("/disk/unknown_sectors").longValue());
        assertEquals("PARENT_NOT_FOUND", info.at("/missing_parent/code").textValue());
    }

    @Test
    void textFromTheDiskIsMadeSafe() throws Exception {
        DiskImage parent = DiskImage.dynamic(1 << 20).build();
        DiskImage leaf = DiskImage.differencing(1 << 20)
                .parent(parent)
                .parentName("base\u001b[31m\u202egpj.vhd\nFindings\ud800")
                .relativeLocator(".\\a\u0007\rb.vhd")
                .own(0, 1, SectorContent.pattern(1))
                .build();
        parent.writeTo(folder.resolve("other.vhd"));
        Path file = leaf.writeTo(folder.resolve("leaf.vhd"));
        String text = ToolRun.of("info", file).well().out();
        assertTrue(text.contains("'base\\u001b[31m\\u202egpj.vhd\\u000aFindings\\ud800'"), text);
        assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' '), text);
        JsonNode info = json("info", file, "--json");
        assertEquals(
                "base\\u001b[31m\\u202egpj.vhd\\u000aFindings\\ud800",
                info.at("/layers/0/parent/name").textValue());
        assertEquals(
                ".\\a\\u0007\\u000db.vhd",
                info.at("/layers/0/parent/locators/0/path").textValue());
    }

    @Test
    void anEarlierStateIsShownAsItsLayerLeftIt() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        JsonNode info = json("info", leaf, "--as-of", 1, "--json");
        assertEquals(1, info.get("top_layer").intValue());
        assertEquals(2, info.get("layers").size());
        assertEquals(1, info.get("links").size());
        assertEquals(20, info.at("/layers/0/owned_sectors").longValue());
        assertEquals(20, info.at("/regions/0/owned_sectors/1").longValue());
        String text = ToolRun.of("info", leaf, "--as-of", 1).well().out();
        assertTrue(text.contains("seen as layer 1 left it: " + folder.resolve("middle.avhd")), text);
        ToolRun.of("info", leaf, "--as-of", 3).failed(2, "--as-of 3", "layers 0 to 2");
    }
}
