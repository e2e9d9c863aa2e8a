package io.github.vhdlayers.filesystems.ext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.Walked;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes of which the superblock is damaged are read by a copy of it, and every answer says so. */
class ExtCopiesTest {
    private static final int AT = 1024;

    @TempDir
    Path folder = Path.of("");

    private Path image = Path.of("");

    @BeforeEach
    void needsPrograms() throws IOException {
        String missing = InteropTools.missing("mke2fs", "debugfs");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        image = folder.resolve("image");
        Path source = Files.createDirectories(folder.resolve("source/dir"));
        for (int i = 0; i < 60; i++) {
            Files.writeString(source.resolve("file " + i), "number " + i);
        }
    }

    private void run(String... command) throws IOException {
        InteropTools.run(folder, command).requireSuccess();
    }

    private byte[] format(String options, String size) throws IOException {
        run("truncate", "-s", size, image.toString());
        List<String> command = new ArrayList<>(List.of("/usr/sbin/mke2fs", "-q", "-F"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-d", folder.resolve("source").toString(), image.toString()));
        run(command.toArray(String[]::new));
        return Files.readAllBytes(image);
    }

    private byte[] debug(String... requests) throws IOException {
        Files.write(folder.resolve("requests"), List.of(requests));
        run("/usr/sbin/debugfs", "-w", "-f", folder.resolve("requests").toString(), image.toString());
        return Files.readAllBytes(image);
    }

    private static void isReadByCopy(byte[] whole, byte[] damaged, String says) throws IOException {
        Walked sound = Walked.of(whole);
        Walked walked = Walked.of(damaged);
        assertEquals(sound.files().keySet(), walked.files().keySet());
        assertEquals(List.of(), Walked.problems(damaged));
        assertTrue(walked.result().problems().toString().contains(says), walked.result()::toString);
        assertEquals(sound.info().type(), walked.info().type());
        assertEquals(sound.info().length(), walked.info().length());
        assertEquals(sound.info().state(), walked.info().state());
        assertArrayEquals(sound.content("/dir/file 7"), walked.content("/dir/file 7"));
    }

    @ParameterizedTest
    @CsvSource({
        "-t ext2 -b 1024, 12M, 8193",
        "-t ext4 -b 1024, 12M, 8193",
        "-t ext4 -b 2048, 40M, 16384",
        "-t ext4 -b 1024 -O bigalloc -C 16384, 140M, 131072",
        "'-t ext4 -b 1024 -O meta_bg,^resize_inode', 12M, 8193",
        "'-t ext4 -b 1024 -O sparse_super2,^resize_inode', 12M, 8193",
    })
    void theCopyIsUsedWhereTheSuperblockIsLost(String options, String size, int block) throws IOException {
        byte[] whole = format(options, size);
        byte[] lost = whole.clone();
        Arrays.fill(lost, 0, 2 * AT, (byte) 0x5A);
        isReadByCopy(
                whole, lost, "its superblock is not there: it is read by the copy in block " + block + ", which may");
    }

    @Test
    void usesTheDescriptorsBehindTheCopy() throws IOException {
        byte[] whole = format("-t ext4 -b 1024", "12M");
        byte[] lost = whole.clone();
        Arrays.fill(lost, 0, 4 * AT, (byte) 0);
        isReadByCopy(whole, lost, "by the copy in block 8193 and the descriptors of groups behind that");
    }

    @Test
    void usesTheCopyOfADamagedSuperblock() throws IOException {
        byte[] whole = format("-t ext4 -b 1024 -O metadata_csum", "12M");
        byte[] impossible = whole.clone();
        ByteBuffer.wrap(impossible).order(ByteOrder.LITTLE_ENDIAN).putInt(AT + 40, 0);
        isReadByCopy(whole, impossible, "it has a superblock of ext with impossible sizes");
        byte[] other = whole.clone();
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(AT + 40, 8);
        isReadByCopy(whole, other, "the checksum of its superblock is wrong: it is read by the copy in block 8193");
    }

    @Test
    void reportsASuperblockWithAWrongChecksum() throws IOException {
        byte[] whole = format("-t ext4 -b 1024 -O metadata_csum", "4M");
        byte[] damaged = whole.clone();
        damaged[AT + 120] ^= 1;
        Walked walked = Walked.of(damaged);
        assertEquals(Walked.of(whole).files().keySet(), walked.files().keySet());
        assertTrue(
                walked.result().problems().toString().contains("the checksum of its superblock is wrong"),
                walked.result()::toString);
    }

    /** The copy was made when the volume was, and does not know that it was in use when the disk was saved. */
    @Test
    void replaysAJournalThatTheCopyCallsEmpty() throws IOException {
        format("-t ext4 -b 1024 -J size=1", "12M");
        Path rubbish = Files.write(folder.resolve("rubbish"), new byte[1024]);
        byte[] whole = debug("jo", "jw -b 12000 " + rubbish, "jc");
        assertEquals(FileSystemInfo.State.RECOVERED, Walked.of(whole).info().state());
        byte[] lost = whole.clone();
        Arrays.fill(lost, AT, 2 * AT, (byte) 0);
        isReadByCopy(whole, lost, "by the copy in block 8193");
    }

    @Test
    void aCopyOfALargerVolumeIsNone() throws IOException {
        byte[] whole = format("-t ext4 -b 1024", "12M");
        Arrays.fill(whole, 0, 2 * AT, (byte) 0);
        byte[] shorter = Arrays.copyOf(whole, whole.length - AT);
        List<VolumeProblem> problems = Walked.problems(shorter);
        assertEquals(1, problems.size());
        assertEquals(VolumeProblem.Kind.UNRECOGNISED, problems.get(0).kind());
    }
}
