package io.github.vhdlayers.filesystems.ext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.Walked;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * File systems that need recovery: {@code debugfs} writes into their journals what another state of the volume has. What is read must be
 * what {@code e2fsck} makes of it when it replays the journal.
 */
class ExtJournalTest {
    private static final int BLOCK = 1024;

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(20_261_129);
    private Path image = Path.of("");

    @BeforeEach
    void needsPrograms() {
        String missing = InteropTools.missing("mke2fs", "debugfs", "e2fsck");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        image = folder.resolve("image");
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void debug(Path volume, List<String> requests) throws IOException {
        Files.write(folder.resolve("requests"), requests);
        run("/usr/sbin/debugfs", "-w", "-f", folder.resolve("requests").toString(), volume.toString());
    }

    private void run(String... command) throws IOException {
        InteropTools.run(folder, command).requireSuccess();
    }

    /** A volume of which the journal has the state that another copy is in; returns the numbers of blocks that differ. */
    private List<Integer> make(String features, String journal) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/dir"));
        for (int i = 0; i < 60; i++) {
            Files.writeString(source.resolve("file " + i), "number " + i);
        }
        Files.write(source.resolve("large"), bytes(60_000));
        run("truncate", "-s", "12M", image.toString());
        List<String> format = new ArrayList<>(List.of("/usr/sbin/mke2fs", "-q", "-F", "-b", "1024", "-J", "size=1"));
        format.addAll(List.of(features.split(" ")));
        format.addAll(List.of("-d", folder.resolve("source").toString(), image.toString()));
        run(format.toArray(String[]::new));
        Path other = Files.copy(image, folder.resolve("other"));
        // Its first block begins as blocks of a journal do, and is escaped there.
        byte[] awkward = bytes(3_000);
        System.arraycopy(new byte[] {(byte) 0xC0, 0x3B, 0x39, (byte) 0x98}, 0, awkward, 0, 4);
        Path content = Files.write(folder.resolve("awkward"), awkward);
        debug(
                other,
                List.of(
                        "write " + content + " /awkward",
                        "rm \"/dir/file 7\"",
                        "mkdir /new",
                        "write " + content + " /new/inside",
                        "ln /dir/large /large",
                        "unlink /dir/large"));
        byte[] before = Files.readAllBytes(image);
        byte[] after = Files.readAllBytes(other);
        List<Integer> blocks = new ArrayList<>();
        for (int i = 0; i < before.length / BLOCK; i++) {
            if (!Arrays.equals(before, i * BLOCK, (i + 1) * BLOCK, after, i * BLOCK, (i + 1) * BLOCK)) {
                blocks.add(i);
            }
        }
        List<Integer> first = new ArrayList<>(blocks.subList(0, blocks.size() / 2));
        List<Integer> second = blocks.subList(blocks.size() / 2, blocks.size());
        int last = blocks.get(blocks.size() - 1);
        ByteArrayOutputStream one = contents(after, first);
        // Rubbish that a later transaction writes over, and rubbish that is revoked.
        first.add(last);
        first.add(8_000);
        one.writeBytes(bytes(2 * BLOCK));
        Files.write(folder.resolve("one"), one.toByteArray());
        Files.write(folder.resolve("two"), contents(after, second).toByteArray());
        Files.write(folder.resolve("rubbish"), bytes(BLOCK));
        debug(
                image,
                List.of(
                        "jo " + journal,
                        "jw -b " + blocks.get(0) + " " + folder.resolve("rubbish"),
                        "jw -b " + list(first) + " " + folder.resolve("one"),
                        "jw -b " + list(second) + " " + folder.resolve("two"),
                        "jw -r 8000",
                        // Never committed.
                        "jw -c -b " + blocks.get(0) + " " + folder.resolve("rubbish"),
                        "jc"));
        return blocks;
    }

