package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.FileRegion;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Flaw;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log is replayed in memory: from its tail, entry by entry, under tables and data alike. */
class VhdxLogTest {
    private static final int MIB = 1 << 20;
    private static final int LAST_SLOT = 255;
    private static final Change TABLE = Change.right("table", 0, 4096);
    private static final Change WRONG = Change.wrong("table", 0, 4096);
    private static final VhdOptions IGNORE =
            VhdOptions.builder().replayLog(false).build();

    private static VhdxImage.Builder disk() {
        return VhdxImage.dynamic(4 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .block(3, VhdxImage.ZERO);
    }

    private static VhdxImage with(VhdxLogRecipe log) {
        return disk().log(log).build();
    }

    private static VirtualDisk requireRight(VhdxImage image) throws IOException {
        VirtualDisk disk = VhdxDisks.open(image.toBytes());
        assertArrayEquals(VhdxChain.of(image).merged(), VhdxDisks.read(disk));
        return disk;
    }

    @Test
    void replaysOneEntryAndSaysSo() throws IOException {
        VhdxImage image = with(VhdxLogRecipe.dirty(7, Entry.of(41, 0, TABLE)));
        try (VirtualDisk disk = requireRight(image)) {
            assertEquals(List.of(FindingCode.LOG_REPLAYED), VhdxDisks.codes(disk.findings()));
            String detail = disk.findings().get(0).detail();
            assertEquals("1 entry from number 41 on, 1 page of 4096 bytes, at file offsets 3145728 to 3149823", detail);
            VhdxFile file = (VhdxFile) disk.chain().leaf().file();
            assertEquals(VhdxFile.LogState.REPLAYED, file.logState());
            assertEquals(1, file.logPages());
        }
    }

    @Test
    void readsWithoutTheLogOnRequestAndComparesBoth() throws IOException {
        VhdxImage image = with(VhdxLogRecipe.dirty(7, Entry.of(41, 0, TABLE)));
        try (VirtualDisk after = VhdxDisks.open(image.toBytes());
                VirtualDisk before = VhdxDisks.open(List.of(image.toBytes()), IGNORE)) {
            assertEquals(List.of(FindingCode.LOG_IGNORED), VhdxDisks.codes(before.findings()));
            assertNotEquals(0, DiskComparison.of(before, after).scan().sectors());
        }
    }

    @Test
    void leavesTheFileAsItIs() throws Exception {
        byte[] bytes = with(VhdxLogRecipe.dirty(7, Entry.of(41, 0, TABLE))).toBytes();
        byte[] copy = bytes.clone();
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("a.vhdx", bytes), VhdOptions.defaults())) {
            VhdxDisks.read(disk);
            assertEquals(hash, disk.chain().leaf().file().sha256(Progress.NONE));
        }
        assertArrayEquals(copy, bytes);
    }

    @Test
    void leavesOutWhatIsBeforeTheTail() throws IOException {
        requireRight(with(VhdxLogRecipe.dirty(
                        0,
                        Entry.of(1, 0, WRONG, Change.wrong("", 4 * MIB, 8192)),
                        Entry.of(2, 1, TABLE),
                        Entry.of(3, 1))))
                .close();
    }

    @Test
    void goesOverTheEndOfTheRing() throws IOException {
        for (int slot : new int[] {LAST_SLOT, LAST_SLOT - 1, LAST_SLOT - 2}) {
            requireRight(with(VhdxLogRecipe.dirty(slot, Entry.of(1, 0, TABLE), Entry.of(2, 0))))
                    .close();
        }
    }

    @Test
    void appliesEntriesInTheirOrder() throws IOException {
        requireRight(with(VhdxLogRecipe.dirty(9, Entry.of(1, 0, WRONG), Entry.of(2, 0, WRONG, TABLE))))
                .close();
    }

    @Test
    void passesOverTornAndForeignEntries() throws IOException {
        for (Flaw flaw : new Flaw[] {Flaw.CHECKSUM, Flaw.TORN, Flaw.OTHER_ID}) {
            VhdxImage image = with(VhdxLogRecipe.dirty(
                    9, Entry.of(1, 0, TABLE), Entry.of(2, 0, WRONG).with(flaw)));
            try (VirtualDisk disk = requireRight(image)) {
                assertEquals(
                        flaw != Flaw.OTHER_ID,
                        VhdxDisks.codes(disk.findings()).contains(FindingCode.LOG_ENTRY_INVALID));
            }
        }
    }

    @Test
    void takesTheRowWithTheGreatestNumber() throws IOException {
        requireRight(with(VhdxLogRecipe.dirty(
                        9, Entry.of(1, 0, WRONG), Entry.of(900, 1, TABLE), Entry.of(901, 1), Entry.of(5, 3, WRONG))))
                .close();
    }

    @Test
    void comparesNumbersWithoutSign() throws IOException {
        requireRight(with(VhdxLogRecipe.dirty(9, Entry.of(Long.MAX_VALUE, 0, WRONG), Entry.of(-7, 1, TABLE))))
                .close();
    }

    @Test
    void readsMoreDescriptorsThanOneSectorHas() throws IOException {
        // 150 pages of data: two sectors of descriptors.
        Change data = Change.right("", 4L * MIB, 150 * 4096);
        try (VirtualDisk disk = requireRight(with(VhdxLogRecipe.dirty(200, Entry.of(1, 0, data, TABLE))))) {
            assertTrue(disk.findings().get(0).detail().contains("151 pages"), disk.findings()::toString);
        }
    }

    @Test
    void makesRangesZeros() throws IOException {
        VhdxImage image = with(VhdxLogRecipe.dirty(3, Entry.of(1, 0, TABLE, Change.zeros("table", 4096, 40960))));
        requireRight(image).close();
    }

    @Test
    void anEmptyEntryIsALogToo() throws IOException {
        try (VirtualDisk disk = requireRight(with(VhdxLogRecipe.dirty(0, Entry.of(1, 0))))) {
            assertEquals(List.of(FindingCode.LOG_REPLAYED), VhdxDisks.codes(disk.findings()));
        }
    }

    @Test
    void readsZerosWhereTheLogMakesTheFileLonger() throws IOException {
        VhdxImage image = disk().block(2, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(3, Entry.of(1, 0, TABLE)).cut(4096))
                .build();
        byte[] expected = VhdxChain.of(image).merged();
        Arrays.fill(expected, 3 * MIB - 4096, 3 * MIB, (byte) 0);
        try (VirtualDisk disk = VhdxDisks.open(image.toBytes())) {
            assertArrayEquals(expected, VhdxDisks.read(disk));
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.LOG_EXTENDS_FILE));
        }
    }

    @Test
    void blocksBehindTheFilesEndReadNothingOfIt() throws IOException {
        VhdxImage image = disk().block(2, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(3, Entry.of(1, 0, TABLE)).cut(MIB + 4096))
                .build();
        try (VirtualDisk disk = VhdxDisks.open(image.toBytes())) {
            assertEquals(List.of(), disk.examineBlocks());
            FileExamination examined = FileExamination.of(disk.chain().leaf().file(), Limits.defaults());
            long end = 0;
            for (FileRegion region : examined.regions()) {
                assertTrue(region.length() > 0, region::toString);
                end = Math.max(end, region.end());
            }
            assertEquals(image.length(), end);
            disk.examineResidue(Progress.NONE);
        }
    }

    @Test
    void saysThatNewerEntriesCannotBeReached() throws IOException {
        VhdxImage image = with(VhdxLogRecipe.dirty(
                9, Entry.of(1, 0, TABLE), Entry.of(2, 1, WRONG).with(Flaw.CHECKSUM), Entry.of(3, 1)));
        try (VirtualDisk disk = requireRight(image)) {
            Finding newer = disk.findings().stream()
                    .filter(finding -> finding.code() == FindingCode.LOG_NEWER_ENTRIES)
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    "1 sound entry, number 3, where number 1 is the last that follows without a gap on all that it needs",
                    newer.detail());
        }
    }

    @Test
    void anOldLogIsNotReplayed() throws IOException {
        VhdxImage image = disk().log(
                        VhdxLogRecipe.dirty(3, Entry.of(1, 0, WRONG)).clean())
                .build();
        try (VirtualDisk disk = requireRight(image)) {
            assertEquals(List.of(), disk.findings());
        }
    }
}
