package io.github.vhdlayers.tool;

import static io.github.vhdlayers.tool.ToolRun.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.LvmImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fields that documents have are those that are documented, no more and no fewer. */
class JsonFieldsTest {
    private static final Path DOCUMENTATION = Path.of("../docs/json.md");
    /** Objects with names that are values: verdicts, owners. */
    private static final Set<String> BY_NAME =
            Set.of("counts", "file_counts", "masks", "layers", "documents", "streams", "folders", "system");

    @TempDir
    Path folder;

    private static final List<String> ENVELOPE = List.of("tool", "version", "schema_version", "command");

    private final Set<String> printed = new TreeSet<>();
    private Path leaf = Path.of("");

    @BeforeEach
    void writeChain() throws Exception {
        leaf = TestDisks.write(ChangedDisks.repartitioned(), folder);
    }

    @Test
    void info() throws Exception {
        collect("", json("info", leaf, "--as-of", 1, "--json"));
        Files.move(folder.resolve("layer1.vhd"), folder.resolve("renamed.vhd"));
        byte[] damaged = Files.readAllBytes(leaf);
        damaged[damaged.length - 100] = 1;
        Files.write(leaf, damaged);
        Path fixed = DiskImage.fixed(1 << 20).build().writeTo(folder.resolve("fixed.vhd"));
        collect("", json("info", leaf, "--json"));
        collect("", json("info", fixed, "--json"));
        byte[] physical = new LvmImage(4, 8).linear("a", 0, 1).toBytes();
        Path lvm = DiskImage.fixed(physical.length)
                .own(0, physical.length / 512, SectorContent.bytes(physical, 0))
                .build()
                .writeTo(folder.resolve("lvm.vhd"));
        collect("", json("info", lvm, "--json"));
        Files.delete(folder.resolve("renamed.vhd"));
        collect("", json("info", "--orphan", leaf, "--json"));
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        base.writeTo(folder.resolve("base.vhdx"));
        VhdxImage child = VhdxImage.differencing(1 << 20)
                .parent(base, "base.vhdx")
                .seed(2)
                .log(VhdxLogRecipe.dirty(0, VhdxLogRecipe.Entry.of(1, 0)))
                .build();
        collect("", json("info", child.writeTo(folder.resolve("child.avhdx")), "--json"));
        Path ntfs = Files.createDirectory(folder.resolve("ntfs"));
        collect("", json("info", ShadowCopiesTest.write(ntfs).get(0), "--json"));
        assertEquals(documented("info --json"), printed);
    }

    @Test
    void scan() throws Exception {
        Files.copy(leaf, folder.resolve("copy.vhd"));
        collect("", json("scan", folder, "--json"));
        // No folder here refuses to be listed.
        printed.add("problems[]");
        assertEquals(documented("scan --json"), printed);
    }

    @Test
    void map() throws Exception {
        collect("", json("map", leaf, "--json"));
        assertEquals(documented("map --format json"), printed);
    }

    @Test
    void clusters() throws Exception {
        collect("", json("clusters", leaf, 1, "--as-of", 1, "--json"));
        assertEquals(documented("clusters --format json"), printed);
    }

    @Test
    void audit() throws Exception {
        collect("", json("audit", leaf, "--json"));
        assertEquals(documented("audit --format json"), printed);
    }

    @Test
    void compare() throws Exception {
        ToolRun run = ToolRun.of("compare", leaf, leaf + "@1", "--hash", "--json");
        collect("", new ObjectMapper().readTree(run.bytes()));
        assertEquals(documented("compare --format json"), printed);
    }

    @Test
    void history() throws Exception {
        collect("", json("history", leaf, "--no-files", "--json"));
        collect("", json("history", "../samples/evidence/leaf.vhd", "--json"));
        // No disk here has files that cannot be read, nor an alternate stream.
        assertEquals(documented("history --json"), printed);
    }

    @Test
    void pathHistory() throws Exception {
        FilesCommandTest.needsALibrary();
        collect("", json("history", "../samples/evidence/leaf.vhd", "--path", "/letters/offer.txt", "--json"));
        collect("", json("history", "../samples/evidence/leaf.vhd", "--path", "/plan.html", "--json"));
        // Nothing there is amiss.
        printed.add("problems[]");
        assertEquals(documented("history --path --json"), printed);
    }

    @Test
    void files() throws Exception {
        FilesCommandTest.needsALibrary();
        collect("", json("files", "../samples/evidence/leaf.vhd", "--format", "json"));
        Path empty = DiskImage.fixed(1 << 20).build().writeTo(folder.resolve("empty.vhd"));
        ToolRun warned = ToolRun.of("files", empty, "--format", "json");
        collect("", new ObjectMapper().readTree(warned.bytes()));
        // FAT keeps no times with names.
        for (String time : List.of("modified", "accessed", "changed", "created")) {
            printed.add("files[].name_times." + time);
        }
        assertEquals(documented("files --format json"), printed);
    }

    @Test
    void everyDocumentBeginsWithTheSameFields() throws Exception {
        for (String command : List.of("info", "map", "audit", "history", "files", "layout", "residue", "scan")) {
            JsonNode document =
                    json(command, command.equals("scan") ? folder : Path.of("../samples/evidence/leaf.vhd"), "--json");
            List<String> names = new ArrayList<>();
            document.fieldNames().forEachRemaining(names::add);
            assertEquals(ENVELOPE, names.subList(0, ENVELOPE.size()), command);
            assertEquals("vhd", document.get("tool").asText());
            assertEquals(1, document.get("schema_version").asInt());
            assertEquals(command, document.get("command").asText());
        }
    }

    /** The names of all values, and of the objects that may be absent. */
    private void collect(String name, JsonNode node) {
        if (name.isEmpty()) {
            ((ObjectNode) node).remove(ENVELOPE);
            ((ObjectNode) node).remove("doubts");
        }
        if (node.isObject() && !BY_NAME.contains(name.substring(name.lastIndexOf('.') + 1))) {
            node.properties()
                    .forEach(field ->
                            collect(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> collect(name + "[]", element));
        } else {
            printed.add(name);
        }
    }

    private static Set<String> documented(String command) throws Exception {
        String text = Files.readString(DOCUMENTATION);
        int start = text.indexOf("## vhd " + command + "\n");
        int next = text.indexOf("\n## ", start);
        Matcher rows = Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                .matcher(text.substring(start, next < 0 ? text.length() : next));
        Set<String> names = new TreeSet<>();
        while (rows.find()) {
            names.add(rows.group(1));
        }
        return names;
    }
}
