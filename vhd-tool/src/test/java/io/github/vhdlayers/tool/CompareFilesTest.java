package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files differ between views, branches and raw copies of the sample evidence, of which make-evidence.sh says what was done to it. */
class CompareFilesTest {
    private static final Path LEAF = Path.of("../samples/evidence/leaf.vhd");

    @TempDir
    Path folder;

    private static byte[] state(int layer) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(LEAF)) {
            MergedSource view = disk.asOf(layer);
            ByteBuffer bytes = ByteBuffer.allocate((int) view.size());
            view.readFully(0, bytes);
            return bytes.array();
        }
    }

    private static JsonNode json(ToolRun run, int code) throws IOException {
        assertEquals(code, run.code(), run.err());
        return new ObjectMapper().readTree(run.out());
    }

    /** The files, without what every change to a FAT volume touches. */
    private static Set<String> files(JsonNode document) {
        Set<String> files = new TreeSet<>();
        for (JsonNode file : document.get("files")) {
            String path = file.get("path").asText();
            if (!path.contains("$")) {
                files.add(file.get("kind").asText() + " " + path);
            }
        }
        return files;
    }

    private Path branch(String name, byte[] base, byte[] state) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return TestDisks.write(TestChain.ofStates(List.of(base, state)), own);
    }

    @Test
    void twoViewsNameTheFilesThatDiffer() throws Exception {
        ToolRun run = ToolRun.of("compare", LEAF, LEAF + "@1");
        assertEquals(ExitCode.DIFFERENT, run.code());
        String text = run.out();
        assertTrue(text.contains("\nFiles that differ\n  kind "), text);
        assertTrue(text.matches("(?s).*\n  only-a +1940 +-  p1:/plan\\.html\n.*"), text);
        assertTrue(text.matches("(?s).*\n  only-b +- +5628  p1:/letters/offer\\.txt\n.*"), text);
        assertTrue(text.matches("(?s).*\n  content-differs +14419 +\\d+  p1:/accounts/september\\.csv\n.*"), text);
        assertTrue(text.endsWith("1 only-a, 1 only-b, 3 content-differs, 3 metadata-differs\n"), text);
        JsonNode json = json(ToolRun.of("compare", LEAF, LEAF + "@1", "--format", "json"), ExitCode.DIFFERENT);
        assertTrue(json.get("complete").booleanValue());
        assertTrue(json.get("files_compared").booleanValue());
        assertEquals(1, json.at("/file_counts/only-a").intValue());
        assertEquals(0, json.at("/file_counts/unknown").intValue());
        assertEquals(
                List.of(
                        "content-differs p1:/accounts/september.csv",
                        "metadata-differs p1:/",
                        "metadata-differs p1:/accounts",
                        "metadata-differs p1:/letters",
                        "only-a p1:/plan.html",
                        "only-b p1:/letters/offer.txt"),
                new ArrayList<>(files(json)));
    }

    @Test
    void twoBranchesOfOneParentNameTheFilesThatDiffer() throws Exception {
        byte[] base = state(1);
        Path a = branch("a", base, state(0));
        Path b = branch("b", base, state(2));
        JsonNode json = json(ToolRun.of("compare", a, b, "--format", "json"), ExitCode.DIFFERENT);
        assertEquals(
                List.of(
                        "content-differs p1:/handbook.txt",
                        "metadata-differs p1:/",
                        "metadata-differs p1:/accounts",
                        "metadata-differs p1:/letters",
                        "only-a p1:/accounts/september.csv",
                        "only-a p1:/plan.html",
                        "only-b p1:/letters/offer.txt",
                        "only-b p1:/notes.txt"),
                new ArrayList<>(files(json)));
        JsonNode same = json(ToolRun.of("compare", b, LEAF + "@2", "--format", "json"), ExitCode.OK);
        assertEquals(0, same.get("files").size());
        assertTrue(same.get("files_compared").booleanValue());
    }

    @Test
    void aRawDiskIsComparedFileByFileToo() throws Exception {
        byte[] other = state(0);
        Path raw = Files.write(folder.resolve("copy.raw"), other);
        assertEquals(ExitCode.OK, ToolRun.of("compare", LEAF, raw).code());
        // The last sector that the disk has belongs to no file.
        other[other.length - 1] ^= 1;
        Files.write(raw, other);
        JsonNode json = json(ToolRun.of("compare", LEAF, raw, "--format", "json"), ExitCode.DIFFERENT);
        assertEquals(List.of(), new ArrayList<>(files(json)));
        assertTrue(json.get("complete").booleanValue());
    }

    @Test
    void filesAreLeftOutOnRequest() throws Exception {
        JsonNode json =
                json(ToolRun.of("compare", LEAF, LEAF + "@1", "--format", "json", "--no-files"), ExitCode.DIFFERENT);
        assertFalse(json.get("files_compared").booleanValue());
        assertTrue(json.get("file_counts").isNull());
        assertEquals(0, json.get("files").size());
        assertFalse(ToolRun.of("compare", LEAF, LEAF + "@1", "--format", "csv")
                .out()
                .contains("plan"));
    }

    @Test
    void whatCannotBeReadOfAFileIsUnknown() throws Exception {
        byte[] base = state(1);
        byte[] leaf = state(0);
        // The branch's own sectors are there, and the base with all the rest is not.
        TestChain chain = TestChain.ofStates(List.of(base, leaf));
        Path orphan = TestDisks.write(chain, Files.createDirectory(folder.resolve("orphan")));
        try (var files = Files.list(folder.resolve("orphan"))) {
            for (Path file : files.toList()) {
                if (!file.equals(orphan)) {
                    Files.delete(file);
                }
            }
        }
        Path raw = Files.write(folder.resolve("whole.raw"), leaf);
        JsonNode json = json(ToolRun.of("compare", orphan, raw, "--orphan", "--format", "json"), ExitCode.INCOMPLETE);
        assertFalse(json.get("complete").booleanValue());
        assertTrue(json.get("file_problems").size() > 0);
        for (JsonNode file : json.get("files")) {
            assertEquals("unknown", file.get("kind").asText(), file::toString);
        }
        assertTrue(json.at("/file_counts/only-b").isNull());
    }

    @Test
    void comparesBranchesOfOneMissingParent() throws Exception {
        DiskImage base = DiskImage.dynamic(64 * 512).blockSize(4096).build();
        DiskImage a = child(base, 8, 1, 700_000_000);
        DiskImage b = child(base, 24, 2, 700_000_000);
        DiskImage later = child(base, 24, 2, 700_000_001);
        DiskImage timeless = child(base, 24, 2, 0);
        Path first = a.writeTo(folder.resolve("a.avhd"));
        assertEquals(
                "first_sector,sector_count,kind\n8,1,unknown\n24,2,unknown\n",
                csv(first, b.writeTo(folder.resolve("b.avhd"))));
        // The parent was changed in between, or it is not known whether it was.
        assertEquals(
                "first_sector,sector_count,kind\n0,64,unknown\n", csv(first, later.writeTo(folder.resolve("c.avhd"))));
        assertEquals(
                "first_sector,sector_count,kind\n0,64,unknown\n",
                csv(first, timeless.writeTo(folder.resolve("d.avhd"))));
    }

    private static String csv(Path a, Path b) {
        ToolRun run = ToolRun.of("compare", a, b, "--orphan", "--format", "csv");
        assertEquals(ExitCode.INCOMPLETE, run.code());
        return run.out();
    }

    private static DiskImage child(DiskImage base, int first, int count, long parentTime) {
        return DiskImage.differencing(64 * 512)
                .blockSize(4096)
                .parent(base)
                .parentTimestamp(parentTime)
                .own(first, count, SectorContent.pattern(first))
                .build();
    }
}
