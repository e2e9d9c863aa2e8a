package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import io.github.vhdlayers.testkit.WatchedFileSystem.Action;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system says of a file is reported as what it is: a file that cannot be read is no missing parent, and no damaged disk. */
class SystemFailuresTest {
    private static final int SIZE = 8 * 512;
    private static final String OUT_OF_FILES = "Too many open files";

    @TempDir
    Path folder;

    private Path leaf = Path.of("");

    private static DiskImage.Builder child(DiskImage parent, long seed) {
        return DiskImage.differencing(SIZE)
                .blockSize(512)
                .seed(seed)
                .parent(parent)
                .own(3, 1, SectorContent.pattern(seed));
    }

    @BeforeEach
    void write() throws IOException {
        DiskImage base = DiskImage.dynamic(SIZE)
                .blockSize(512)
                .seed(1)
                .own(0, 8, SectorContent.pattern(1))
                .build();
        DiskImage mid = child(base, 2).parentName("base.vhd").build();
        base.writeTo(folder.resolve("base.vhd"));
        mid.writeTo(folder.resolve("mid.vhd"));
        leaf = child(mid, 3).parentName("mid.vhd").build().writeTo(folder.resolve("leaf.vhd"));
    }

    /** Fails as the system does, as often as a file is used in one of some ways. */
    private WatchedFileSystem failing(String name, String words, Set<Action> actions) {
        Path victim = folder.resolve(name).toAbsolutePath().normalize();
        return new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.path().equals(victim) && actions.contains(use.action())) {
                throw use.action() == Action.READ
                        ? new IOException(words)
                        : new FileSystemException(use.path().toString(), null, words);
            }
        });
    }

    private static IOException failure(WatchedFileSystem system, Path leaf, VhdOptions options) {
        IOException e = assertThrows(IOException.class, () -> {
            try (VirtualDisk disk = VirtualDisk.open(system.of(leaf), options)) {
                disk.readFully(0, ByteBuffer.allocate(SIZE));
            }
        });
        assertFalse(e instanceof VhdException, e::toString);
        return e;
    }

    @ParameterizedTest
    @ValueSource(strings = {OUT_OF_FILES, "Input/output error", "Stale file handle", "Zu viele offene Dateien"})
    void noFailureOfTheSystemIsAMissingParentOrADamagedDisk(String words) {
        for (String name : List.of("leaf.vhd", "mid.vhd", "base.vhd")) {
            for (Action action : EnumSet.of(Action.ASK, Action.OPEN, Action.READ)) {
                IOException e = failure(failing(name, words, Set.of(action)), leaf, VhdOptions.defaults());
                assertTrue(String.valueOf(e.getMessage()).contains(words), e::toString);
                assertTrue(String.valueOf(e.getMessage()).contains(name), e::toString);
            }
        }
    }

    @Test
    void aFolderThatCannotBeListedIsNamed() {
        WatchedFileSystem system = failing(".", "Input/output error", Set.of(Action.LIST));
        IOException e = failure(system, leaf, VhdOptions.defaults());
        assertTrue(String.valueOf(e.getMessage()).contains("Input/output error"), e::toString);
    }

    @Test
    void servesAnOrphanAndTellsWhy() throws IOException {
        WatchedFileSystem system = failing("base.vhd", "Input/output error", Set.of(Action.READ));
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(system.of(leaf), options)) {
            assertEquals(2, disk.chain().layers().size());
            MissingParent missing = disk.chain().missingParent();
            assertNotNull(missing);
            String why = missing.problem().getMessage();
            assertTrue(why.contains("Input/output error"), why);
        }
    }

    /** That another file cannot be opened says nothing of the process if the leaf fails in another way. */
    @Test
    void servesAnOrphanWhereTheLeafFailsInAnotherWay() throws IOException {
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        boolean[] tried = new boolean[1];
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.action() == Action.OPEN && use.path().endsWith("base.vhd")) {
                tried[0] = true;
                throw new FileSystemException(use.path().toString(), null, "Input/output error");
            }
            if (use.action() == Action.OPEN && tried[0] && use.path().endsWith("leaf.vhd")) {
                throw new IOException("the medium was removed");
            }
        });
        try (VirtualDisk disk = VirtualDisk.open(system.of(leaf), options)) {
            assertEquals(2, disk.chain().layers().size());
            assertTrue(tried[0], "the base was asked for");
        }
    }

    /** Which layers are served must not depend on how many files a process has open. */
    @ParameterizedTest
    @ValueSource(strings = {OUT_OF_FILES, "Zu viele offene Dateien", "Too many open files in system"})
    void noOrphanIsServedBecauseTheProcessHasTooManyFilesOpen(String words) {
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        boolean[] out = new boolean[1];
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            out[0] |= use.action() == Action.OPEN && use.path().endsWith("base.vhd");
            if (out[0] && use.action() == Action.OPEN) {
                throw new FileSystemException(use.path().toString(), null, words);
            }
        });
        IOException e = failure(system, leaf, options);
        assertTrue(String.valueOf(e.getMessage()).contains(words), e::toString);
    }
}
