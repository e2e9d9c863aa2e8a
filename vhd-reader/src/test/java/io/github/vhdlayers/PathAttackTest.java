package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Paths inside a disk are data: whatever a disk records, no file outside the permitted folders is opened or so much as asked
 * about. The test watches what is done, not only what comes out.
 */
@Timeout(120)
class PathAttackTest {
    private static final long SIZE = 8 * 512;

    @TempDir
    Path root;

    private final DiskImage base = DiskImage.dynamic(SIZE)
            .blockSize(512)
            .own(0, 8, SectorContent.pattern(1))
            .build();
    private final WatchedFileSystem watched = new WatchedFileSystem(FileSystems.getDefault());

    /** Recorded names that lead, one way or another, to {@code target}, which is the parent and is out of bounds. */
    private static List<String> attacks(Path target) {
        String slash = target.toString();
        String back = slash.replace('/', '\\');
        return List.of(
                slash,
                back,
                "C:" + back,
                "..\\outside\\base.vhd",
                "../outside/base.vhd",
                ".\\..\\outside\\base.vhd",
                "sub/../../outside/base.vhd",
                "\\\\server\\share\\base.vhd",
                "\\\\server@SSL@443\\DavWWWRoot\\base.vhd",
                "//server/share/base.vhd",
                "\\\\?\\C:" + back,
                "\\\\?\\UNC\\server\\share\\base.vhd",
                "\\\\?\\Volume{01234567-89ab-cdef-0123-456789abcdef}\\base.vhd",
                "\\\\.\\PhysicalDrive0",
                "\\\\.\\C:",
                "CON",
                "NUL",
                "COM1.vhd",
                "AUX.vhd",
                "base.vhd:stream",
                "base.vhd::$DATA",
                "file://localhost" + slash,
                "file://server/share/base.vhd",
                "file:" + slash,
                "base.vhd\0.txt",
                slash + "\0",
                "link-out.vhd",
                "link-folder/base.vhd",
                "..",
                ".",
                "/",
                "~/base.vhd",
                "%2e%2e%2foutside%2fbase.vhd",
                "$HOME/base.vhd",
                "\uFF0E\uFF0E\u2215outside\u2215base.vhd",
                "a".repeat(200) + "/base.vhd",
                "x".repeat(255),
                "\uD800\u202E.vhd");
    }

    @Test
    void noRecordedPathLeadsOutOfTheFolder() throws IOException {
        Path folder = Files.createDirectories(root.resolve("evidence"));
        Path outside = Files.createDirectories(root.resolve("outside"));
        Path target = base.writeTo(outside.resolve("base.vhd"));
        Files.createSymbolicLink(folder.resolve("link-out.vhd"), target);
        Files.createSymbolicLink(folder.resolve("link-folder"), outside);
        Path leaf = folder.resolve("leaf.vhd");
        for (String attack : attacks(target)) {
            for (String code : List.of("W2ru", "W2ku", "MacX", "Wi2r", "Wi2k", "Mac ")) {
                Files.deleteIfExists(leaf);
                disk(attack, code).writeTo(leaf);
                watched.forget();
                VhdException e = assertThrows(VhdException.class, () -> VirtualDisk.open(watched.of(leaf)), attack);
                assertTrue(e.getMessage().startsWith("leaf.vhd: parent missing"), e::getMessage);
                assertStaysIn(folder, attack);
                assertEquals(List.of(leaf), watched.opened().stream().distinct().toList(), attack);
            }
        }
    }

    @Test
    void aPermittedFolderIsLookedIntoAndNoOther() throws IOException {
        Path folder = Files.createDirectories(root.resolve("evidence"));
        Path allowed = Files.createDirectories(root.resolve("allowed"));
        Path parent = base.writeTo(allowed.resolve("base.vhd"));
        Path leaf = disk("../outside/base.vhd", "W2ru").writeTo(folder.resolve("leaf.vhd"));
        VhdOptions options = VhdOptions.builder()
                .parentFolders(List.of(watched.of(allowed)))
                .searchOwnFolder(false)
                .build();
        try (VirtualDisk disk = VirtualDisk.open(watched.of(leaf), options)) {
            assertEquals(2, disk.chain().layers().size());
        }
        assertEquals(List.of(leaf, parent), watched.opened().stream().distinct().toList());
    }

