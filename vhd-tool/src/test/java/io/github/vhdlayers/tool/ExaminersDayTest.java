package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an examiner does on a day, on a disk of which it is known what happened: every command finds all of it. */
class ExaminersDayTest {
    private static DayOfNtfs.Written day = new DayOfNtfs.Written(Path.of(""), List.of());

    @TempDir
    Path folder;

    @BeforeAll
    static void writeDisk(@TempDir Path shared) throws IOException {
        String missing = InteropTools.missing(DayOfNtfs.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        day = DayOfNtfs.write(shared);
    }

    @Test
    void scanShowsTheChain() throws IOException {
        JsonNode found = ToolRun.json("scan", day.leaf().resolveSibling(""), "--json");
        assertEquals(4, found.get("files").size(), found::toString);
        assertEquals(1, found.get("chains").asInt(), found::toString);
        String text = ToolRun.of("scan", day.leaf().resolveSibling("")).well().out();
        assertTrue(text.contains("4 disks in 1 chain"), text);
        assertTrue(text.contains("vhd info " + day.leaf()), text);
    }

    @Test
    void everythingThatHappenedIsListed() throws IOException {
        TreeMap<String, String> expected = new TreeMap<>();
        expected.put("/docs/strategy.txt", "metadata-changed renamed was /docs/plan.txt - -");
        expected.put("/docs/photo.jpg", "metadata-changed accessed metadata was - - -");
        expected.put("/docs/report.txt", "content-changed content times accessed was - - -");
        expected.put("/docs/temp.txt", "came-and-went was - 2 1");
        expected.put("/docs/ledger.txt", "deleted was - - 1");
        expected.put("/archive/draft.txt", "metadata-changed moved was /docs/draft.txt - -");
        expected.put("/docs/letter.txt", "content-changed replaced content times was - - -");
        expected.put("/docs/log.txt", "content-changed content times accessed was - - -");
        expected.put(
                "/$RECYCLE.BIN/S-1-5-21-1/$RPAPER.txt",
                "metadata-changed recycled renamed moved was /docs/old/paper.txt - -");
        expected.put("/docs/notes.txt", "metadata-changed metadata was - - -");
        expected.put("/docs/notes.txt:hidden", "new was - 0 -");
        expected.put("/docs/new.txt", "new was - 0 -");
        expected.put("/docs/flash.txt", "came-and-went was - 0 0");
        assertEquals(ListedChanges.lines(expected), ListedChanges.lines(ListedChanges.since(day.leaf(), 3)));
    }

    @Test
    void aStreamThatOneDiskLacksHasNoSizeThere() throws IOException {
        String text = ToolRun.of("compare", day.leaf() + "@1", day.leaf()).out();
        assertTrue(text.matches("(?s).*\n  only-b +- +2200  disk:/docs/notes\\.txt:hidden\n.*"), text);
    }

    @Test
    void eachFileIsFollowedThroughTime() throws IOException {
        assertEquals(
                List.of("3 new /docs/plan.txt", "2 metadata-changed /docs/strategy.txt"),
                versions("/docs/strategy.txt"));
        assertEquals(List.of("3 new /docs/ledger.txt", "1 deleted /docs/ledger.txt"), versions("/docs/ledger.txt"));
        assertEquals(
                List.of("3 new /docs/letter.txt", "1 content-changed /docs/letter.txt"), versions("/docs/letter.txt"));
        assertEquals(List.of("2 new /docs/temp.txt", "1 deleted /docs/temp.txt"), versions("/docs/temp.txt"));
        assertEquals(
                List.of("3 new /docs/old/paper.txt", "0 metadata-changed /$RECYCLE.BIN/S-1-5-21-1/$RPAPER.txt"),
                versions("/$RECYCLE.BIN/S-1-5-21-1/$RPAPER.txt"));
        assertEquals(List.of("0 new /docs/notes.txt:hidden"), versions("/docs/notes.txt:hidden"));
    }

    @Test
    void otherRecordedFactsOfAFileAreShown() throws IOException {
        JsonNode file = ToolRun.json("files", day.leaf(), "--path", "/docs/new.txt", "--json")
                .get("files")
                .get(0);
        assertEquals("2026-02-05T10:00:00Z", file.at("/name_times/modified").asText(), file::toString);
        JsonNode version = ToolRun.json("history", day.leaf(), "--path", "/docs/new.txt", "--json")
                .get("versions")
                .get(0);
        for (String field : List.of("owner", "group", "mode", "link_target", "object_id", "name_times")) {
            assertEquals(file.get(field), version.get(field), field);
        }
    }

    private static List<String> versions(String path) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode version :
                ToolRun.json("history", day.leaf(), "--path", path, "--json").get("versions")) {
            found.add(version.get("layer").asInt() + " " + version.get("status").asText() + " "
                    + version.get("path").asText());
        }
        return found;
    }

    @Test
    void historyCountsWhatEachLayerDid() throws IOException {
        JsonNode layers = ToolRun.json("history", day.leaf(), "--json").get("layers");
        assertEquals("1 0 2 0 1", counts(layers.at("/0/files/documents")));
        assertEquals("1 0 0 0 0", counts(layers.at("/0/files/streams")));
        assertEquals("0 2 1 2 0", counts(layers.at("/1/files/documents")));
        assertEquals("1 1 2 0 0", counts(layers.at("/2/files/documents")));
        assertEquals("9 0 0 0 0", counts(layers.at("/3/files/documents")));
    }

    private static String counts(JsonNode files) {
        List<String> counts = new ArrayList<>();
        for (String status : List.of("new", "content-changed", "metadata-changed", "deleted", "came-and-went")) {
            counts.add(files.get(status).asText());
        }
        return String.join(" ", counts);
    }

    @Test
    void aTimelineHasEachFileOnItsDay() throws IOException {
        String missing = InteropTools.missing("mactime");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        byte[] body = ToolRun.of("files", day.leaf(), "--since", 3, "--changed", "--format", "bodyfile")
                .bytes();
        Path file = Files.write(folder.resolve("body"), body);
        List<String> timeline = InteropTools.run(folder, "mactime", "-b", file.toString(), "-z", "UTC", "-y", "-d")
                .requireSuccess()
                .text()
                .lines()
                .toList();
        for (String[] event : new String[][] {
            {"2026-02-03", "/docs/photo.jpg"},
            {"2026-02-03", "/docs/report.txt"},
            {"2026-02-03", "/docs/temp.txt"},
            {"2026-02-04", "/docs/letter.txt"},
            {"2026-02-04", "/docs/log.txt"},
            {"2026-02-05", "/docs/new.txt"},
            {"2026-02-05", "/docs/flash.txt"},
            {"2026-02-02", "/docs/strategy.txt"},
            {"2026-02-02", "/docs/ledger.txt"},
            {"2026-02-02", "/archive/draft.txt"},
            {"2026-02-02", "/docs/notes.txt:hidden"},
            {"2026-02-02", "$RPAPER.txt"}
        }) {
            assertTrue(
                    timeline.stream().anyMatch(line -> line.startsWith(event[0]) && line.contains(event[1])),
                    () -> String.join(" ", event) + " is not in\n" + String.join("\n", timeline));
        }
    }

    @Test
    void everythingThatHappenedIsTakenOut() throws IOException {
        Path out = folder.resolve("out");
        ToolRun run = ToolRun.of("extract", day.leaf(), "--since", 3, "-o", out);
        assertEquals(0, run.code(), run::err);
        for (String[] file : new String[][] {
            {"docs/strategy.txt", "the first plan"},
            {"docs/photo.jpg", "a picture"},
            {"docs/temp.txt", "came and went"},
            {"docs/ledger.txt", "the first ledger"},
            {"archive/draft.txt", "the first draft"},
            {"docs/letter.txt", "the second letter"},
            {"$RECYCLE.BIN/S-1-5-21-1/$RPAPER.txt", "the first old/paper"},
            {"docs/notes.txt_hidden", "the stream"},
            {"docs/new.txt", "new"},
            {"docs/flash.txt", "made and deleted at once"}
        }) {
            assertEquals(
                    DayOfNtfs.text(file[1]),
                    Files.readString(out.resolve("files").resolve(file[0])),
                    file[0]);
        }
        String manifest = Files.readString(out.resolve("manifest.csv"));
        for (String line : List.of(
                "came-and-went,2026-02-03T10:00:00Z,2,,whole in layer 2,,2,1",
                "came-and-went,2026-02-05T10:00:00Z,0,,\"deleted record in layer 0, no file uses its sectors\",,0,0",
                "deleted,2026-02-02T10:00:00Z,3,,whole in layer 3,,,1")) {
            assertTrue(manifest.contains(line), () -> line + " is not in\n" + manifest);
        }
    }

    @Test
    void eachLayerIsServed() throws Exception {
        String missing = InteropTools.missing("nbdinfo", "nbdcopy");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path socket = folder.resolve("socket");
        try (ServedDisk served = ServedDisk.start(folder, day.leaf(), "--socket", socket)) {
            String uri = served.uri("nbdinfo --list");
            String list = InteropTools.run(folder, "nbdinfo", "--list", uri)
                    .requireSuccess()
                    .text();
            // What each layer owns is what the map says.
            String totals = InteropTools.run(
                            folder, "nbdinfo", "--map=vhd:owner", "--totals", "nbd+unix:///leaf?socket=" + socket)
                    .requireSuccess()
                    .text();
            for (JsonNode layer : ToolRun.json("info", day.leaf(), "--json").get("layers")) {
                String owned = layer.get("owned_sectors").asLong() * 512 + " +[0-9.]+% +"
                        + layer.get("layer").asInt();
                assertTrue(totals.matches("(?s).*\\b" + owned + "\\b.*"), () -> owned + " is not in\n" + totals);
            }
            for (int layer = 0; layer < 4; layer++) {
                String export = layer == 0 ? "leaf" : "as-of-" + layer;
                assertTrue(list.contains("export=\"" + export + "\""), list);
                Path copy = folder.resolve(export + ".raw");
                InteropTools.run(folder, "nbdcopy", "nbd+unix:///" + export + "?socket=" + socket, copy.toString())
                        .requireSuccess();
                assertArrayEquals(day.states().get(3 - layer), Files.readAllBytes(copy), export);
            }
        }
    }

    @Test
    void theReportHasIt() throws IOException {
        Path page = folder.resolve("report.html");
        ToolRun.of("report", day.leaf(), "-o", page).well();
        String text = Files.readString(page);
        for (String said : List.of(
                "/docs/strategy.txt",
                "was /docs/plan.txt",
                "/docs/photo.jpg",
                "accessed",
                "/docs/ledger.txt",
                "was /docs/draft.txt",
                "replaced",
                "recycled",
                "/docs/notes.txt:hidden",
                "/docs/new.txt",
                "/docs/flash.txt",
                "came-and-went")) {
            assertTrue(text.contains(said), said);
        }
        Path brief = folder.resolve("brief.html");
        ToolRun.of("report", day.leaf(), "--list", 1, "-o", brief).well();
        assertTrue(Files.readString(brief).contains("4 more files are not listed here"));
        ToolRun.of("report", day.leaf(), "--list", -1, "-o", folder.resolve("none.html"))
                .failed(ExitCode.USAGE, "--list takes 0 to 10000 files");
    }

    @Test
    void everyFilesHistoryIsComplete() throws IOException {
        assertEquals(
                List.of("3 new /docs/photo.jpg", "2 metadata-changed /docs/photo.jpg"), versions("/docs/photo.jpg"));
        assertEquals(
                List.of("3 new /docs/report.txt", "2 content-changed /docs/report.txt"), versions("/docs/report.txt"));
        assertEquals(
                List.of("3 new /docs/draft.txt", "1 metadata-changed /archive/draft.txt"),
                versions("/archive/draft.txt"));
        assertEquals(List.of("3 new /docs/log.txt", "1 content-changed /docs/log.txt"), versions("/docs/log.txt"));
        assertEquals(
                List.of("3 new /docs/notes.txt", "0 metadata-changed /docs/notes.txt"), versions("/docs/notes.txt"));
        assertEquals(List.of("0 new /docs/new.txt"), versions("/docs/new.txt"));
        assertEquals(List.of("0 came-and-went /docs/flash.txt"), versions("/docs/flash.txt"));
    }
}
