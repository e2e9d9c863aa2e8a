package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains in file systems other than the one of the process: in memory with the rules of Windows, macOS and Unix, and in a zip. */
class ForeignFileSystemsTest {
    private static final int SIZE = 64 * 512;
    private static final DiskImage BASE = DiskImage.dynamic(SIZE)
            .blockSize(4096)
            .seed(1)
            .own(0, 40, SectorContent.pattern(1))
            .build();
    private static final DiskImage LEAF = DiskImage.differencing(SIZE)
            .blockSize(4096)
            .seed(2)
            .parent(BASE)
            .parentName("Base Disk.vhd")
            .relativeLocator(".\\Base Disk.vhd")
            .own(3, 5, SectorContent.pattern(2))
            .build();
    private static final byte[] MERGED = TestChain.of(LEAF, BASE).merged();

    @TempDir
    Path folder;

    private static Configuration rules(String system) {
        return switch (system) {
            case "windows" -> Configuration.windows();
            case "macos" -> Configuration.osX();
            default -> Configuration.unix();
        };
    }

    private static void check(Path leaf, VhdOptions options) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertEquals(2, disk.chain().layers().size());
            ByteBuffer all = ByteBuffer.allocate((int) disk.size());
            disk.readFully(0, all);
            assertArrayEquals(MERGED, all.array());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows", "macos", "unix"})
    void relativeAndAbsolutePathsFindTheParentBesideTheLeaf(String system) throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(rules(system))) {
            Path disks = Files.createDirectory(files.getPath("my disks"));
            Path leaf = Files.write(disks.resolve("leaf.vhd"), LEAF.toBytes());
            Files.write(disks.resolve("Base Disk.vhd"), BASE.toBytes());
            check(leaf, VhdOptions.defaults());
            check(leaf.toAbsolutePath(), VhdOptions.defaults());
            check(disks.resolve("..").resolve(disks).resolve("leaf.vhd"), VhdOptions.defaults());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows", "macos", "unix"})
    void parentOfAnotherNameIsFoundInANamedFolder(String system) throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(rules(system))) {
            Path leaf = Files.write(files.getPath("leaf.vhd"), LEAF.toBytes());
            Path elsewhere = Files.createDirectories(files.getPath("parents").resolve("old"));
            Files.write(elsewhere.resolve("renamed.img"), BASE.toBytes());
            assertThrows(ParentException.class, () -> check(leaf, VhdOptions.defaults()));
            check(leaf, VhdOptions.builder().parentFolders(List.of(elsewhere)).build());
        }
    }

    @Test
    void onWindowsLettersOfANameMayBeLargeOrSmall() throws IOException {
        try (FileSystem files = Jimfs.newFileSystem(Configuration.windows())) {
            Path disks = Files.createDirectories(files.getPath("C:\\VMs\\Client"));
            Files.write(disks.resolve("LEAF.AVHD"), LEAF.toBytes());
            Files.write(disks.resolve("BASE DISK.VHD"), BASE.toBytes());
            check(files.getPath("c:\\vms\\client\\leaf.avhd"), VhdOptions.defaults());
        }
    }

    @Test
    void onWindowsANetworkShareIsAFolderAsAnyOther() throws IOException {
        Configuration share = Configuration.windows().toBuilder()
                .setRoots("C:\\", "\\\\server\\share\\")
                .setWorkingDirectory("C:\\work")
                .build();
        try (FileSystem files = Jimfs.newFileSystem(share)) {
            Path disks = Files.createDirectories(files.getPath("\\\\server\\share\\vm"));
            Path leaf = Files.write(disks.resolve("leaf.vhd"), LEAF.toBytes());
            Files.write(disks.resolve("Base Disk.vhd"), BASE.toBytes());
            check(leaf, VhdOptions.defaults());
        }
    }

    @Test
    void aZipCanContainAChain() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("case.zip").toUri());
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.write(files.getPath("/leaf.vhd"), LEAF.toBytes());
            Files.write(files.getPath("/Base Disk.vhd"), BASE.toBytes());
        }
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of())) {
            check(files.getPath("leaf.vhd"), VhdOptions.defaults());
            check(files.getPath("/leaf.vhd"), VhdOptions.defaults());
        }
    }

    @Test
    void everyRequestToAClosedDiskSaysThatItIsClosed() throws IOException {
        Path leaf = LEAF.writeTo(folder.resolve("leaf.vhd"));
        BASE.writeTo(folder.resolve("Base Disk.vhd"));
        VirtualDisk disk = VirtualDisk.open(leaf);
        disk.ownership().summary();
        disk.readFully(0, ByteBuffer.allocate(512));
        disk.close();
        disk.close();
        assertThrows(ClosedChannelException.class, () -> disk.readFully(0, ByteBuffer.allocate(512)));
        assertThrows(ClosedChannelException.class, () -> disk.readFully(5 * 512, ByteBuffer.allocate(512)));
        assertThrows(ClosedChannelException.class, () -> disk.ownership().summary());
        assertThrows(ClosedChannelException.class, disk::examineBlocks);
        assertThrows(ClosedChannelException.class, () -> disk.asOf(1).readFully(0, ByteBuffer.allocate(512)));
        assertTrue(disk.size() > 0, "what was read while opening is still there");
    }
}