    private DiskImage disk(String attack, String code) {
        boolean windows = code.startsWith("W2");
        byte[] bytes = attack.getBytes(windows ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
        return DiskImage.differencing(SIZE)
                .blockSize(512)
                .parent(base)
                .parentName(attack.length() > 255 ? attack.substring(0, 255) : attack)
                .locator(0, code, bytes)
                .build();
    }

    private void assertStaysIn(Path folder, String attack) {
        for (WatchedFileSystem.Use use : watched.uses()) {
            assertTrue(use.path().startsWith(folder), () -> use + " for " + attack);
        }
    }

    @Test
    void circlesOfAnyLengthEnd() throws IOException {
        for (int length : new int[] {1, 2, 7, 100}) {
            Path folder = Files.createDirectories(root.resolve("ring" + length));
            for (int i = 0; i < length; i++) {
                DiskImage.differencing(512)
                        .blockSize(512)
                        .uniqueId(id(i))
                        .parentUniqueId(id((i + 1) % length))
                        .parentName("r" + (i + 1) % length + ".vhd")
                        .build()
                        .writeTo(folder.resolve("r" + i + ".vhd"));
            }
            // The same file under a second name, and a copy of it: a circle by file, and one by id.
            Files.createLink(folder.resolve("same.vhd"), folder.resolve("r0.vhd"));
            Files.copy(folder.resolve("r0.vhd"), folder.resolve("copy.vhd"));
            long before = descriptors();
            VhdException e = assertThrows(VhdException.class, () -> VirtualDisk.open(folder.resolve("r0.vhd")));
            assertTrue(e.getMessage().contains("is layer 0 of this chain already"), e::getMessage);
            assertTrue(
                    e.getMessage().contains("its id is that of layer 0, so the chain would run in a circle"),
                    e::getMessage);
            assertEquals(before, descriptors());
            VhdOptions orphans =
                    VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
            try (VirtualDisk disk = VirtualDisk.open(folder.resolve("r0.vhd"), orphans)) {
                assertEquals(length, disk.chain().layers().size());
            }
            assertEquals(before, descriptors());
        }
    }

    @Test
    void aThousandLayersInOneFolderEndInAnError() throws IOException {
        for (int i = 0; i < 1000; i++) {
            DiskImage.differencing(512)
                    .blockSize(512)
                    .uniqueId(id(i))
                    .parentUniqueId(id(i + 1))
                    .parentName("l" + (i + 1) + ".vhd")
                    .build()
                    .writeTo(root.resolve("l" + i + ".vhd"));
        }
        long before = descriptors();
        VhdException e = assertThrows(VhdException.class, () -> VirtualDisk.open(root.resolve("l0.vhd")));
        assertTrue(e.getMessage().startsWith("l0.vhd: limit exceeded: chain"), e::getMessage);
        assertEquals(before, descriptors());
    }

    @Test
    void devicesAndPipesAreNeverOpened() throws IOException {
        assumeTrue(InteropTools.missing("mkfifo").isEmpty(), "no mkfifo");
        Path folder = Files.createDirectories(root.resolve("evidence"));
        InteropTools.run(folder, "mkfifo", "base.vhd").requireSuccess();
        Files.createSymbolicLink(folder.resolve("zero.vhd"), Path.of("/dev/zero"));
        InteropTools.run(folder, "mkfifo", "leaf.v01").requireSuccess();
        Path leaf = disk("base.vhd", "W2ru").writeTo(folder.resolve("leaf.vhd"));
        watched.forget();
        assertThrows(VhdException.class, () -> VirtualDisk.open(watched.of(leaf)));
        assertEquals(List.of(leaf), watched.opened().stream().distinct().toList());
    }

    @Test
    void noFailureLeavesADescriptorOpen() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc/self/fd");
        DiskImage child = disk("base.vhd", "W2ru");
        DiskImage xen = base.toBuilder()
                .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                .batmap(true)
                .build();
        List<Path> files = new ArrayList<>();
        for (DiskImage image : List.of(child, base, xen)) {
            byte[] intact = image.toBytes();
            // A folder for each kind: a missing parent is looked for in every file of it.
            Path kind = Files.createDirectory(root.resolve("from" + files.size()));
            base.writeTo(kind.resolve("base.vhd"));
            for (Mutation mutation : Mutations.applyingTo(image)) {
                Path file = kind.resolve(files.size() + ".img");
                files.add(Files.write(file, mutation.apply(intact, image)));
            }
        }
        files.add(root);
        files.add(root.resolve("gone"));
        long before = descriptors();
        int failed = 0;
        for (Path file : files) {
            try {
                VirtualDisk.open(file).close();
            } catch (IOException e) {
                failed++;
            }
        }
        assertEquals(before, descriptors());
        assertTrue(failed > 50, failed + " of " + files.size() + " failed");
    }

    /** How many descriptors lead to the evidence, its folders among them; others, such as those of jars, come when Java likes. */
    private long descriptors() throws IOException {
        File[] open = new File("/proc/self/fd").listFiles();
        if (open == null) {
            return -1;
        }
        Path evidence = root.toRealPath();
        long count = 0;
        for (File descriptor : open) {
            try {
                if (Files.readSymbolicLink(descriptor.toPath()).startsWith(evidence)) {
                    count++;
                }
            } catch (NoSuchFileException e) {
                // Closed since it was listed.
            }
        }
        return count;
    }

    private static byte[] id(int number) {
        return ByteBuffer.allocate(16).putInt(12, number).putInt(0, 78).array();
    }
}
