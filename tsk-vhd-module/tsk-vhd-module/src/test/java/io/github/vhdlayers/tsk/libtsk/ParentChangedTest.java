package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.volume.ExFatVolume;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parent that was changed after its child was made, with the same id, size and file time: what is compared with it is in doubt. */
class ParentChangedTest extends EachReader {
    private static final int RECORD = 1024;
    private static final int LOG_NUMBER = 8;
    private static final int CHANGED = 0x50 + 0x10;
    private static final int JOURNAL_NUMBER = 0x50 + 0x40;
    private static final byte[] LATER = "written later\n".repeat(40).getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder = Path.of("");

    private RandomHistory history(String kind) throws IOException {
        String missing = RandomVolumes.missing(kind);
        assumeTrue(missing.isEmpty(), missing);
        return new RandomHistory(folder, kind, new Random(kind.hashCode())).make(2);
    }

    private LayerFilesReport files(DamagedChain chain, Map<String, FileOwnership> rows) throws IOException {
        Path place = folder.resolve("chain" + rows.hashCode() + System.nanoTime());
        try (VirtualDisk disk = VirtualDisk.open(chain.write(place))) {
            return LayerFiles.of(disk, 0, chosen())
                    .scan(WalkOptions.defaults(), ScanOptions.defaults(), (file, systems) -> {
                        rows.put(file.path(), file);
                        return true;
                    });
        }
    }

    private static void assertAllInDoubt(LayerFilesReport report, Map<String, FileOwnership> rows, String sign) {
        assertFalse(report.complete());
        assertFalse(rows.isEmpty());
        for (FileOwnership row : rows.values()) {
            boolean compared = row.status() != FileOwnership.Status.UNKNOWN && !row.isDeletedName();
            if (compared) {
                assertNotNull(row.doubt(), row.path());
                assertTrue(row.doubt().contains(sign), row.doubt());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext3", "ext4"})
    void aLaterChangeOfExtIsSeenByTheGuestsOwnClock(String kind) throws IOException {
        RandomHistory history = history(kind);
        byte[] parent = history.states().get(0);
        Path raw = Files.write(folder.resolve("later.raw"), parent);
        Files.write(folder.resolve("later"), LATER);
        Files.writeString(
                folder.resolve("requests"), "set_current_time 20361231000000\nwrite later \"/written later\"\n");
        InteropTools.run(folder, "/usr/sbin/debugfs", "-w", "-f", "requests", raw.toString())
                .requireSuccess();
        Map<String, FileOwnership> rows = new TreeMap<>();
        LayerFilesReport report = files(
                DamagedChain.ofChangedParent(
                        parent, Files.readAllBytes(raw), history.states().get(1), 512),
                rows);
        assertAllInDoubt(report, rows, "recorded a change at 2036-12-3");
    }

    @Test
    void aParentThatWasNamedBesideACopyWithOtherBytesIsDoubted() throws IOException {
        RandomHistory history = history("fat12");
        Path leaf = DamagedChain.of(history.states(), 512).write(folder.resolve("chain"));
        Path parent = leaf.resolveSibling("layer1.vhd");
        byte[] bytes = Files.readAllBytes(parent);
        bytes[bytes.length - 1024] ^= 1;
        Files.write(leaf.resolveSibling("copy.vhd"), bytes);
        Map<String, FileOwnership> rows = new TreeMap<>();
        VhdOptions options = VhdOptions.builder().forcedParent(parent).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            LayerFilesReport report = LayerFiles.of(disk, 0, chosen())
                    .scan(WalkOptions.defaults(), ScanOptions.defaults(), (file, systems) -> {
                        rows.put(file.path(), file);
                        return true;
                    });
            assertAllInDoubt(report, rows, "another file with its id has other bytes");
        }
    }

    @Test
    void aHigherTransactionOfAJournalIsAStrongSign() throws IOException {
        assumeTrue(PendingJournal.missing().isEmpty());
        byte[] parent = history("ext4").states().get(0);
        byte[] child = afterStarts(parent, 1);
        byte[] later = afterStarts(parent, 3);
        Map<String, FileOwnership> sound = new TreeMap<>();
        files(DamagedChain.ofChangedParent(child, child, later, 512), sound);
        sound.values().forEach(row -> assertNull(row.doubt()));
        Map<String, FileOwnership> rows = new TreeMap<>();
        LayerFilesReport report = files(DamagedChain.ofChangedParent(parent, later, child, 512), rows);
        assertAllInDoubt(report, rows, "is ahead of the child's");
    }

    /** A state after a machine was started and broken off some times: each start replays the journal, and counts on. */
    private byte[] afterStarts(byte[] state, int starts) throws IOException {
        Path raw = Files.write(folder.resolve("starts.raw"), state);
        Files.write(folder.resolve("later"), LATER);
        for (int i = 0; i < starts; i++) {
            byte[] before = Files.readAllBytes(raw);
            Files.writeString(folder.resolve("requests"), "write later \"/written later " + i + "\"\n");
            InteropTools.run(folder, "/usr/sbin/debugfs", "-w", "-f", "requests", raw.toString())
                    .requireSuccess();
            int block = 1024
                    << ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN).getInt(1024 + 24);
            PendingJournal.write(raw, before, block, null);
            PendingJournal.replay(raw);
        }
        return Files.readAllBytes(raw);
    }

    /** Sets a number or a time in the MFT records that differ between two states. */
    private static byte[] stamp(byte[] before, byte[] after, int at, long value) {
        byte[] stamped = after.clone();
        ByteBuffer bytes = ByteBuffer.wrap(stamped).order(ByteOrder.LITTLE_ENDIAN);
        for (int record = 0; record + RECORD <= stamped.length; record += RECORD) {
            boolean differs = !Arrays.equals(before, record, record + RECORD, after, record, record + RECORD);
            if (differs && bytes.getInt(record) == 0x454C4946 && bytes.getInt(record + 0x38) == 0x10) {
                bytes.putLong(record + at, value);
            }
        }
        return stamped;
    }

    @ParameterizedTest
    @ValueSource(ints = {LOG_NUMBER, CHANGED, JOURNAL_NUMBER})
    void aLaterChangeOfNtfsIsSeenByItsNumbersAndTimes(int field) throws IOException {
        RandomHistory history = history("ntfs");
        byte[] parent = history.states().get(0);
        byte[] child = stamp(parent, history.states().get(1), field, value(field, 1));
        Path raw = Files.write(folder.resolve("later.raw"), parent);
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            volume.write("/written later", LATER);
        }
        byte[] later = Files.readAllBytes(raw);
        Map<String, FileOwnership> sound = new TreeMap<>();
        files(DamagedChain.ofChangedParent(parent, parent, child, 512), sound);
        sound.values().forEach(row -> assertNull(row.doubt()));
        Map<String, FileOwnership> rows = new TreeMap<>();
        LayerFilesReport report = files(
                DamagedChain.ofChangedParent(parent, stamp(parent, later, field, value(field, 2)), child, 512), rows);
        assertAllInDoubt(
                report,
                rows,
                field == LOG_NUMBER
                        ? "of the log"
                        : field == CHANGED ? "recorded a change at" : "of the journal of changes");
    }

