package io.github.vhdlayers.internal.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import io.github.vhdlayers.testkit.WatchedFileSystem.Action;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which files a listing of folders has, in which order, and what it says of folders that it could not list. */
class FolderTreeTest {
    @TempDir
    Path folder;

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private List<String> names(FolderTree tree) {
        return tree.files().stream()
                .map(file -> folder.relativize(file.path()).toString().replace(File.separatorChar, '/'))
                .toList();
    }

    private static boolean failsBelow(Path top, WatchedFileSystem.Use use) {
        return use.action() == Action.LIST
                && !use.path().equals(top)
                && use.path().startsWith(top);
    }

    @Test
    void listsFilesOfAFolderBeforeThoseBelowIt() throws IOException {
        for (String name : List.of("b/x", "b/a/y", "z", "a/2", "a/1", "c", "b/w")) {
            write(name);
        }
        List<String> expected = List.of("c", "z", "a/1", "a/2", "b/w", "b/x", "b/a/y");
        FolderTree tree = FolderTree.of(List.of(folder), 7);
        assertEquals(expected, names(tree));
        assertFalse(tree.cutShort());
        assertEquals(List.of(), tree.problems());
        assertEquals(expected, names(FolderTree.ofThoseThere(List.of(folder), 100)));
    }

    @Test
    void listsEachFileOnceIfItIsNamedAgain() throws IOException {
        write("a/1");
        Path two = write("a/b/2");
        FolderTree tree = FolderTree.of(List.of(folder.resolve("a"), folder, folder.resolve("a/../a/b"), two), 100);
        assertEquals(List.of("a/1", "a/b/2"), names(tree));
        assertFalse(tree.files().get(1).named());
        FolderTree named = FolderTree.of(List.of(two, folder), 100);
        assertEquals(List.of("a/b/2", "a/1"), names(named));
        assertTrue(named.files().get(0).named());
    }

    @Test
    void stopsAtTheMostFilesAndSaysSo() throws IOException {
        for (int i = 0; i < 5; i++) {
            write("a/" + i);
            write("b/" + i);
        }
        for (int most = 0; most < 10; most++) {
            FolderTree tree = FolderTree.of(List.of(folder.resolve("a"), folder.resolve("b")), most);
            assertEquals(most, tree.files().size());
            assertEquals(most < 10, tree.cutShort());
        }
        assertFalse(FolderTree.of(List.of(folder.resolve("a"), folder.resolve("b")), 10)
                .cutShort());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsLinksThatAreNamedAndNoOthers() throws IOException {
        Path file = write("a/1");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        Files.createSymbolicLink(folder.resolve("a/copy"), file);
        assertEquals(List.of("a/1"), names(FolderTree.of(List.of(folder), 100)));
        FolderTree named = FolderTree.of(List.of(link), 100);
        assertEquals(List.of("link"), names(named));
        try (RandomAccessSource source = named.files().get(0).open()) {
            assertEquals(Files.size(file), source.size());
        }
        ListedFile found = FolderTree.of(List.of(folder), 100).files().get(0);
        Files.delete(file);
        Files.createSymbolicLink(file, write("other"));
        assertThrows(IOException.class, found::open);
    }

    @Test
    void reportsFoldersThatCannotBeListed() throws IOException {
        write("a/1");
        write("b/2");
        Path gone = folder.resolve("gone");
        FolderTree tree = FolderTree.ofThoseThere(List.of(gone, folder), 100);
        assertEquals(List.of("a/1", "b/2"), names(tree));
        assertEquals(gone, tree.problems().get(0).folder());
        assertTrue(tree.problems().get(0).failure() instanceof NoSuchFileException);
        assertEquals(1, tree.problems().size());
        assertThrows(NoSuchFileException.class, () -> FolderTree.of(List.of(folder, gone), 100));
    }

    @Test
    void listsTheOthersWhereOneFolderFails() throws IOException {
        write("a/1");
        write("b/2");
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.action() == Action.LIST && use.path().endsWith("a")) {
                throw new IOException("broken");
            }
        });
        FolderTree tree = FolderTree.of(List.of(system.of(folder)), 100);
        assertEquals(1, tree.files().size());
        assertEquals("broken", tree.problems().get(0).failure().getMessage());
        assertEquals(system.of(folder.resolve("a")), tree.problems().get(0).folder());
        Path broken = system.of(folder.resolve("a"));
        assertEquals(
                "broken",
                assertThrows(IOException.class, () -> FolderTree.of(List.of(broken), 100))
                        .getMessage());
    }

    @Test
    void keepsWhatWasListedBeforeAFolderFailed() throws IOException {
        write("a/1");
        write("a/2");
        write("b/3");
        int[] entries = {0};
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.action() == Action.ENTRY && use.path().endsWith("a") && ++entries[0] == 2) {
                throw new IOException("stale");
            }
        });
        FolderTree tree = FolderTree.of(List.of(system.of(folder)), 100);
        assertEquals(2, tree.files().size());
        assertEquals(1, tree.problems().size());
        assertEquals(
                "stale",
                Objects.requireNonNull(tree.problems().get(0).failure().getCause())
                        .getMessage());
    }

    @Test
    void namesAThousandFoldersThatCannotBeListed() throws IOException {
        for (int i = 0; i < 1001; i++) {
            Files.createDirectory(folder.resolve("f" + i));
        }
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (failsBelow(folder, use)) {
                throw new IOException("broken");
            }
        });
        assertEquals(
                1000, FolderTree.of(List.of(system.of(folder)), 100).problems().size());
    }

    @Test
    void leavesOutAFileThatWentMeanwhile() throws IOException {
        write("a");
        write("b");
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.action() == Action.ASK && use.path().endsWith("a")) {
                Files.deleteIfExists(use.path());
            }
        });
        FolderTree tree = FolderTree.of(List.of(system.of(folder)), 100);
        assertEquals(1, tree.files().size());
        assertEquals(List.of(), tree.problems());
    }

    @Test
    void looksAtEveryFileAndCountsThem() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 10; i < 60; i++) {
            names.add("f" + i);
            write("f" + i);
        }
        FolderTree tree = FolderTree.of(List.of(folder), 100);
        List<Long> counts = Collections.synchronizedList(new ArrayList<>());
        List<String> found = tree.look(
                file -> String.valueOf(file.path().getFileName()),
                (done, total, bytes) -> counts.add(done) && total == 50);
        assertEquals(names, found);
        assertEquals(50, counts.size());
        for (int i = 0; i < 50; i++) {
            assertEquals(i + 1, counts.get(i));
        }
        Progress cancelling = (done, total, bytes) -> done < 7;
        assertThrows(CancellationException.class, () -> tree.look(ListedFile::path, cancelling));
    }
}
