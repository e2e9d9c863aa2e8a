package io.github.vhdlayers.filesystems.ext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystems.Walked;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes that {@code mke2fs} and {@code debugfs} made, sound and damaged; what was put into them is the truth. */
class ExtReaderTest {
    private static final String EVERYTHING =
            "-t ext4 -b 1024 -I 256 -O inline_data,metadata_csum,64bit,flex_bg,dir_index";

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(20_261_129);
    private Path source = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        String missing = InteropTools.missing("mke2fs", "debugfs", "dumpe2fs");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        source = Files.createDirectories(folder.resolve("source"));
        Files.createDirectories(source.resolve("many"));
        for (int i = 0; i < 400; i++) {
            Files.writeString(source.resolve("many/a file of many, number " + i), "number " + i);
        }
        Files.write(source.resolve("large"), bytes(900_000));
        Files.write(source.resolve("tiny"), bytes(50));
        Files.write(source.resolve("small"), bytes(140));
        Files.createSymbolicLink(source.resolve("short"), Path.of("tiny"));
        Files.createSymbolicLink(source.resolve("long"), Path.of("x".repeat(200)));
        try (var channel = Files.newByteChannel(
                source.resolve("holes"),
                java.nio.file.StandardOpenOption.CREATE_NEW,
                java.nio.file.StandardOpenOption.WRITE,
                java.nio.file.StandardOpenOption.SPARSE)) {
            channel.position(300_000).write(ByteBuffer.wrap(bytes(5_000)));
            channel.position(700_000).write(ByteBuffer.wrap(bytes(5_000)));
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] format(String options, String size) throws IOException {
        Path image = folder.resolve("image");
        Files.deleteIfExists(image);
        run("truncate", "-s", size, image.toString());
        List<String> command = new ArrayList<>(List.of("/usr/sbin/mke2fs", "-q", "-F"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-d", source.toString(), image.toString()));
        run(command.toArray(String[]::new));
        return Files.readAllBytes(image);
    }

    private byte[] debug(String... requests) throws IOException {
        Files.write(folder.resolve("requests"), List.of(requests));
        run(
                "/usr/sbin/debugfs",
                "-w",
                "-f",
                folder.resolve("requests").toString(),
                folder.resolve("image").toString());
        return Files.readAllBytes(folder.resolve("image"));
    }

    private String run(String... command) throws IOException {
        return new String(InteropTools.run(folder, command).requireSuccess().output(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ext2 -b 1024",
                "-t ext2 -b 4096 -r 0",
                "-t ext2 -b 2048 -O ^filetype",
                "-t ext3 -b 1024 -I 128",
                "-t ext4 -b 4096",
                EVERYTHING,
                "-t ext4 -b 1024 -O bigalloc -C 16384",
                "-t ext4 -b 1024 -O meta_bg,^resize_inode -g 1024",
                "-t ext4 -b 1024 -O sparse_super2,^resize_inode -g 1024",
                "-t ext4 -b 1024 -O uninit_bg,^metadata_csum -E lazy_itable_init=1 -g 2048",
            })
    void allThatWasPutIn(String options) throws IOException {
        byte[] image = format(options, "24M");
        Walked walked = Walked.of(image);
        assertTrue(walked.result().isComplete(), walked.result().toString());
        try (var files = Files.walk(source)) {
            for (Path file : files.filter(path -> !path.equals(source)).toList()) {
                String path = "/" + source.relativize(file);
                if (Files.isSymbolicLink(file)) {
                    assertEquals(DiskFile.Kind.LINK, walked.file(path).kind(), path);
                    assertEquals(
                            Files.readSymbolicLink(file).toString(),
                            new String(walked.content(path), StandardCharsets.UTF_8));
                    assertEquals(
                            Files.readSymbolicLink(file).toString(),
                            walked.details(path).linkTarget());
                } else if (Files.isDirectory(file)) {
                    assertEquals(DiskFile.Kind.DIRECTORY, walked.file(path).kind(), path);
                } else {
                    assertArrayEquals(Files.readAllBytes(file), walked.content(path), path);
                }
            }
        }
        String header = run("/usr/sbin/dumpe2fs", "-h", folder.resolve("image").toString());
        long free = number(header, "Free blocks") * number(header, "Block size");
        assertEquals(free, walked.free(), "free bytes");
    }

    private static long number(String header, String key) {
        String line = header.lines()
                .filter(one -> one.startsWith(key + ":"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
    }

    @Test
    void deletedNamesAndInodes() throws IOException {
        format("-t ext2 -b 1024", "8M");
        Walked walked = Walked.of(debug("rm \"/many/a file of many, number 7\"", "rm /large", "kill_file /tiny"));
        DiskFile gone = walked.file("/many/a file of many, number 7");
        assertFalse(gone.name().allocated());
        assertEquals("number 7", new String(walked.content("/many/a file of many, number 7"), StandardCharsets.UTF_8));
        assertFalse(walked.file("/tiny").allocated());
    }

    @Test
    void listsAFileThatWasDeletedWhileOpen() throws IOException {
        format("-t ext4 -b 1024", "8M");
        // Its inode stays in use until the program closes it, or the volume is mounted again.
        byte[] named = debug("sif /tiny links_count 0", "unlink /tiny");
        isDeletedWithItsContent(Walked.of(named), "/tiny");
        long inode = Walked.of(named).file("/tiny").name().address();
        // Another name takes the place of the deleted one.
        isDeletedWithItsContent(Walked.of(debug("ln /large /tinX")), "/$OrphanFiles/OrphanFile-" + inode);
    }

    private void isDeletedWithItsContent(Walked walked, String path) throws IOException {
        DiskFile open = walked.file(path);
        assertFalse(open.name().allocated());
        assertFalse(open.allocated());
        assertArrayEquals(Files.readAllBytes(source.resolve("tiny")), walked.content(path));
    }

    @Test
    void anAttributeInAnInodeOfItsOwnIsMetadataOfItsFile() throws IOException {
        format("-t ext4 -b 1024 -O ea_inode", "8M");
        byte[] value = bytes(20_000);
        Path file = Files.write(folder.resolve("value"), value);
        Walked walked = Walked.of(debug("ea_set -f " + file + " /tiny user.large"));
        byte[] image = Files.readAllBytes(folder.resolve("image"));
        java.io.ByteArrayOutputStream metadata = new java.io.ByteArrayOutputStream();
        walked.file("/tiny")
                .metadata()
                .forEach(extent -> metadata.write(image, (int) extent.diskOffset(), (int) extent.length()));
        assertNull(walked.file("/tiny").problem());
        // Each byte has a character, so that the value is found as a text.
        assertTrue(new String(metadata.toByteArray(), StandardCharsets.ISO_8859_1)
                .contains(new String(value, 0, 1024, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aLinkOfWhichTheTargetCannotBeReadHasNone() throws IOException {
        format("-t ext4 -b 1024", "8M");
        Walked walked = Walked.of(debug("sif /long size 5000", "sif /short size 0"));
        assertNull(walked.details("/long").linkTarget());
        assertNull(walked.details("/short").linkTarget());
        assertNull(walked.details("/tiny").linkTarget());
    }

    @Test
    void devicesHaveNoContent() throws IOException {
        format("-t ext4 -b 1024", "8M");
        Walked walked = Walked.of(debug("mknod null c 1 3", "mknod disk b 8 0", "mknod pipe p"));
        for (String path : List.of("/null", "/disk", "/pipe")) {
            assertEquals(DiskFile.Kind.SPECIAL, walked.file(path).kind());
            assertTrue(walked.file(path).streams().isEmpty());
        }
    }

    @Test
    void unwrittenExtentsAreZerosAndSlack() throws IOException {
        format("-t ext4 -b 1024", "8M");
        Walked walked = Walked.of(debug("fallocate /holes 0 200"));
        byte[] expected = Files.readAllBytes(source.resolve("holes"));
        assertArrayEquals(expected, walked.content("/holes"));
        assertTrue(walked.file("/holes").streams().get(0).extents().stream()
                .anyMatch(extent -> extent.kind() == FileExtent.Kind.UNWRITTEN && extent.diskOffset() > 0));
    }

    @Test
    void anInlineFileThatIsSaidToBeLargeThrowsBehindItsInode() throws IOException {
        format(EVERYTHING, "8M");
        Walked walked = Walked.of(debug("sif /tiny size 4294967296"));
        assertTrue(walked.file("/tiny").problem() != null);
        assertThrows(IOException.class, () -> walked.content("/tiny"));
    }

    @Test
    void anImpossibleSizeIsUnknownAndNotZero() throws IOException {
        byte[] image = format("-t ext2 -b 1024", "8M");
        int place = (int) Walked.of(image).file("/large").metadata().get(0).diskOffset();
        image[place + 0x6F] = (byte) 0x80;
        DiskFile large = Walked.of(image).file("/large");
        assertNull(large.size());
        assertTrue(large.streams().isEmpty());
        assertTrue(String.valueOf(large.problem()).contains("impossible"), large.problem());
    }

    @Test
    void anUnknownFeatureIsSaid() throws IOException {
        byte[] image = format("-t ext4 -b 1024", "8M");
        ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(1024 + 96, 1 << 30 | 0x42);
        List<VolumeProblem> problems = Walked.problems(image);
        assertEquals(VolumeProblem.Kind.UNSUPPORTED, problems.get(0).kind());
        assertTrue(
                problems.get(0).message().contains("0x40000000"),
                problems.get(0).message());
    }

    @Test
    void aWrongChecksumIsAProblemOfItsFileAlone() throws IOException {
        byte[] image = format(EVERYTHING, "8M");
        Walked sound = Walked.of(image);
        int place = (int) sound.file("/large").metadata().get(0).diskOffset();
        image[place + 0x18] ^= 1;
        Walked walked = Walked.of(image);
        assertEquals("the checksum of its inode is wrong", walked.file("/large").problem());
        assertEquals(1, walked.result().problemCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ext2 -b 1024 -N 512", EVERYTHING + " -N 512", "-t ext4 -b 4096 -N 512"})
    void damageIsReportedAndReadingGoesOn(String options) throws IOException {
        for (int i = 60; i < 400; i++) {
            Files.delete(source.resolve("many/a file of many, number " + i));
        }
        byte[] sound = format(options, "4M");
        List<Integer> used = new ArrayList<>();
        for (int at = 1024; at < sound.length; at++) {
            if (sound[at] != 0) {
                used.add(at);
            }
        }
        long seed = Long.getLong("damage.seed", 20_261_129);
        for (int round = 0; round < Integer.getInteger("damage.rounds", 60); round++) {
            Random damage = new Random(seed + round);
            byte[] damaged = sound.clone();
            int most = damage.nextBoolean() ? used.size() : Math.min(used.size(), 8_000);
            for (int i = damage.nextInt(60); i >= 0; i--) {
                damaged[used.get(damage.nextInt(most))] = (byte) damage.nextInt(256);
            }
            damaged[1024 + 56] = 0x53;
            damaged[1024 + 57] = (byte) 0xEF;
            try {
                Walked.exhaust(RandomAccessSources.ofBytes("seed " + (seed + round), damaged));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(options + " -Ddamage.seed=" + (seed + round) + " -Ddamage.rounds=1", e);
            }
        }
        assertTrue(Arrays.equals(sound, Files.readAllBytes(folder.resolve("image"))));
    }
}