    private static String list(List<Integer> blocks) {
        return blocks.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static ByteArrayOutputStream contents(byte[] volume, List<Integer> blocks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int block : blocks) {
            all.write(volume, block * BLOCK, BLOCK);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "-t ext3, ''",
        "'-t ext4 -O ^64bit,^metadata_csum', -c",
        "'-t ext4 -O 64bit,^metadata_csum', -c -v 2",
        "'-t ext4 -O ^64bit,^metadata_csum', -c -v 2",
        "'-t ext4 -O 64bit,metadata_csum', -c -v 3",
        "'-t ext4 -O 64bit,^metadata_csum', ''",
    })
    void whatIsReadIsWhatRecoveryMakes(String features, String journal) throws IOException {
        make(features, journal);
        byte[] needs = Files.readAllBytes(image);
        Path repaired = Files.copy(image, folder.resolve("repaired"));
        InteropTools.run(folder, "/usr/sbin/e2fsck", "-y", "-E", "journal_only", repaired.toString());
        Walked walked = Walked.of(needs);
        Walked truth = Walked.of(Files.readAllBytes(repaired));
        assertEquals(FileSystemInfo.State.RECOVERED, walked.info().state());
        assertEquals(FileSystemInfo.State.AS_STORED, truth.info().state());
        assertTrue(walked.result().isComplete(), walked.result().toString());
        assertEquals(truth.files().keySet(), walked.files().keySet());
        assertTrue(walked.files().containsKey("/new/inside"));
        for (DiskFile file : truth.files().values()) {
            DiskFile same = walked.file(file.path());
            assertEquals(file.times(), same.times());
            assertEquals(file.allocated(), same.allocated());
            if (!file.streams().isEmpty() && file.allocated()) {
                assertArrayEquals(truth.content(file.path()), walked.content(file.path()), file.path());
            }
        }
        assertEquals(truth.free(), walked.free());
        Walked without = Walked.withoutRecovery(needs);
        assertEquals(FileSystemInfo.State.JOURNAL_IGNORED, without.info().state());
        assertFalse(without.files().containsKey("/new"));
        assertTrue(without.file("/dir/file 7").allocated());
    }

    @Test
    void aDamagedBlockOfAJournalIsSaid() throws IOException {
        make("-t ext4 -O 64bit,metadata_csum", "-c -v 3");
        byte[] needs = Files.readAllBytes(image);
        Walked sound = Walked.of(needs);
        int place =
                (int) sound.file("/awkward").streams().get(0).extents().get(0).diskOffset();
        needs[place + 700] ^= 1;
        Walked walked = Walked.of(needs);
        assertFalse(walked.result().isComplete());
        assertTrue(
                walked.result().problems().get(0).contains("in its journal is damaged"),
                walked.result().problems().get(0));
    }

    @Test
    void aJournalThatMakesNoSenseIsSaid() throws IOException {
        make("-t ext4 -O 64bit,metadata_csum", "-c -v 3");
        byte[] needs = Files.readAllBytes(image);
        for (int at = 0; at + 4 <= needs.length; at += BLOCK) {
            boolean isJournal = needs[at] == (byte) 0xC0 && needs[at + 1] == 0x3B && needs[at + 7] == 4;
            if (isJournal) {
                needs[at] = 0;
            }
        }
        Walked walked = Walked.of(needs);
        assertEquals(FileSystemInfo.State.JOURNAL_UNREADABLE, walked.info().state());
        assertFalse(walked.result().isComplete());
        assertFalse(walked.result().isKnownAbsent("/new"), "it may be in the journal");
        assertEquals(
                1, walked.result().problemCount(), walked.result().problems().toString());
        assertFalse(walked.file("/dir/file 7").isRead());
    }

    @Test
    void damageOfAJournalEndsNothing() throws IOException {
        make("-t ext4 -O 64bit,^metadata_csum", "");
        byte[] needs = Files.readAllBytes(image);
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + 12 <= needs.length; at += BLOCK) {
            if (needs[at] == (byte) 0xC0 && needs[at + 1] == 0x3B) {
                places.add(at);
            }
        }
        long seed = Long.getLong("damage.seed", 20_261_129);
        for (int round = 0; round < Integer.getInteger("damage.rounds", 60); round++) {
            Random damage = new Random(seed + round);
            byte[] damaged = needs.clone();
            for (int i = damage.nextInt(6); i >= 0; i--) {
                int place = places.get(damage.nextInt(places.size()));
                damaged[place + damage.nextInt(damage.nextBoolean() ? 100 : BLOCK)] = (byte) damage.nextInt(256);
            }
            try {
                Walked.exhaust(RandomAccessSources.ofBytes("seed " + (seed + round), damaged));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Ddamage.seed=" + (seed + round) + " -Ddamage.rounds=1", e);
            }
        }
    }
}
