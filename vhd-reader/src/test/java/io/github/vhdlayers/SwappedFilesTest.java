package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.internal.scan.FolderScan;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The file that was checked is the file that is read: another file takes its place, or it changes, between any two things that are
 * done with it. What the paths inside a disk may lead to is tested by {@link PathAttackTest}.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class SwappedFilesTest {
    private static final int SIZE = 8 * 512;
    private static final DiskImage BASE = DiskImage.dynamic(SIZE)
            .blockSize(512)
            .seed(1)
            .own(0, 8, SectorContent.pattern(1))
            .build();
    /** The same disk, as far as its footer and length go. */
    private static final DiskImage OTHER =
            BASE.toBuilder().own(0, 8, SectorContent.pattern(7)).build();

    private static final DiskImage LEAF = DiskImage.differencing(SIZE)
            .blockSize(512)
            .seed(2)
            .parent(BASE)
            .parentName("base.vhd")
            .own(3, 1, SectorContent.pattern(2))
            .build();

    @TempDir
    Path root;

    private Path folder = Path.of("");
    private Path outside = Path.of("");
    private Path leaf = Path.of("");
    private Path base = Path.of("");

    /** How another file comes to where one was. */
    enum Swap {
        RENAMED,
        LINKED,
        LINKED_FOLDER,
        LONGER,
        CHANGED
    }

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(root.resolve("evidence"));
        outside = Files.createDirectory(root.resolve("outside"));
        leaf = LEAF.writeTo(folder.resolve("leaf.vhd"));
        base = BASE.writeTo(folder.resolve("base.vhd"));
        FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        for (String name : List.of("leaf.vhd", "base.vhd")) {
            Files.setLastModifiedTime(folder.resolve(name), time);
            Path other = (name.equals("leaf.vhd") ? LEAF : OTHER).writeTo(outside.resolve(name));
            Files.setLastModifiedTime(other, time);
        }
    }

    private void swap(Swap swap, Path file) throws IOException {
        Path other = outside.resolve(String.valueOf(file.getFileName()));
        switch (swap) {
            case RENAMED -> Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
            case LINKED -> {
                Files.delete(file);
                Files.createSymbolicLink(file, other);
            }
            case LINKED_FOLDER -> {
                Files.move(folder, root.resolve("moved"));
                Files.createSymbolicLink(folder, outside);
            }
            case LONGER -> Files.write(file, new byte[512], StandardOpenOption.APPEND);
            default -> Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));
        }
    }

    /** Swaps right before the nth use of a file, and never again. */
    private final class Once implements WatchedFileSystem.Meanwhile {
        private final Swap swap;
        private final Path victim;
        private int left;

        Once(Swap swap, Path victim, int uses) {
            this.swap = swap;
            this.victim = victim;
            this.left = uses;
        }

        @Override
        public void before(WatchedFileSystem.Use use) throws IOException {
            if (use.path().equals(victim) && use.action() != WatchedFileSystem.Action.READ && --left == 0) {
                swap(swap, victim);
            }
        }

        boolean happened() {
            return left <= 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noParentThatTookThePlaceOfTheCheckedOneIsServed(Swap swap) throws IOException {
        swapBeforeEachUse(swap, true);
    }

    @ParameterizedTest
    @EnumSource
    void noLeafThatTookThePlaceOfTheCheckedOneIsServed(Swap swap) throws IOException {
        swapBeforeEachUse(swap, false);
    }

    private void swapBeforeEachUse(Swap swap, boolean parent) throws IOException {
        boolean happened = true;
        int refused = 0;
        int uses = 0;
        while (happened) {
            uses++;
            deleteAll();
            write();
            Path victim = parent ? base : leaf;
            Once once = new Once(swap, victim, uses);
            WatchedFileSystem watched = new WatchedFileSystem(FileSystems.getDefault(), once);
            try (VirtualDisk disk = VirtualDisk.open(watched.of(leaf))) {
                // Swapped before it was looked at, or after it was opened; a link out of the folder never.
                ByteBuffer sector = ByteBuffer.allocate(512);
                disk.readFully(0, sector);
                boolean other = sector.getLong(0) != 1;
                assertTrue(!other || swap == Swap.RENAMED || swap == Swap.LINKED_FOLDER, swap + " before use " + uses);
            } catch (IOException e) {
                refused++;
            }
            if (parent && swap == Swap.LINKED) {
                assertFalse(watched.opened().contains(outside.resolve("base.vhd")), "opened outside of the folder");
            }
            happened = once.happened();
        }
        assertTrue(refused > 0, "never refused, in " + uses + " uses");
    }

    private void deleteAll() throws IOException {
        for (Path gone : List.of(folder, outside, root.resolve("moved"))) {
            if (Files.isSymbolicLink(gone)) {
                Files.delete(gone);
            } else if (Files.isDirectory(gone)) {
                try (var files = Files.list(gone)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(gone);
            }
        }
    }

    @Test
    void opensAParentOnce() throws IOException {
        WatchedFileSystem watched = new WatchedFileSystem(FileSystems.getDefault());
        try (VirtualDisk disk = VirtualDisk.open(watched.of(leaf))) {
            assertEquals(1, watched.opened().stream().filter(base::equals).count());
            assertEquals(1, watched.opened().stream().filter(leaf::equals).count());
            // What is served stays what was checked, whatever comes to its place.
            swap(Swap.RENAMED, base);
            ByteBuffer sector = ByteBuffer.allocate(512);
            disk.readFully(0, sector);
            assertEquals(1, sector.getLong(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAnInterruptionOnlyTheSameFileIsOpenedAgain(Swap swap) throws Exception {
        try (RandomAccessSource source = RandomAccessSources.ofPath(base)) {
            interruptRead(source);
            assertEquals(512, source.read(0, ByteBuffer.allocate(512)));
            interruptRead(source);
            swap(swap, base);
            IOException e = assertThrows(IOException.class, () -> source.read(0, ByteBuffer.allocate(512)));
            assertTrue(
                    String.valueOf(e.getMessage())
                            .startsWith("base.vhd: was changed, or another file has taken its place"),
                    e::toString);
        }
    }

    private static void interruptRead(RandomAccessSource source) throws Exception {
        FutureTask<ClosedByInterruptException> reading = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return assertThrows(ClosedByInterruptException.class, () -> source.read(0, ByteBuffer.allocate(512)));
        });
        new Thread(reading).start();
        reading.get();
    }

    @Test
    void aPieceOfASplitDiskIsNeverALinkOutOfTheFolder() throws IOException {
        byte[] whole = DiskImage.fixed(SIZE)
                .own(0, 8, SectorContent.pattern(1))
                .build()
                .toBytes();
        Path first = Files.write(folder.resolve("split.vhd"), Arrays.copyOf(whole, 1024));
        byte[] rest = Arrays.copyOfRange(whole, 1024, whole.length);
        Path second = folder.resolve("split.v01");
        for (int uses = 1; uses < 6; uses++) {
            Files.deleteIfExists(second);
            Files.write(second, rest);
            Files.write(outside.resolve("split.v01"), rest);
            Once once = new Once(Swap.LINKED, second, uses);
            WatchedFileSystem watched = new WatchedFileSystem(FileSystems.getDefault(), once);
            try (VirtualDisk disk = VirtualDisk.open(watched.of(first))) {
                assertFalse(once.happened() && watched.opened().contains(outside.resolve("split.v01")));
                disk.readFully(0, ByteBuffer.allocate(SIZE));
            } catch (IOException e) {
                assertTrue(once.happened(), e::toString);
            }
            assertFalse(watched.opened().contains(outside.resolve("split.v01")), "before use " + uses);
        }
    }

    @Test
    void aScanFollowsNoLinkThatTookThePlaceOfAFile() throws IOException {
        for (int uses = 1; uses < 6; uses++) {
            deleteAll();
            write();
            WatchedFileSystem watched =
                    new WatchedFileSystem(FileSystems.getDefault(), new Once(Swap.LINKED, base, uses));
            FolderScan.of(List.of(watched.of(folder)), Progress.NONE);
            assertFalse(watched.opened().contains(outside.resolve("base.vhd")), "before use " + uses);
        }
    }

    @Test
    void pipesSocketsAndDevicesAreNeverOpened() throws IOException {
        assumeTrue(InteropTools.missing("mkfifo").isEmpty(), "no mkfifo");
        InteropTools.run(folder, "mkfifo", "pipe.vhd").requireSuccess();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket.vhd")));
            Files.delete(base);
            WatchedFileSystem watched = new WatchedFileSystem(FileSystems.getDefault());
            for (Path special :
                    List.of(folder.resolve("pipe.vhd"), folder.resolve("socket.vhd"), Path.of("/dev/zero"), folder)) {
                Path named = watched.of(special);
                assertNoFile(special, () -> VirtualDisk.open(named));
                VhdOptions forced = VhdOptions.builder().forcedParent(named).build();
                assertNoFile(special, () -> VirtualDisk.open(watched.of(leaf), forced));
                VhdOptions raw = VhdOptions.builder().rawParent(named).build();
                assertThrows(IOException.class, () -> VirtualDisk.open(watched.of(leaf), raw));
                VhdOptions inside = VhdOptions.builder()
                        .parentFolders(List.of(named))
                        .orphans(OrphanPolicy.SERVE_KNOWN)
                        .build();
                VirtualDisk.open(watched.of(leaf), inside).close();
            }
            FolderScan.of(List.of(watched.of(folder)), Progress.NONE);
            assertEquals(List.of(leaf), watched.opened().stream().distinct().toList());
        }
    }

    private static void assertNoFile(Path special, Executable open) {
        IOException e = assertThrows(IOException.class, open);
        assertTrue(
                String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("not a regular file"),
                special + ": " + e);
    }
}
