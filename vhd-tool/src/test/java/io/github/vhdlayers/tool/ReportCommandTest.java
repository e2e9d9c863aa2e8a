package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.RawDisk;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's bytes; what a person sees of them, {@link ReportInBrowserTest} looks at. */
class ReportCommandTest {
    @TempDir
    Path folder;

    private Path out = Path.of("");

    @BeforeEach
    void target() {
        out = folder.resolve("report.html");
    }

    @Test
    void saysInPlainWordsWhatWasFound() throws Exception {
        Path leaf = TestDisks.writeChain(folder);
        ToolRun.of("report", leaf, "-o", out).well();
        String page = Files.readString(out);
        for (String said : new String[] {
            "leaf.vhd is a differencing VHD: a disk of 2.0 MiB, read together with its 2 parents.",
            "Every parent was found and bears the id that its child records.",
            "The newest file holds 30 sectors (15.0 KiB), 0.7 % of the disk.",
            "Of these, 30 differ from the disk below, and 0 were stored again, equal to the layer below.",
            "vhd report " + leaf.toString(),
            "SHA-256"
        }) {
            assertTrue(page.contains(said.replace("=", "&#x3D;")), said);
        }
        ToolRun.of("report", leaf, "-o", out).failed(2, "already exists; files are never overwritten");
    }

    @Test
    void drawsAPartitionThatIsWrittenToBothEnds() throws Exception {
        RawDisk disk = new RawDisk(1024).entry(0, 0, 0x83, 64, 960).pattern(64, 960, 1);
        Path leaf = TestDisks.write(TestChain.ofStates(List.of(disk.array())), folder);
        ToolRun.of("report", leaf, "-o", out).well();
        assertTrue(Files.readString(out).contains("what the partition shows"));
    }

