package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with chains, and with what is beside chains. */
class ScanCommandTest {
    private static final long SEED = 21;

    @TempDir
    Path folder;

    private List<Path> chain = List.of();

    @BeforeEach
    void makeFolder() throws Exception {
        TestChain disks = RandomChains.next(SEED);
        chain = disks.writeTo(Files.createDirectories(folder.resolve("machine")));
    }

    @Test
    void showsAChainAsATreeAndNamesTheNextCommand() throws Exception {
        String text = ToolRun.of("scan", folder).out();
        assertTrue(text.contains(chain.size() + " disks in 1 chain"), text);
        assertTrue(text.contains("vhd info " + chain.get(0)), text);
        Map<String, JsonNode> files = json();
        for (int layer = 0; layer < chain.size(); layer++) {
            JsonNode file = file(files, chain.get(layer));
            assertEquals("disk", file.path("kind").asText());
            assertEquals(chain.size() - 1 - layer, file.path("depth").asInt(), "seed " + SEED);
            assertEquals(layer == 0, file.path("leaf").asBoolean());
            assertFalse(file.path("parent_missing").asBoolean());
        }
    }

    @Test
    void findsWhatIsOutOfPlace() throws Exception {
        Path base = chain.get(chain.size() - 1);
        Path twin = Files.copy(base, folder.resolve("twin.bin"));
        byte[] altered = Files.readAllBytes(base);
        altered[altered.length / 2] ^= 1;
        Path other = Files.write(folder.resolve("altered.bin"), altered);
        Path alone = Files.copy(
                chain.get(0), Files.createDirectory(folder.resolve("alone")).resolve("renamed.dat"));
        byte[] damaged = DiskImage.dynamic(1 << 20).build().toBytes();
        Arrays.fill(damaged, 512, 1536, (byte) 0);
        Files.write(folder.resolve("damaged.vhd"), damaged);
        Files.writeString(folder.resolve("disk.qcow2"), "QFI\u00fb and more", StandardCharsets.ISO_8859_1);
        Files.writeString(folder.resolve("machine.vmcx"), "settings");
        Files.writeString(folder.resolve("letter.txt"), "no disk");
        Map<String, JsonNode> files = json();
        assertEquals(
                "damaged",
                file(files, folder.resolve("damaged.vhd")).path("kind").asText());
        assertEquals(
                "foreign",
                file(files, folder.resolve("disk.qcow2")).path("kind").asText());
        assertEquals(
                "companion",
                file(files, folder.resolve("machine.vmcx")).path("kind").asText());
        assertFalse(files.containsKey(folder.resolve("letter.txt").toString()));
        assertEquals(2, file(files, base).path("same_id").size());
        assertFalse(file(files, twin).path("same_bytes").asBoolean(true));
        assertFalse(file(files, other).path("same_bytes").asBoolean(true));
        // Its parent is in another folder, and found by its id.
        assertEquals(1, file(files, alone).path("depth").asInt() > 0 ? 1 : 0);
    }

    @Test
    void piecesOfASplitDiskAreNoDamagedDisks() throws Exception {
        byte[] whole = Files.readAllBytes(chain.get(chain.size() - 1));
        int cut = whole.length / 2;
        Path first = Files.write(folder.resolve("split.vhd"), Arrays.copyOf(whole, cut));
        Path last = Files.write(folder.resolve("split.v01"), Arrays.copyOfRange(whole, cut, whole.length));
        assertEquals("disk", file(json(), first).path("kind").asText());
        assertEquals("companion", file(json(), last).path("kind").asText());
    }

    @Test
    void aDiskIsRecognisedByItsContentUnderAnyName() throws Exception {
        Path disguised = Files.copy(chain.get(0), folder.resolve("disk.vmcx"));
        assertEquals("disk", file(json(), disguised).path("kind").asText());
    }

    @Test
    void aChildWithoutItsParentIsSaidWithWhatItNeeds() throws Exception {
        Path alone = Files.createDirectory(folder.resolve("other"));
        Path leaf = Files.copy(chain.get(0), alone.resolve("leaf.avhd"));
        String text = ToolRun.of("scan", alone).out();
        assertTrue(text.contains("PARENT MISSING"), text);
        assertTrue(text.contains("needs the disk with id "), text);
        assertTrue(text.contains(leaf.toString()), text);
    }

    @Test
    void copiesWithEqualBytesAreSaidToBeEqual() throws Exception {
        Path copy = Files.copy(chain.get(0), folder.resolve("copy.vhd"));
        assertTrue(file(json(), copy).path("same_bytes").asBoolean());
    }

    @Test
    void equalCopiesAreNamed() throws Exception {
        Path leaf = chain.get(0);
        Path copy = Files.copy(leaf, folder.resolve("copy.vhd"));
        Path altered = Files.copy(leaf, folder.resolve("altered.vhd"));
        byte[] bytes = Files.readAllBytes(altered);
        // In the data of the last block, where no checksum is.
        bytes[bytes.length - 600] ^= 1;
        Files.write(altered, bytes);
        Map<String, JsonNode> scanned = json();
        assertFalse(file(scanned, leaf).path("same_bytes").asBoolean(true));
        assertEquals(copy.toString(), file(scanned, leaf).at("/same_bytes_as/0").asText());
        assertEquals(leaf.toString(), file(scanned, copy).at("/same_bytes_as/0").asText());
        assertTrue(file(scanned, altered).path("same_bytes_as").isEmpty());
        String text = ToolRun.of("scan", folder).out();
        assertTrue(text.contains("\n    the same bytes: " + copy + ", " + leaf + "\n"), text);
    }

