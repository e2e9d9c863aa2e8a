package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.diag.FindingLog;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When entries behind the end of a VHDX are one file that was cut off, and when each is a damaged entry of its own. */
class CutOffRulesTest {
    private static final long MIB = 1 << 20;
    private static final long END = 10 * MIB;

    @Test
    void oneBlockMustBeMoreThanTheRoomOfTheFile() {
        Consumer<VhdxCutOff> one = cut -> cut.block(END, MIB, entry("a"));
        String cutOff = cutOff(1, "", 0, 11 * MIB);
        assertReported(one, MIB - 1, 100 * MIB, cutOff);
        assertReported(one, MIB, 0, "a");
    }

    @Test
    void severalMustBeMoreThanTheRoomAmongBlocks() {
        Consumer<VhdxCutOff> two = cut -> {
            cut.block(END, MIB, entry("a"));
            cut.block(END + MIB, MIB, entry("b"));
        };
        assertReported(two, 100 * MIB, 2 * MIB - 1, cutOff(2, "", 0, 12 * MIB));
        assertReported(two, 0, 2 * MIB, "a", "b");
        Consumer<VhdxCutOff> truncated = cut -> {
            cut.truncated(END - MIB / 2, MIB, entry("a"));
            cut.block(END + MIB, MIB, entry("b"));
        };
        // Half of the one is there.
        assertReported(truncated, 100 * MIB, 3 * MIB / 2 - 1, cutOff(1, "", 1, 12 * MIB));
        assertReported(truncated, 0, 3 * MIB / 2, "a", "b");
    }

    @Test
    void mustFillHalfOfTheRoomUpToTheFarthest() {
        for (int more : new int[] {0, 2}) {
            Consumer<VhdxCutOff> far = cut -> {
                cut.block(13 * MIB + more, MIB, entry("a"));
                cut.block(END, MIB, entry("b"));
            };
            if (more == 0) {
                assertReported(far, 0, 0, cutOff(2, "", 0, 14 * MIB));
            } else {
                assertReported(far, 0, 0, "a", "b");
            }
        }
    }

    @Test
    void blocksThatEndTooEarlyAreNoCutOffAlone() {
        assertReported(cut -> cut.truncated(END - 1, MIB, entry("a")), 0, 0, "a");
    }

    @Test
    void countsBitmapsAndWhatIsUnknownWithoutThem() {
        assertReported(
                cut -> {
                    cut.withoutBitmap(entry("a"));
                    cut.bitmap(END, MIB, entry("b"));
                },
                MIB - 1,
                100 * MIB,
                cutOff(0, ", and 1 sector bitmap is behind it, without which 1 block is unknown", 0, 11 * MIB));
        assertReported(
                cut -> {
                    cut.withoutBitmap(entry("a"));
                    cut.withoutBitmap(entry("b"));
                    cut.bitmap(END, MIB, entry("c"));
                    cut.bitmap(END + MIB, MIB, entry("d"));
                },
                100 * MIB,
                2 * MIB - 1,
                cutOff(0, ", and 2 sector bitmaps are behind it, without which 2 blocks are unknown", 0, 12 * MIB));
    }

    @Test
    void keepsOnlySoManyEntries() {
        VhdxCutOff cut = new VhdxCutOff(END, 2);
        assertTrue(cut.hasRoom());
        cut.block(END, MIB, entry("a"));
        assertTrue(cut.hasRoom());
        cut.withoutBitmap(entry("b"));
        assertFalse(cut.hasRoom());
        cut.bitmap(END, MIB, entry("c"));
        cut.truncated(END, MIB, null);
        FindingLog log = new FindingLog("a.vhdx", 9);
        cut.report(log, 100 * MIB, 100 * MIB);
        assertEquals(
                List.of("a", "b", "the first 9 are listed, 2 more were found"),
                log.findings().stream().map(finding -> finding.detail()).toList());
    }

    @Test
    void saysNothingWhereNothingIsBehindTheEnd() {
        assertReported(cut -> {}, 0, 0);
    }

    @Test
    void knowsWhatALongerFileCouldHave() {
        VhdxCutOff cut = new VhdxCutOff(END, 2);
        assertFalse(cut.isBehind(END - 1));
        assertTrue(cut.isBehind(END));
        assertTrue(cut.isBehind((1L << 47) - MIB));
        assertFalse(cut.isBehind(1L << 47));
        assertFalse(cut.isBehind(-MIB));
    }

    private static VhdxCutOff.Entry entry(String text) {
        return new VhdxCutOff.Entry(FindingCode.BAT_ENTRY_MISPLACED, "table", text, 7);
    }

    private static String cutOff(int blocks, String bitmaps, int truncated, long length) {
        return blocks + (blocks == 1 ? " block is" : " blocks are") + " behind the file's end at " + END + ", "
                + truncated + (truncated == 1 ? " block is" : " blocks are") + " cut by it" + bitmaps
                + "; the file had at least " + length + " bytes";
    }

    private static void assertReported(Consumer<VhdxCutOff> change, long unlisted, long among, String... details) {
        VhdxCutOff cut = new VhdxCutOff(END, 9);
        change.accept(cut);
        FindingLog log = new FindingLog("a.vhdx", 9);
        cut.report(log, unlisted, among);
        assertEquals(
                List.of(details),
                log.findings().stream().map(finding -> finding.detail()).toList());
    }
}
