package io.github.vhdlayers.tool;

import static io.github.vhdlayers.tool.StoryOfNtfs.CONTRACT;
import static io.github.vhdlayers.tool.StoryOfNtfs.ERASER;
import static io.github.vhdlayers.tool.StoryOfNtfs.LEDGER;
import static io.github.vhdlayers.tool.StoryOfNtfs.NOTES;
import static io.github.vhdlayers.tool.StoryOfNtfs.PICTURES;
import static io.github.vhdlayers.tool.StoryOfNtfs.PLAN;
import static io.github.vhdlayers.tool.StoryOfNtfs.RENAMED;
import static io.github.vhdlayers.tool.StoryOfNtfs.SECRET;
import static io.github.vhdlayers.tool.StoryOfNtfs.STOLEN;
import static io.github.vhdlayers.tool.StoryOfNtfs.TOOL;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month of which a machine made checkpoints with dates of their own, as every command shows it that shows time. */
class StoryOfLayersTest {
    private static final String SIGN = ", after the child was created: it may have been written to since";

    private static Path leaf = Path.of("");
    /** The same in a year that has passed. */
    private static Path doubtful = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void writeDisks(@TempDir Path shared) throws IOException {
        String missing = InteropTools.missing(DayOfNtfs.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        leaf = StoryOfNtfs.write(shared, 2090);
        doubtful = StoryOfNtfs.write(shared, 2020);
    }

    @Test
    void allThatHappenedSinceTheBaseIsListed() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        expected.put(ERASER, "new was - 2 -");
        // A tool that is hidden under another name shows the one under which it came.
        expected.put(RENAMED, "new renamed moved was " + TOOL + " 2 -");
        expected.put(RENAMED + ":Zone.Identifier", "new was " + TOOL + ":Zone.Identifier 2 -");
        expected.put(CONTRACT, "content-changed content times accessed was - - -");
        // The plan is there since layer 2, although layer 0 saved it as another file.
        expected.put(PLAN, "new was - 2 -");
        expected.put(LEDGER, "content-changed replaced content was - - -");
        expected.put(PICTURES + "cat1.jpg", "deleted was - - 0");
        expected.put(PICTURES + "cat3.jpg", "deleted was - - 1");
        expected.put(STOLEN, "came-and-went was - 1 0");
        expected.put(SECRET, "came-and-went was - 0 0");
        expected.put(NOTES, "metadata-changed metadata was - - -");
        expected.put(NOTES + ":hidden", "new was - 0 -");
        assertEquals(ListedChanges.lines(expected), ListedChanges.lines(ListedChanges.since(leaf, 3)));
        String text =
                ToolRun.of("files", leaf, "--since", 3, "--changed").well().out();
        assertTrue(text.contains(RENAMED + "\n  renamed, moved; was " + TOOL + "; made in layer 2\n"), text);
        assertTrue(text.contains(STOLEN + "\n  made in layer 1, deleted in layer 0\n"), text);
    }

    @Test
    void eachFileIsFollowedThroughTime() throws IOException {
        assertEquals(
                List.of(
                        "2 new 2090-03-01T08:00:00Z 2090-03-10T08:00:00Z " + TOOL,
                        "1 metadata-changed 2090-03-10T08:00:00Z 2090-03-20T08:00:00Z " + RENAMED),
                versions(RENAMED));
        assertEquals(
                List.of(
                        "2 new 2090-03-01T08:00:00Z 2090-03-10T08:00:00Z " + PLAN,
                        "1 content-changed 2090-03-10T08:00:00Z 2090-03-20T08:00:00Z " + PLAN,
                        "0 content-changed 2090-03-20T08:00:00Z 2090-03-25T18:00:00Z " + PLAN),
                versions(PLAN));
        assertEquals(
                List.of(
                        "3 new null 2090-03-01T08:00:00Z " + LEDGER,
                        "1 deleted 2090-03-10T08:00:00Z 2090-03-20T08:00:00Z " + LEDGER,
                        "0 new 2090-03-20T08:00:00Z 2090-03-25T18:00:00Z " + LEDGER),
                versions(LEDGER));
        assertEquals(
                List.of(
                        "1 new 2090-03-10T08:00:00Z 2090-03-20T08:00:00Z " + STOLEN,
                        "0 deleted 2090-03-20T08:00:00Z 2090-03-25T18:00:00Z " + STOLEN),
                versions(STOLEN));
    }

