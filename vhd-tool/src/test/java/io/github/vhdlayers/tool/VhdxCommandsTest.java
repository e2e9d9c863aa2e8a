package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on VHDX files: with their parents, and with and without their logs. */
class VhdxCommandsTest {
    private static final int MIB = 1 << 20;
    private static final VhdxImage BASE = VhdxImage.dynamic(3 * MIB)
            .block(0, VhdxImage.FULL)
            .block(1, VhdxImage.FULL)
            .build();
    private static final VhdxImage CHILD = VhdxImage.differencing(3 * MIB)
            .seed(2)
            .creator("Microsoft Windows 10.0")
            .parent(BASE, "base.vhdx")
            .block(0, VhdxImage.PARTIAL)
            .own(8, 16)
            .noiseUnderClearBits()
            .block(1, VhdxImage.ZERO)
            .log(VhdxLogRecipe.dirty(9, VhdxLogRecipe.Entry.of(3, 0, VhdxLogRecipe.Change.right("bitmap0", 0, 4096))))
            .build();

    @TempDir
    Path folder;

    private Path leaf = Path.of("");

    @BeforeEach
    void write() throws Exception {
        BASE.writeTo(folder.resolve("base.vhdx"));
        leaf = CHILD.writeTo(folder.resolve("child.avhdx"));
    }

    @Test
    void infoReportsFormatLogAndZeros() throws Exception {
        String info = ToolRun.of("info", leaf).well().out();
        assertTrue(info.contains("differencing VHDX"), info);
        assertTrue(info.contains("replayed in memory: 1 page;"), info);
        assertTrue(info.replaceAll(" +", " ").contains("of them zeroed 2048"), info);
        assertTrue(info.contains("parent_linkage"), info);
        assertTrue(info.contains("LOG_REPLAYED"), info);
    }

    @Test
    void infoDoesNotListTheOlderLayersAsDisksThatWereRejected() throws Exception {
        VhdxImage newest = VhdxImage.differencing(3 * MIB)
                .seed(3)
                .parent(CHILD, "child.avhdx")
                .build();
        VhdxImage sibling = VhdxImage.differencing(3 * MIB)
                .seed(4)
                .parent(BASE, "base.vhdx")
                .build();
        sibling.writeTo(folder.resolve("sibling.avhdx"));
        String info = ToolRun.of("info", newest.writeTo(folder.resolve("newest.avhdx")))
                .well()
                .out();
        assertTrue(info.contains("3 layers"), info);
        assertFalse(info.contains("rejected"), info);
    }

    @Test
    void aLogThatCannotBeReplayedIsRefusedWithTheWayOut() throws Exception {
        byte[] lost = CHILD.toBytes();
        Arrays.fill(lost, MIB, 2 * MIB, (byte) 0);
        Path file = VhdxImage.write(lost, folder.resolve("lost.avhdx"));
        ToolRun.of("info", file).failed(4, "corrupt VHDX", "--log ignore");
        ToolRun.of("cat", file).failed(4, "--log ignore");
        assertTrue(ToolRun.of("info", file, "--log", "ignore").out().contains("IGNORED on request"));
    }

    @Test
    void whatHyperVKeepsBesideDisksIsNamed() throws Exception {
        Path set = Files.writeString(folder.resolve("set.vhds"), "x".repeat(5000));
        ToolRun.of("info", set).failed(3, "VHD set", "'vhd scan FOLDER'");
    }

    @Test
    void exportIsTheMergedDisk() throws Exception {
        Path out = folder.resolve("out.raw");
        ToolRun.of("export", leaf, out).well();
        assertArrayEquals(VhdxChain.of(CHILD, BASE).merged(), Files.readAllBytes(out));
    }

    @Test
    void exportOfLargeSectorsAsVhdWarns() throws Exception {
        Path disk = VhdxImage.dynamic(3 * MIB)
                .logicalSector(4096)
                .block(0, VhdxImage.FULL)
                .build()
                .writeTo(folder.resolve("large.vhdx"));
        ToolRun vhd = ToolRun.of("export", disk, folder.resolve("out.vhd"), "--format", "vhd");
        assertEquals(0, vhd.code(), vhd.err());
        assertTrue(vhd.err().contains("warning: the disk has sectors of 4096 bytes, a VHD of 512"), vhd.err());
        ToolRun.of("export", disk, folder.resolve("out.raw")).well();
    }

    @Test
    void mapNamesTheLayerOfZerosAndNoFile() throws Exception {
        String map = ToolRun.of("map", leaf, "--format", "csv").well().out();
        assertTrue(map.contains("\n2048,2048,0,,\n"), map);
        assertTrue(map.contains("\n4096,2048,unwritten,,\n"), map);
    }

    @Test
    void auditCountsWhatWasZeroed() throws Exception {
        String audit = ToolRun.of("audit", leaf, "--format", "csv").well().out();
        assertTrue(audit.contains("2048,2048,zeroed"), audit);
    }

    @Test
    void theLogCanBeLeftOutAndCompared() throws Exception {
        ToolRun run = ToolRun.of("compare", leaf, leaf, "--log-b", "ignore");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("LOG_IGNORED"), run.err());
        assertTrue(
                run.out().contains("A: " + leaf + " (differencing VHDX, layers: 2, 3145728 bytes, log replayed)\n"),
                run.out());
        assertTrue(
                run.out().contains("B: " + leaf + " (differencing VHDX, layers: 2, 3145728 bytes, log ignored)\n"),
                run.out());
        JsonNode json = new ObjectMapper()
                .readTree(ToolRun.of("compare", leaf, folder.resolve("base.vhdx"), "--json", "--log", "ignore")
                        .out());
        assertEquals("ignored", json.at("/a/log").asText());
        assertTrue(json.at("/b/log").isNull(), "base.vhdx has no log to leave out");
        ToolRun same = ToolRun.of("compare", leaf, leaf, "--log", "ignore");
        assertEquals(0, same.code());
    }

    @Test
    void residueShowsTheOrderInWhichBlocksWereAllocated() throws Exception {
        Path disk = VhdxImage.dynamic(3 * MIB)
                .block(1, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(
                        4,
                        VhdxLogRecipe.Entry.of(7, 0, VhdxLogRecipe.Change.wrong("table", 0, 4096)),
                        VhdxLogRecipe.Entry.of(8, 0, VhdxLogRecipe.Change.right("table", 0, 4096))))
                .build()
                .writeTo(folder.resolve("pending.vhdx"));
        String text = ToolRun.of("residue", disk).well().out();
        assertTrue(text.contains("The log holds 2 entries"), text);
        assertTrue(text.matches("(?s).* entry 8 .*block 1: .* -> stored at \\d+\n.*"), text);
        JsonNode entries = ToolRun.json("residue", disk, "--json").get("log_entries");
        assertEquals(2, entries.size());
        assertTrue(entries.get(1).findValuesAsText("state").contains("6"), entries.toString());
    }

    @Test
    void layoutResidueHistoryAndReportAnswer() throws Exception {
        assertTrue(ToolRun.of("layout", leaf).well().out().contains("sector bitmap"));
        assertTrue(ToolRun.of("residue", leaf).well().out().contains("sectors of a block that are the parent's"));
        String history = ToolRun.of("history", leaf).well().out();
        assertTrue(history.contains("Microsoft Windows 10.0"), history);
        assertTrue(history.contains("the VHDX format records no time"), history);
        Path report = folder.resolve("report.html");
        ToolRun.of("report", leaf, "-o", report).well();
        assertTrue(Files.readString(report).contains("records no time"));
    }
}