    /** Of a file's times, days from now on in 100 ns since 1601; of numbers, some. */
    private static long value(int field, int order) {
        return field == CHANGED
                ? (11_644_473_600L + System.currentTimeMillis() / 1000 + order * 50L * 86_400) * 10_000_000
                : 1_000_000L * order;
    }

    @ParameterizedTest
    @ValueSource(strings = {"fat12", "fat16", "fat32", "exfat"})
    void whatIsSaidOfTheFolderOfALateFileIsInDoubt(String kind) throws IOException {
        RandomHistory history = history(kind);
        byte[] parent = history.states().get(0);
        Path raw = Files.write(folder.resolve("later.raw"), parent);
        Files.write(folder.resolve("later"), LATER);
        if (kind.equals("exfat")) {
            try (ExFatVolume volume = ExFatVolume.open(raw)) {
                volume.later(20);
                volume.write("/written later", LATER);
            }
        } else {
            InteropTools.run(
                            folder,
                            "env",
                            "SOURCE_DATE_EPOCH=2111222400",
                            "TZ=UTC",
                            "mcopy",
                            "-i",
                            raw.toString(),
                            "later",
                            "::/written later")
                    .requireSuccess();
        }
        Map<String, FileOwnership> rows = new TreeMap<>();
        LayerFilesReport report = files(
                DamagedChain.ofChangedParent(
                        parent, Files.readAllBytes(raw), history.states().get(1), 512),
                rows);
        assertFalse(report.complete());
        Map<String, RandomHistory.Expected> expected = history.expected(1, 0, true);
        rows.forEach((path, row) -> {
            RandomHistory.Expected right = expected.get(path);
            DiskFile.Kind what = row.file().kind();
            boolean own = what == DiskFile.Kind.SYSTEM || what == DiskFile.Kind.VIRTUAL || path.equals("/");
            boolean wrong = right == null || !right.statuses().contains(row.status());
            if (!own && wrong && row.status() != FileOwnership.Status.UNKNOWN && !row.isDeletedName()) {
                assertNotNull(row.doubt(), path + " is " + row.status());
                assertTrue(row.doubt().contains("dated 20"), row.doubt());
            }
        });
        assertTrue(rows.values().stream().anyMatch(row -> row.doubt() != null));
    }
}