    private static List<String> versions(String path) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode version :
                ToolRun.json("history", leaf, "--path", path, "--json").get("versions")) {
            found.add(version.get("layer").asInt() + " " + version.get("status").asText() + " "
                    + version.get("begin").asText() + " " + version.get("end").asText() + " "
                    + version.get("path").asText());
        }
        return found;
    }

    @Test
    void aFileThatCameAndWentWithinALayerHasAHistoryToo() throws IOException {
        Path saved = folder.resolve("saved");
        ToolRun run = ToolRun.of("history", leaf, "--path", SECRET, "-o", saved).well();
        assertTrue(run.out().contains("  status    came-and-went\n"), run.out());
        assertTrue(run.out().contains(" of what its sectors hold, which no file uses now\n"), run.out());
        assertEquals(
                DayOfNtfs.text("the key is under the mat"),
                Files.readString(saved.resolve("layer0").resolve(SECRET.substring(1))));
        ToolRun.of("history", leaf, "--path", SECRET + ".not").failed(ExitCode.UNREADABLE, "no such file or folder");
    }

    @Test
    void timesOfAZoneStandBesideUtc() {
        String text = ToolRun.of("history", leaf, "--path", RENAMED, "--zone", "+01:00")
                .well()
                .out();
        for (String said : List.of(
                "  modified  2090-03-03T10:00:00Z (2090-03-03T11:00:00+01:00)\n",
                "  accessed  2090-03-03T10:00:00Z (2090-03-03T11:00:00+01:00)\n",
                "  interval  from 2090-03-10T08:00:00Z (2090-03-10T09:00:00+01:00) until 2090-03-20T08:00:00Z (")) {
            assertTrue(text.contains(said), () -> said + " is not in\n" + text);
        }
    }

    @Test
    void theHistorySaysWhenEachLayerWasTheNewest() {
        String text = ToolRun.of("history", leaf).well().out();
        for (String said : List.of(
                "span       from 2090-03-20T08:00:00Z; file last written 2090-03-25T18:00:00Z, says this computer\n",
                "span       from 2090-03-10T08:00:00Z until 2090-03-20T08:00:00Z\n",
                "span       from 2090-03-01T08:00:00Z until 2090-03-10T08:00:00Z\n",
                "span       from 2090-02-01T08:00:00Z until 2090-03-01T08:00:00Z\n",
                "files      1 new, 1 content-changed, 1 metadata-changed, 2 deleted, 1 came-and-went\n",
                "files      1 new, 1 content-changed, 1 metadata-changed, 2 deleted\n",
                "files      3 new, 1 content-changed\n")) {
            assertTrue(text.contains(said), () -> said + " is not in\n" + text);
        }
    }

    @Test
    void theTimelineSaysInWhichLayerEachThingHappened() throws IOException {
        String missing = InteropTools.missing("mactime");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path body = Files.write(
                folder.resolve("body"),
                ToolRun.of("files", leaf, "--since", 3, "--changed", "--format", "bodyfile")
                        .well()
                        .bytes());
        List<String> timeline = InteropTools.run(folder, "mactime", "-b", body.toString(), "-z", "UTC", "-y", "-d")
                .requireSuccess()
                .text()
                .lines()
                .toList();
        for (String[] event : new String[][] {
            {"2019-05-05", PLAN + " (layers 2 to 0, leaf.vhd: new, made in layer 2)"},
            {"2090-03-03", RENAMED + " (layers 2 to 0, leaf.vhd: new, made in layer 2)"},
            {
                "2090-03-12",
                STOLEN + " (layers 2 to 0, leaf.vhd: came-and-went, deleted, made in layer 1, deleted in layer 0)"
            },
            {"2090-03-22", SECRET + " (layers 2 to 0, leaf.vhd: came-and-went, deleted, made and deleted in layer 0)"},
            {"2090-02-15", PICTURES + "cat3.jpg (layers 2 to 0, leaf.vhd: deleted, deleted in layer 1)"}
        }) {
            assertTrue(
                    timeline.stream().anyMatch(line -> line.startsWith(event[0]) && line.contains(event[1])),
                    () -> String.join(" ", event) + " is not in\n" + String.join("\n", timeline));
        }
    }

    @Test
    void allOfItIsTakenOut() throws IOException {
        Path out = folder.resolve("out");
        ToolRun run = ToolRun.of("extract", leaf, "--since", 3, "-o", out);
        assertEquals(ExitCode.OK, run.code(), run::err);
        for (String[] file : new String[][] {
            {RENAMED, "a tool"},
            {PLAN, "the third plan"},
            {LEDGER, "the clean ledger"},
            {PICTURES + "cat1.jpg", "cat 1"},
            {PICTURES + "cat3.jpg", "cat 3"},
            {STOLEN, "the stolen list"},
            {SECRET, "the key is under the mat"}
        }) {
            assertEquals(
                    DayOfNtfs.text(file[1]),
                    Files.readString(out.resolve("files").resolve(file[0].substring(1))),
                    file[0]);
        }
        assertTrue(
                Files.readString(out.resolve("manifest.csv")).contains("," + TOOL + ",2,\n"),
                "the former name is missing");
        assertEquals(
                DayOfNtfs.text("the stolen list"),
                ToolRun.of("extract", leaf, STOLEN).out());
    }

    @Test
    void aDoubtIsPrintedOnceInDeepChains() {
        for (Object[] command : new Object[][] {
            {"files", doubtful, "--since", 3, "--changed"},
            {"history", doubtful},
            {"history", doubtful, "--path", PLAN},
            {"extract", doubtful, "--since", 3, "-o", folder.resolve("out")}
        }) {
            ToolRun run = ToolRun.of(command);
            assertEquals(ExitCode.INCOMPLETE, run.code(), run::err);
            String said = run.out() + run.err();
            assertEquals(
                    1, said.split(SIGN, -1).length - 1, () -> Stream.of(command).toList() + " says\n" + said);
        }
        // The rows say it with the time that makes it a sign.
        String rows = ToolRun.of("files", doubtful, "--since", 3, "--changed", "--format", "csv")
                .out();
        assertTrue(rows.contains(", after the child was created at 2020-03-01T08:00:00Z: it may"), rows);
    }
}