    @Test
    void whatADiskSaysIsText() throws Exception {
        String bad = "<script>alert(1)</script>\"' onload=x {{file}} &amp;\u202e.vhd";
        DiskImage base =
                DiskImage.dynamic(1 << 20).own(0, 1, SectorContent.pattern(1)).build();
        DiskImage leaf = DiskImage.differencing(1 << 20)
                .parent(base)
                .parentName(bad)
                .relativeLocator(".\\" + bad)
                .build();
        Path file = leaf.writeTo(folder.resolve("it's <b>&.vhd"));
        ToolRun.of("report", file, "--orphan", "-o", out);
        String page = Files.readString(out);
        assertFalse(page.toLowerCase(Locale.ROOT).contains("<script"), "a script");
        assertFalse(page.contains("<b>&"), "an element");
        assertFalse(page.contains("\u202e"), "a mark that changes the reading direction");
        assertTrue(page.contains("it&#39;s &lt;b&gt;&amp;.vhd"), page);
        assertTrue(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""), "the policy");
    }

    @Test
    void showsUnusualFileNamesWhole() throws Exception {
        Path file = DiskImage.dynamic(1 << 20).build().writeTo(folder.resolve("a\u202etxt.vhd"));
        ToolRun.of("report", file, "-o", out).well();
        assertTrue(
                Files.readString(out).contains("a\\u202etxt.vhd is a dynamic VHD"), "not the part behind the escape");
    }

    @Test
    void listsFilesOrSaysWhyNot() throws Exception {
        Path leaf = Path.of("../samples/evidence/leaf.vhd");
        ToolRun.of("report", leaf, "-o", out).well();
        String page = Files.readString(out);
        boolean reported = page.contains("<td class=\"text\">/plan.html</td><td class=\"when\">new</td>")
                && page.contains("<td class=\"text\">/notes.txt</td><td class=\"when\">deleted</td>")
                && page.contains("<h3>Layer 1, middle.vhd, id ")
                && page.indexOf("id=\"files\"") < page.indexOf("id=\"disk\"");
        assertTrue(reported || page.contains("The files were not looked at: "), page);
        Path quick = folder.resolve("quick.html");
        ToolRun.of("report", leaf, "--no-audit", "-o", quick).well();
        assertTrue(Files.readString(quick).contains("Not looked at, because of --no-audit."), "files with --no-audit");
    }

    @Test
    void theHeadNamesTheCaseAndTheHashOfThePageIsPrinted() throws Exception {
        Path leaf = Path.of("../samples/evidence/leaf.vhd");
        ToolRun run = ToolRun.of(
                        "report",
                        leaf,
                        "-o",
                        out,
                        "--no-hash",
                        "--case",
                        "17/26 <b>",
                        "--exhibit",
                        "A1",
                        "--examiner",
                        "N. N.",
                        "--notes",
                        "copy")
                .well();
        String page = Files.readString(out);
        assertTrue(page.contains("<tr><th>Case</th><td class=\"text\">17/26 &lt;b&gt;</td></tr>"), page);
        assertTrue(page.contains("<tr><th>Examiner</th><td class=\"text\">N. N.</td></tr>"), page);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(out)));
        assertTrue(run.out().startsWith(sum + "  "), run.out());
    }

    @Test
    void theMergedDiskHasItsHashIfAllOfItIsKnown() throws Exception {
        Path leaf = Path.of("../samples/evidence/leaf.vhd");
        ToolRun.of("report", leaf, "-o", out, "--no-audit", "--hash-disk").well();
        String exported = ToolRun.of("export", leaf, "-o", folder.resolve("disk.raw"))
                .well()
                .out()
                .substring(0, 64);
        assertTrue(Files.readString(out).contains(exported), exported);
        Path alone = Files.copy(leaf, folder.resolve("alone.vhd"));
        Path orphan = folder.resolve("orphan.html");
        ToolRun.of("report", alone, "--orphan", "-o", orphan, "--no-audit", "--hash-disk");
        assertTrue(Files.readString(orphan).contains("none, because some of its sectors are unknown"), "an orphan");
    }

    @Test
    void theTemplateEscapesWithoutException() throws Exception {
        String template = Files.readString(Path.of("src/main/resources/io/github/vhdlayers/tool/report/report.html"));
        assertFalse(template.contains("{{{") || template.contains("{{&") || template.contains("{{="), "unescaped");
        assertFalse(template.contains("://") || template.contains("src="), "something from elsewhere");
    }

    @Test
    void aMissingParentIsOnThePageWhichIsIncomplete() throws Exception {
        Path leaf = TestDisks.write(TestDisks.chain().withoutParents(1), folder);
        ToolRun.of("report", leaf, "-o", out).failed(ExitCode.INCOMPLETE, "--parents DIR", "incomplete");
        String page = Files.readString(out);
        assertTrue(page.contains("A parent is missing."), page);
        assertTrue(page.contains("4,066 sectors (2.0 MiB) are unknown (99.3 % of the disk)"), page);
        assertTrue(page.contains("A parent is missing. 4,066"), page);
        assertTrue(page.contains("This page is incomplete: "), page);
        Path again = folder.resolve("again.html");
        assertEquals(
                ExitCode.INCOMPLETE,
                ToolRun.of("report", leaf, "--orphan", "-o", again).code());
    }

    @Test
    void aDiskOfTwoTebibytesTakesNoMoreRoomThanASmallOne() throws Exception {
        DiskImage base = DiskImage.dynamic(2040L << 30)
                .own(0, 1, SectorContent.pattern(1))
                .own(3_000_000_000L, 5, SectorContent.pattern(1))
                .build();
        DiskImage leaf = DiskImage.differencing(2040L << 30)
                .parent(base)
                .own(2_000_000_000L, 1, SectorContent.pattern(2))
                .build();
        Path file = TestDisks.write(TestChain.of(leaf, base).named(), folder);
        ToolRun.of("report", file, "-o", out).well();
        String page = Files.readString(out);
        assertTrue(page.contains("Each of the 800 columns stands for 5,347,737 or 5,347,738 sectors (2.6 GiB)."), page);
        assertTrue(page.contains(": layer 0 1, unwritten 5,347,73"), page);
        assertTrue(page.length() < 60_000, () -> page.length() + " characters");
    }

    @Test
    void deepChainsShareALane() throws Exception {
        DiskImage[] layers = new DiskImage[40];
        layers[39] = DiskImage.dynamic(1 << 20)
                .seed(39)
                .own(0, 2048, SectorContent.pattern(39))
                .build();
        for (int i = 38; i >= 0; i--) {
            layers[i] = DiskImage.differencing(1 << 20)
                    .seed(i)
                    .parent(layers[i + 1])
                    .own(i * 50L, 20, SectorContent.pattern(i))
                    .build();
        }
        Path file = TestDisks.write(TestChain.of(layers).named(), folder);
        ToolRun.of("report", file, "-o", out, "--no-audit", "--no-hash").well();
        String page = Files.readString(out);
        assertTrue(page.contains("<span>layers 11 to 39</span>"), page);
        assertTrue(page.contains("because of --no-audit"), page);
        assertTrue(page.contains("because of --no-hash"), page);
        assertEquals(1, page.split("layers 11 to 39</span>", -1).length - 1);
    }
}
