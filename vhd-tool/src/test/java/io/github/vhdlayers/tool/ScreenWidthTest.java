package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tool.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is wider than the terminal, whatever the command. */
class ScreenWidthTest {
    private static final Path EVIDENCE =
            Path.of("../samples/evidence").toAbsolutePath().normalize();
    private static final int COLUMNS = 80;
    private static final List<Integer> WIDTHS = List.of(60, COLUMNS, 120);

    @TempDir
    Path folder;

    private final List<String> tooWide = new ArrayList<>();

    private ToolRun run(Object... arguments) {
        return at(COLUMNS, arguments);
    }

    private ToolRun at(int columns, Object... arguments) {
        ToolRun run = ToolRun.atWidth(columns, arguments);
        Stream.concat(run.out().lines(), run.err().lines())
                .filter(line -> line.length() > columns)
                .forEach(line -> tooWide.add(columns + " " + List.of(arguments) + "\n" + line));
        return run;
    }

    private void everything(Path leaf, Path place, String path) throws IOException {
        for (int columns : WIDTHS) {
            everything(columns, leaf, place.resolve(Integer.toString(columns)), path);
        }
    }

    private void everything(int columns, Path leaf, Path place, String path) throws IOException {
        Path out = Files.createDirectories(place);
        at(columns, "scan", leaf.resolveSibling(""));
        at(columns, "scan", leaf.resolveSibling(""), "-l");
        at(columns, "info", leaf, "--explain");
        at(columns, "map", leaf);
        at(columns, "clusters", leaf, 1);
        at(columns, "audit", leaf);
        at(columns, "compare", leaf, leaf + "@1", "--hash");
        at(columns, "history", leaf);
        at(columns, "history", leaf, "--path", path);
        at(columns, "files", leaf);
        at(columns, "files", leaf, "--since", 2, "--deleted", "--hash", "sha256,sha1,md5");
        at(columns, "files", leaf, "--changed", "--sort", "time");
        at(columns, "layout", leaf);
        at(columns, "residue", leaf, "-o", out.resolve("residue"));
        at(columns, "extract", leaf, path, "-o", out.resolve("one"));
        at(columns, "extract", leaf, "--since", 2, "--freed", "-o", out.resolve("many"));
        at(columns, "export", leaf, out.resolve("disk.raw"));
        at(columns, "report", leaf, "-o", out.resolve("report.html"));
    }

    @Test
    void noLineIsWider() throws IOException {
        everything(EVIDENCE.resolve("leaf.vhd"), folder.resolve("a"), "/letters/offer.txt");
        String missing = InteropTools.missing(DayOfNtfs.PROGRAMS);
        if (missing.isEmpty()) {
            everything(DayOfNtfs.write(folder).leaf(), folder.resolve("b"), "/docs/letter.txt");
            // With long paths, former ones and doubts.
            everything(StoryOfNtfs.write(folder, 2020), folder.resolve("c"), StoryOfNtfs.RENAMED);
        }
        assertEquals("", String.join("\n", tooWide));
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    @Test
    void noLineOfAHelpIsWider() {
        for (String command : List.of(
                "scan",
                "info",
                "map",
                "report",
                "clusters",
                "cat",
                "export",
                "serve",
                "audit",
                "compare",
                "history",
                "layout",
                "residue",
                "files",
                "extract",
                "completion",
                "manual")) {
            WIDTHS.forEach(columns -> at(columns, "help", command));
            WIDTHS.forEach(columns -> at(columns, command, "--help"));
        }
        WIDTHS.forEach(columns -> at(columns, "--help"));
        assertEquals("", String.join("\n", tooWide));
    }

    @Test
    void aMissingParentIsSaidOnce() throws IOException {
        Path leaf = Files.copy(EVIDENCE.resolve("leaf.vhd"), folder.resolve("leaf.vhd"));
        for (Object[] command : new Object[][] {
            {"map", leaf},
            {"files", leaf},
            {"history", leaf},
            {"audit", leaf},
            {"extract", leaf, "/plan.html"},
            {"report", leaf, "-o", folder.resolve("report.html")},
            {"info", leaf},
            {"files", "--orphan", leaf},
            {"history", "--orphan", leaf}
        }) {
            ToolRun run = run(command);
            assertTrue(run.code() == ExitCode.PARENT || run.code() == ExitCode.INCOMPLETE, run::err);
            String said = (run.out() + run.err()).replaceAll("\\s+", " ");
            int times = said.split("found none in ", -1).length - 1;
            boolean isAsked = List.of(command).contains("--orphan");
            assertTrue(isAsked ? times <= 1 : times == 1, () -> List.of(command) + " says\n" + run.out() + run.err());
        }
        assertEquals("", String.join("\n", tooWide));
    }

    @Test
    void tablesForProgramsStayAsTheyAre() {
        String leaf = EVIDENCE.resolve("leaf.vhd").toString();
        for (Object[] command : new Object[][] {
            {"files", leaf, "--format", "csv"},
            {"files", leaf, "--json"},
            {"history", leaf, "--json"},
            {"map", leaf, "--format", "csv"},
            {"info", leaf, "--json"},
            {"scan", EVIDENCE, "--json"}
        }) {
            assertEquals(
                    ToolRun.of(command).out(), ToolRun.atWidth(COLUMNS, command).out());
        }
        assertFalse(ToolRun.of("files", leaf)
                .out()
                .equals(ToolRun.atWidth(COLUMNS, "files", leaf).out()));
    }
}