    @Test
    void theLongFormHasTimesMakersAndIds() throws Exception {
        Files.setLastModifiedTime(chain.get(0), FileTime.from(Instant.parse("2026-03-25T18:00:00Z")));
        String text = ToolRun.of("scan", folder, "-l").out();
        assertTrue(text.contains(" written 2026-03-25 18:00, says this computer; "), text);
        String id = file(json(), chain.get(0)).path("id").asText();
        assertTrue(text.contains("; id " + id + "\n"), text);
    }

    @Test
    void aChildThatKeptItsParentsIdIsNotForcedIfItOpens() throws Exception {
        int size = 3 << 20;
        VhdxImage base = VhdxImage.dynamic(size).block(0, VhdxImage.FULL).build();
        VhdxImage child = VhdxImage.differencing(size)
                .seed(2)
                .parent(base, "base.vhdx")
                .dataWriteId(base.dataWriteId())
                .block(1, VhdxImage.FULL)
                .build();
        Path pair = Files.createDirectory(folder.resolve("pair"));
        base.writeTo(pair.resolve("base.vhdx"));
        Path leaf = child.writeTo(pair.resolve("child.avhdx"));
        ToolRun.of("cat", leaf).well();
        String text = ToolRun.of("scan", pair).out();
        assertFalse(text.contains("--force-parent"), text);
        assertTrue(text.contains("DIFFERENT BYTES: a child kept its parent's id, and opens with a warning\n"), text);
        // With a second child it cannot be known which of them comes next.
        VhdxImage second = VhdxImage.differencing(size)
                .seed(3)
                .parent(base, "base.vhdx")
                .dataWriteId(base.dataWriteId())
                .build();
        second.writeTo(pair.resolve("second.avhdx"));
        ToolRun.of("cat", leaf).failed(5, "parent");
        ToolRun.of("cat", leaf, "--force-parent", pair.resolve("base.vhdx")).well();
        text = ToolRun.of("scan", pair).out();
        assertTrue(text.contains("DIFFERENT BYTES: name the right one with --force-parent"), text);
        Files.delete(pair.resolve("second.avhdx"));
        // Which of the two is the parent of a third disk, only the user can say.
        Path third = VhdxImage.differencing(size)
                .seed(4)
                .parent(child, "child.avhdx")
                .build()
                .writeTo(pair.resolve("third.avhdx"));
        ToolRun.of("cat", third).failed(5, "--force-parent");
        assertEquals(0, ToolRun.of("cat", third, "--force-parent", leaf).code());
        text = ToolRun.of("scan", pair).out();
        assertTrue(
                text.contains("opens with a warning; for its children, name the right one with --force-parent"), text);
    }

    @Test
    void aChildOfTheOtherFormatWithItsParentsIdIsNoChain() throws Exception {
        DiskImage base = DiskImage.dynamic(1 << 20).build();
        DiskImage child = DiskImage.differencing(1 << 20).parent(base).build();
        Path pair = Files.createDirectory(folder.resolve("pair"));
        base.writeTo(pair.resolve("base.vhd"));
        byte[] bytes = child.toBytes();
        System.arraycopy(base.toBytes(), 68, bytes, 68, 16);
        System.arraycopy(base.toBytes(), 68, bytes, bytes.length - 512 + 68, 16);
        Path leaf = Files.write(pair.resolve("child.avhd"), Mutations.fixChecksums(bytes));
        ToolRun.of("cat", leaf).failed(5, "parent");
        ToolRun.of("cat", leaf, "--force-parent", pair.resolve("base.vhd")).failed(5, "circle");
        assertEquals(9, ToolRun.of("files", leaf, "--orphan").code());
        String text = ToolRun.of("scan", pair).out();
        assertTrue(text.contains("DIFFERENT BYTES: a child with its parent's id makes no chain; --orphan reads"), text);
    }

    @Test
    void oneLineForEachFileOnRequest() throws Exception {
        String lines = ToolRun.of("scan", folder, "--format", "jsonl").out();
        assertEquals(chain.size(), lines.lines().count());
        for (String line : lines.lines().toList()) {
            assertEquals("disk", new ObjectMapper().readTree(line).path("kind").asText());
        }
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        ToolRun.of("scan", folder.resolve("absent")).failed(ExitCode.UNREADABLE, "no such file or folder");
    }

    @Test
    void commandsThatReadOneDiskPointToTheScanOfAFolder() {
        for (String command : List.of("info", "map", "layout")) {
            ToolRun.of(command, folder).failed(ExitCode.UNREADABLE, "is a folder; 'vhd scan' shows the disks in it");
        }
    }

    @Test
    void oneDiskIsScannedToo() throws Exception {
        Path fixed = DiskImage.fixed(1 << 20)
                .own(9, 1, SectorContent.pattern(1))
                .build()
                .writeTo(folder.resolve("machine").resolve("fixed"));
        String text = ToolRun.of("scan", fixed).out();
        assertTrue(text.contains("1 disk in 1 chain"), text);
    }

    private Map<String, JsonNode> json() throws Exception {
        JsonNode report =
                new ObjectMapper().readTree(ToolRun.of("scan", folder, "--json").out());
        Map<String, JsonNode> files = new HashMap<>();
        report.path("files").forEach(file -> files.put(file.path("path").asText(), file));
        return files;
    }

    private static JsonNode file(Map<String, JsonNode> files, Path path) {
        return Objects.requireNonNull(files.get(path.toString()), path + " in " + files.keySet());
    }
}
