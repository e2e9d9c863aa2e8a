package io.github.vhdlayers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import io.github.vhdlayers.testkit.WatchedFileSystem.Action;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which files of which folders are offered as parents, and in which order. */
class FolderCandidatesTest {
    private static final ParentReference REFERENCE = reference("base.vhd");

    @TempDir
    Path folder;

    private static ParentReference reference(String... names) {
        List<ParentReference.RecordedPath> paths = new ArrayList<>();
        for (String name : names) {
            paths.add(new ParentReference.RecordedPath("W2ru", name));
        }
        return new ParentReference("leaf.vhd", DiskFormat.VHD, new UniqueId(1, 2), null, null, 0, "", paths);
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> texts(Iterable<ParentCandidate> candidates) {
        List<String> texts = new ArrayList<>();
        candidates.forEach(one ->
                texts.add(one.toString().replace(folder + File.separator, "").replace(File.separatorChar, '/')));
        return texts;
    }

    @Test
    void offersRecordedNamesThenDisksThenAllOthers() throws IOException {
        write("z.vhd", "base.vhd", "a.AVHD", "b.vud", "c.vhdx", "d.avhdx", "e.img", "f", "g.vhd.bak", "vhd");
        ParentResolver resolver = ParentResolver.inFolders(List.of(folder));
        List<String> first = List.of("base.vhd", "a.AVHD", "b.vud", "c.vhdx", "d.avhdx", "z.vhd");
        List<String> further = List.of("e.img", "f", "g.vhd.bak", "vhd");
        for (ParentResolver one : List.of(resolver, resolver.forOneChain())) {
            assertEquals(first, texts(one.candidates(REFERENCE)));
            assertEquals(further, texts(one.furtherCandidates(REFERENCE)));
        }
    }

    @Test
    void aRecordedNameInItsOwnCaseComesBeforeOthers() throws IOException {
        write("BASE.VHD");
        assumeFalse(Files.exists(folder.resolve("base.vhd")), "names of other case are one file here");
        write("Base.vhd");
        ParentResolver resolver = ParentResolver.inFolders(List.of(folder));
        assertEquals(List.of("BASE.VHD", "Base.vhd"), texts(resolver.candidates(REFERENCE)));
        write("base.vhd");
        assertEquals(List.of("base.vhd", "BASE.VHD", "Base.vhd"), texts(resolver.candidates(REFERENCE)));
    }

    @Test
    void aRecordedNameWithoutAnExtensionIsOfferedOnce() throws IOException {
        write("DISK", "other");
        ParentResolver resolver = ParentResolver.inFolders(List.of(folder));
        ParentReference reference = reference("disk");
        assertEquals(List.of("DISK"), texts(resolver.candidates(reference)));
        assertEquals(List.of("other"), texts(resolver.furtherCandidates(reference)));
    }

    @Test
    void namesEachPlaceWithoutAFileOfARecordedName() throws IOException {
        write("one/base.vhd", "two/x.vhd");
        ParentResolver resolver =
                ParentResolver.inFolders(List.of(folder.resolve("one"), folder.resolve("two"), folder.resolve("one")));
        assertEquals(
                List.of(
                        "one/base.vhd",
                        "one/old.vhd does not exist",
                        "two/base.vhd does not exist",
                        "two/old.vhd does not exist",
                        "one/old.vhd does not exist",
                        "two/x.vhd"),
                texts(resolver.candidates(reference("base.vhd", "old.vhd"))));
    }

    @Test
    void aFolderThatCannotBeListedIsNamedAndTheOthersAreLookedAt() throws IOException {
        write("file", "one/base.vhd");
        Path gone = folder.resolve("gone");
        Path file = folder.resolve("file");
        ParentResolver resolver = ParentResolver.inFolders(List.of(gone, file, folder.resolve("one")));
        List<ParentCandidate> all = new ArrayList<>();
        resolver.candidates(REFERENCE).forEach(all::add);
        assertEquals(3, all.size());
        assertEquals(
                gone + " cannot be listed: " + new NoSuchFileException(gone.toString()),
                all.get(0).toString());
        assertTrue(all.get(0).failure() instanceof NoSuchFileException);
        assertEquals(
                file + " cannot be listed: " + new NotDirectoryException(file.toString()),
                all.get(1).toString());
        assertEquals(folder.resolve("one/base.vhd"), all.get(2).path());
        assertEquals(List.of(), texts(resolver.furtherCandidates(REFERENCE)));
    }

    /** Some of the files are known by then, and are not offered: the parent may be among the others. */
    @Test
    void aFolderOfWhichTheListingFailsHalfwayIsNamed() throws IOException {
        write("base.vhd", "x.vhd");
        int[] entries = {0};
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.action() == Action.ENTRY && ++entries[0] == 2) {
                throw new IOException("stale");
            }
        });
        ParentResolver resolver =
                ParentResolver.inFolders(List.of(system.of(folder))).forOneChain();
        List<ParentCandidate> all = new ArrayList<>();
        resolver.candidates(REFERENCE).forEach(all::add);
        assertEquals(1, all.size());
        assertEquals(
                folder + " cannot be listed: java.io.IOException: stale",
                all.get(0).toString());
        assertTrue(all.get(0).failure() instanceof IOException);
    }

    @Test
    void eachFolderIsListedOnceForAChain() throws IOException {
        write("base.vhd", "x");
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault());
        ParentResolver resolver =
                ParentResolver.inFolders(List.of(system.of(folder))).forOneChain();
        ParentCandidate first = resolver.candidates(REFERENCE).iterator().next();
        assertSame(first, resolver.candidates(REFERENCE).iterator().next());
        resolver.furtherCandidates(REFERENCE);
        assertEquals(
                1,
                system.uses().stream()
                        .filter(use -> use.action() == Action.LIST)
                        .count());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anEntryThatWentOrLeadsElsewhereIsNotOpened() throws IOException {
        write("in/base.vhd", "in/gone.vhd", "out/secret");
        Path in = folder.resolve("in");
        Files.createSymbolicLink(in.resolve("link.vhd"), folder.resolve("out/secret"));
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.action() == Action.ASK && use.path().endsWith("base.vhd")) {
                throw new IOException("stale");
            }
        });
        Iterable<ParentCandidate> candidates =
                ParentResolver.inFolders(List.of(system.of(in))).candidates(REFERENCE);
        Files.delete(in.resolve("gone.vhd"));
        assertEquals(
                List.of(
                        "in/base.vhd cannot be examined: java.io.IOException: stale",
                        "in/gone.vhd does not exist",
                        "in/link.vhd is a symbolic link out of the folder"),
                texts(candidates));
    }

    @Test
    void offersOneResolversCandidatesBehindAnothers() throws IOException {
        ParentResolver one = resolver("one");
        ParentResolver both = one.followedBy(resolver("two")).followedBy(resolver("three"));
        for (ParentResolver resolver : List.of(both, both.forOneChain())) {
            assertEquals(List.of("one 1", "two 1", "three 1"), texts(resolver.candidates(REFERENCE)));
            assertEquals(List.of("one 2", "two 2", "three 2"), texts(resolver.furtherCandidates(REFERENCE)));
        }
        assertSame(one, one.forOneChain());
        assertFalse(ParentResolver.none().candidates(REFERENCE).iterator().hasNext());
        ParentResolver plain = reference -> List.of();
        assertFalse(plain.furtherCandidates(REFERENCE).iterator().hasNext());
    }

    private static ParentResolver resolver(String name) {
        return new ParentResolver() {
            @Override
            public Iterable<ParentCandidate> candidates(ParentReference reference) {
                return List.of(ParentCandidate.refused(name, "1"));
            }

            @Override
            public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) {
                return List.of(ParentCandidate.refused(name, "2"));
            }
        };
    }

    @Test
    void aPairOfResolversNamesTheOneThatGaveNothing() {
        ParentResolver none = new ParentResolver() {
            @Override
            public Iterable<ParentCandidate> candidates(ParentReference reference) {
                return List.of();
            }

            @Override
            @SuppressWarnings("NullAway") // the point of it
            public ParentResolver forOneChain() {
                return null;
            }
        };
        for (ParentResolver pair :
                List.of(none.followedBy(resolver("one")), resolver("one").followedBy(none))) {
            NullPointerException e = assertThrows(NullPointerException.class, pair::forOneChain);
            assertEquals("one of two parent resolvers returned null, when it was asked for a parent", e.getMessage());
        }
    }
}
