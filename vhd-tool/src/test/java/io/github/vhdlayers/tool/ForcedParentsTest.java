package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parents that are named and not proven, orphans, and other choices that every command offers. */
class ForcedParentsTest {
    private static final long SIZE = 4 << 20;

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private final DiskImage base = DiskImage.dynamic(SIZE)
            .seed(1)
            .own(0, 700, SectorContent.pattern(1))
            .build();
    private final DiskImage shorter = DiskImage.dynamic(SIZE / 2)
            .seed(9)
            .own(0, 900, SectorContent.pattern(9))
            .build();
    private final DiskImage child = DiskImage.differencing(SIZE)
            .seed(2)
            .parent(base)
            .parentTimestamp(700_000_000)
            .own(10, 20, SectorContent.pattern(2))
            .build();
    private Path leaf = Path.of("");
    private Path other = Path.of("");

    @BeforeEach
    void write() throws Exception {
        leaf = child.writeTo(folder.resolve("leaf.vhd"));
        other = shorter.writeTo(elsewhere.resolve("other.vhd"));
    }

    @Test
    void aForcedParentIsReadAndInfoComparesIdSizeAndTime() throws Exception {
        ToolRun.of("cat", leaf).failed(5, "parent missing");
        ToolRun run = ToolRun.of("cat", leaf, "--force-parent", other);
        assertEquals(0, run.code());
        byte[] expected = Arrays.copyOf(TestChain.of(shorter).merged(), (int) SIZE);
        for (int sector = 10; sector < 30; sector++) {
            TestChain.of(child, base).sector(sector, expected, sector * 512);
        }
        assertArrayEquals(expected, run.bytes());
        assertTrue(run.err().startsWith("vhd: warning: leaf.vhd: PARENT_FORCED: "), run.err());
        assertTrue(run.err().contains("other.vhd with the id "), run.err());
        String info = ToolRun.of("info", leaf, "--force-parent", other).well().out();
        for (String code : List.of("PARENT_FORCED", "PARENT_SIZE_DIFFERS", "PARENT_TIME_DIFFERS")) {
            assertTrue(info.contains(code), code + " is not in " + info);
        }
        assertTrue(ToolRun.of("info", "--json", leaf, "--force-parent", other)
                .well()
                .out()
                .contains("\"id\" : \"mismatch_forced\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "cat", "audit", "history"})
    void everyCommandTakesAForcedParentAndWarns(String command) {
        ToolRun run = ToolRun.of(command, leaf, "--force-parent", other);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().startsWith("vhd: warning: leaf.vhd: PARENT_FORCED: "), run.err());
    }

    @Test
    void exportAndCompareTakeAForcedParent() {
        Path out = elsewhere.resolve("disk.raw");
        ToolRun run = ToolRun.of("export", leaf, out, "--force-parent", other);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("PARENT_FORCED: "), run.err());
        ToolRun same = ToolRun.of("compare", leaf, out, "--force-parent", other);
        assertEquals(0, same.code(), same.err() + same.out());
        assertTrue(same.err().contains("PARENT_FORCED: "), same.err());
    }

    @Test
    void theRecordedParentGoesFirst() throws Exception {
        base.writeTo(folder.resolve("base.vhd"));
        assertArrayEquals(
                TestChain.of(child, base).merged(),
                ToolRun.of("cat", leaf, "--force-parent", other).well().bytes());
        assertTrue(
                ToolRun.of("info", leaf, "--force-parent", other).well().out().contains("PARENT_FORCED_UNUSED"));
    }

    @Test
    void aForcedParentThatCannotBeOneIsRefused() {
        ToolRun.of("cat", leaf, "--force-parent", leaf).failed(5, "is layer 0 of this chain already");
        ToolRun.of("cat", leaf, "--force-parent", elsewhere.resolve("none"))
                .failed(5, "none, which was named as the parent: does not exist");
    }

    @Test
    void aRawParentStandsOnlyForOneWithoutAnId() throws Exception {
        byte[] bytes = TestChain.of(base).merged();
        Path raw = Files.write(elsewhere.resolve("raw.img"), bytes);
        Path xen = DiskImage.differencing(SIZE)
                .parentUniqueId(new byte[16])
                .own(10, 20, SectorContent.pattern(2))
                .build()
                .writeTo(folder.resolve("xen.vhd"));
        ToolRun.of("cat", xen).failed(5, "--raw-parent FILE");
        ToolRun run = ToolRun.of("cat", xen, "--raw-parent", raw);
        assertEquals(0, run.code());
        assertTrue(run.err().contains("PARENT_RAW: "), run.err());
        assertArrayEquals(TestChain.of(child, base).merged(), run.bytes());
        ToolRun.of("cat", leaf, "--raw-parent", raw).failed(5, "only where a disk records no parent id");
        // It records no time and no maker.
        for (String command : List.of("info", "history")) {
            String json =
                    ToolRun.of(command, xen, "--raw-parent", raw, "--json").out();
            JsonNode parent = new ObjectMapper().readTree(json).get("layers").get(1);
            assertTrue(parent.findValue("created").isNull(), json);
            assertFalse(json.contains("2000-01-01"), json);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "map", "audit", "history"})
    void everyCommandReadsWhatAnOrphanKnows(String command) {
        assertEquals(5, ToolRun.of(command, leaf).code());
        ToolRun run = ToolRun.of(command, "--orphan", leaf);
        boolean shows = command.equals("info") || command.equals("map");
        assertEquals(shows ? ExitCode.OK : ExitCode.INCOMPLETE, run.code(), run.err());
        assertFalse(run.out().isEmpty());
        assertFalse(run.out().matches("(?s).*(changed|differ) +0\\b.*"), "a count that is unknown is 0: " + run.out());
    }

    @Test
    void anOrphanIsNotEqualToWhatItsFillSays() {
        Path out = elsewhere.resolve("disk.raw");
        ToolRun.of("export", leaf, out, "--orphan").failed(5, "--fill BYTE");
        ToolRun run = ToolRun.of("export", leaf, out, "--orphan", "--fill", "0");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("8172 of 8192 sectors are unknown and shown as 0x00"), run.err());
        ToolRun compare = ToolRun.of("compare", leaf, out, "--orphan");
        assertEquals(ExitCode.INCOMPLETE, compare.code(), compare.out());
        assertTrue(compare.out().contains("unknown"), compare.out());
    }

    @Test
    void theGeometrysCapacityIsTheSizeIfAskedFor() {
        String whole = ToolRun.of("info", other).well().out();
        String chs = ToolRun.of("info", other, "--chs").well().out();
        assertTrue(whole.contains("2097152"), whole);
        // 60 cylinders, 4 heads and 17 sectors.
        assertEquals(60 * 4 * 17 * 512, ToolRun.of("cat", other, "--chs").well().bytes().length);
        assertTrue(chs.contains("2088960"), chs);
    }

    @Test
    void blocksInOnePlaceAreWarnedOf() throws Exception {
        byte[] bytes = DiskImage.dynamic(SIZE)
                .blockSize(64 << 10)
                .own(0, 256, SectorContent.pattern(1))
                .build()
                .toBytes();
        ByteBuffer table = ByteBuffer.wrap(bytes);
        table.putInt(1536 + 4, table.getInt(1536));
        Path twice = Files.write(folder.resolve("twice.vhd"), bytes);
        ToolRun run = ToolRun.of("cat", twice);
        assertEquals(0, run.code());
        assertTrue(
                run.err().startsWith("vhd: warning: twice.vhd: BAT_ENTRY_DUPLICATE: two blocks in one place"),
                run.err());
    }
}
