package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers with damaged block tables: how many sectors they own is not known, and no command prints it as a number. */
class UnknownOwnersTest {
    private static final int MIB = 1 << 20;
    private static final int BLOCK = 64 << 10;

    @TempDir
    Path folder;

    /** A VHDX with all of its blocks in impossible places, unless its log is replayed. */
    private Path ruinedVhdx() throws Exception {
        return VhdxImage.dynamic(3 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .block(2, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(4, VhdxLogRecipe.Entry.of(7, 0, VhdxLogRecipe.Change.right("table", 0, 4096))))
                .build()
                .writeTo(folder.resolve("ruined.vhdx"));
    }

    /** A VHD of 16 blocks, of which the first ones have impossible places. */
    private Path ruinedVhd(int ruined) throws Exception {
        DiskImage disk = DiskImage.dynamic(MIB)
                .blockSize(BLOCK)
                .own(0, MIB / 512, SectorContent.pattern(1))
                .build();
        byte[] bytes = disk.toBytes();
        for (int block = 0; block < ruined; block++) {
            ByteBuffer.wrap(bytes).putInt((int) disk.positions().tableOffset() + 4 * block, 1);
        }
        return Files.write(folder.resolve("ruined.vhd"), bytes);
    }

    @Test
    void anAuditDoesNotCountUnknownOwners() throws Exception {
        Path ruined = ruinedVhdx();
        ToolRun vhdx = ToolRun.of("audit", ruined, "--log", "ignore");
        assertEquals(9, vhdx.code(), vhdx.err());
        assertTrue(vhdx.out().contains("ruined.vhdx: an unknown number of sectors owned, 0 bytes read\n"), vhdx.out());
        assertTrue(vhdx.err().contains("6144 sectors are unknown"), vhdx.err());
        assertTrue(ToolRun.of("audit", ruined).well().out().contains(": 6144 sectors owned, "));
        String all = ToolRun.of("audit", ruinedVhd(16)).out();
        assertTrue(all.contains("ruined.vhd: an unknown number of sectors owned, 0 bytes read\n"), all);
        JsonNode counts = new ObjectMapper()
                .readTree(
                        ToolRun.of("audit", ruined, "--log", "ignore", "--json").out())
                .get("counts");
        assertTrue(counts.get("changed").isNull(), counts.toString());
        String some = ToolRun.of("audit", ruinedVhd(3)).out();
        assertTrue(some.contains("ruined.vhd: at least 1664 sectors owned, "), some);
    }

    @Test
    void aHistoryDoesNotCountUnknownOwners() throws Exception {
        Path vhdx = ruinedVhdx();
        String none =
                ToolRun.of("history", vhdx, "--log", "ignore", "--no-files").out();
        assertTrue(none.contains("unknown sectors, unknown of them still shown"), none);
        assertTrue(none.contains("owned      unknown  differ"), none);
        JsonNode layer = new ObjectMapper()
                .readTree(
                        ToolRun.of("history", vhdx, "--log", "ignore", "--json").out())
                .at("/layers/0");
        assertTrue(layer.get("owned_sectors").isNull(), layer.toString());
        assertFalse(layer.get("owned_known").booleanValue());
        assertTrue(ToolRun.of("history", vhdx).out().contains("owned      6144 sectors, 6144 of them still shown"));
        String some = ToolRun.of("history", ruinedVhd(3), "--no-files").out();
        assertTrue(some.contains("at least 1664 sectors, at least 1664 of them still shown"), some);
    }

    @Test
    void infoDoesNotCountUnknownOwners() throws Exception {
        Path vhdx = ruinedVhdx();
        String none = ToolRun.of("info", vhdx, "--log", "ignore").out();
        assertTrue(none.matches("(?s).*\n  layer 0 +unknown\n.*"), none);
        JsonNode info = new ObjectMapper()
                .readTree(ToolRun.of("info", vhdx, "--log", "ignore", "--json").out());
        assertTrue(info.at("/layers/0/owned_sectors").isNull(), info.toString());
        assertFalse(info.at("/layers/0/owned_known").booleanValue());
        assertTrue(info.at("/regions/0/owned_sectors/0").isNull(), info.toString());
        String some = ToolRun.of("info", ruinedVhd(3)).out();
        assertTrue(some.matches("(?s).*\n  layer 0, at least +1664 .*"), some);
        Path page = folder.resolve("info.html");
        ToolRun.of("report", vhdx, "--log", "ignore", "-o", page);
        String shown = Files.readString(page);
        assertTrue(shown.contains("It owns an unknown number of sectors of the disk."), shown);
    }

    /** Of what a missing parent or a damaged table leaves unknown, some may be unwritten. */
    @Test
    void unwrittenSectorsAreCountedOnlyIfAllIsKnown() throws Exception {
        DiskImage lost = DiskImage.dynamic(MIB).blockSize(BLOCK).build();
        Path orphan = Files.write(
                folder.resolve("orphan.vhd"),
                DiskImage.differencing(MIB)
                        .blockSize(BLOCK)
                        .parent(lost)
                        .own(0, 10, SectorContent.pattern(1))
                        .build()
                        .toBytes());
        String text = ToolRun.of("info", orphan, "--orphan").out();
        assertTrue(text.matches("(?s).*\n  unwritten +unknown\n.*"), text);
        JsonNode info = new ObjectMapper()
                .readTree(ToolRun.of("info", orphan, "--orphan", "--json").out());
        assertTrue(info.at("/disk/unwritten_sectors").isNull(), info.toString());
        assertTrue(info.at("/regions/0/unwritten_sectors").isNull(), info.toString());
        Path page = folder.resolve("orphan.html");
        ToolRun.of("report", orphan, "--orphan", "-o", page);
        String shown = Files.readString(page).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
        assertTrue(shown.contains("unknown Unwritten, stored in no layer"), shown);
        assertTrue(shown.contains("unwritten: not stored in this chain, reads as zeros unknown"), shown);
        DiskImage some = DiskImage.dynamic(MIB)
                .blockSize(BLOCK)
                .own(0, 256, SectorContent.pattern(1))
                .build();
        byte[] bytes = some.toBytes();
        ByteBuffer.wrap(bytes).putInt((int) some.positions().tableOffset(), 1);
        String part = ToolRun.of("info", Files.write(folder.resolve("part.vhd"), bytes))
                .out();
        assertTrue(part.matches("(?s).*\n  unwritten, at least +1792 .*"), part);
        assertTrue(part.contains("unwritten: at least 1792, unknown: 128"), part);
    }

    /** What is unknown is not the layer's: it is unwritten, or a parent's. */
    @Test
    void aLayerWithAContradictedTypeOwnsItsStoredSectors() throws Exception {
        DiskImage base = DiskImage.dynamic(MIB).blockSize(BLOCK).build();
        DiskImage child = DiskImage.differencing(MIB)
                .blockSize(BLOCK)
                .parent(base)
                .own(0, 10, SectorContent.pattern(1))
                .build();
        byte[] bytes = child.toBytes();
        ByteBuffer.wrap(bytes).putInt(60, 3).putInt((int) child.positions().tailOffset() + 60, 3);
        Path file = Files.write(folder.resolve("dynamic.vhd"), Mutations.fixChecksums(bytes));
        JsonNode info =
                new ObjectMapper().readTree(ToolRun.of("info", file, "--json").out());
        assertEquals(10, info.at("/layers/0/owned_sectors").longValue(), info.toString());
        assertTrue(info.at("/layers/0/owned_known").booleanValue(), info.toString());
        assertEquals(MIB / 512 - 10, info.at("/disk/unknown_sectors").longValue(), info.toString());
        assertTrue(ToolRun.of("audit", file).out().contains(": 10 sectors owned, "));
    }

    @Test
    void aReportsAuditDoesNotCountUnknownOwners() throws Exception {
        Path report = folder.resolve("report.html");
        VhdxImage base = VhdxImage.dynamic(3 * MIB).block(0, VhdxImage.FULL).build();
        base.writeTo(folder.resolve("base.vhdx"));
        Path child = VhdxImage.differencing(3 * MIB)
                .seed(2)
                .parent(base, "base.vhdx")
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .block(2, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(4, VhdxLogRecipe.Entry.of(7, 0, VhdxLogRecipe.Change.right("table", 0, 4096))))
                .build()
                .writeTo(folder.resolve("child.avhdx"));
        ToolRun.of("report", child, "-o", report, "--log", "ignore", "--quiet");
        String page = Files.readString(report);
        assertTrue(page.contains("<h3>Layer 0, child.avhdx: an unknown number of sectors</h3>"), page);
        assertTrue(page.contains("A file is damaged. "), page);
        assertTrue(page.contains("This page is incomplete: "), page);
    }
}
