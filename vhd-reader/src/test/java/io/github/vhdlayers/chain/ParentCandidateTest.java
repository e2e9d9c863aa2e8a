package io.github.vhdlayers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import io.github.vhdlayers.testkit.WatchedFileSystem.Action;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a candidate says of itself, and why some are never opened. */
class ParentCandidateTest {
    private static final Instant TIME = Instant.parse("2019-01-01T08:00:00Z");

    @TempDir
    Path folder;

    private Path file(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[] {1, 2, 3});
        return Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    private static WatchedFileSystem failing(Action action) {
        return new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.action() == action) {
                throw new IOException("stale");
            }
        });
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileHasANameATimeAndAKey() throws IOException {
        Path file = file("a.vhd");
        Path twin = Files.createLink(folder.resolve("b.vhd"), file);
        for (ParentCandidate candidate : List.of(
                ParentCandidate.ofPath(file),
                ParentCandidate.ofRawPath(file),
                ParentCandidate.ofReal(file, file.toRealPath()))) {
            assertEquals(file.toString(), candidate.name());
            assertEquals(file.toString(), candidate.toString());
            assertEquals(file, candidate.path());
            assertEquals(TIME, candidate.lastModified());
            assertNull(candidate.refusal());
            assertNull(candidate.refusalCause());
            assertNull(candidate.failure());
            assertEquals(ParentCandidate.ofPath(twin).fileKey(), candidate.fileKey());
            assertNotEquals(ParentCandidate.ofPath(file("c.vhd")).fileKey(), candidate.fileKey());
            try (RandomAccessSource source = candidate.open()) {
                assertEquals(3, source.size());
            }
        }
    }

    @Test
    void whatIsNoFileIsNotOpened() {
        ParentCandidate gone = ParentCandidate.ofPath(folder.resolve("gone"));
        assertEquals(RejectedParent.Cause.NOT_THERE, gone.refusalCause());
        assertEquals("does not exist", gone.refusal());
        assertEquals(folder.resolve("gone") + " does not exist", gone.toString());
        assertNull(gone.path());
        ParentCandidate unlinked = ParentCandidate.ofReal(folder.resolve("a"), folder.resolve("gone"));
        assertEquals(RejectedParent.Cause.NOT_THERE, unlinked.refusalCause());
        assertEquals(folder.resolve("a") + " does not exist", unlinked.toString());
        ParentCandidate itself = ParentCandidate.ofPath(folder);
        assertEquals(RejectedParent.Cause.NOT_A_FILE, itself.refusalCause());
        IOException e = assertThrows(IOException.class, itself::open);
        assertEquals(folder + ": is not a regular file", e.getMessage());
    }

    @Test
    void whatTheSystemSaysIsKept() throws IOException {
        Path file = failing(Action.ASK).of(file("a.vhd"));
        for (ParentCandidate candidate : List.of(ParentCandidate.ofPath(file), ParentCandidate.ofReal(file, file))) {
            assertEquals(RejectedParent.Cause.UNREADABLE, candidate.refusalCause());
            assertEquals("cannot be examined: java.io.IOException: stale", candidate.refusal());
            assertEquals(file.toString(), candidate.name());
            Exception failure = candidate.failure();
            assertNotNull(failure);
            assertEquals("stale", failure.getMessage());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkThatTookThePlaceOfAFileIsNoFile() throws IOException {
        Path file = file("a.vhd");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertEquals(
                RejectedParent.Cause.NOT_A_FILE,
                ParentCandidate.ofReal(link, link).refusalCause());
        assertNull(ParentCandidate.ofPath(link).refusalCause());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatWasChangedSinceItWasExaminedIsNotServed() throws IOException {
        Path file = file("a.vhd");
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault());
        for (String change : List.of("time", "length", "file", "link")) {
            ParentCandidate candidate = ParentCandidate.ofPath(system.of(file));
            switch (change) {
                case "time" -> Files.setLastModifiedTime(file, FileTime.from(TIME.plusSeconds(1)));
                case "length" -> {
                    FileTime time = Files.getLastModifiedTime(file);
                    Files.write(file, new byte[4]);
                    Files.setLastModifiedTime(file, time);
                }
                case "file" -> {
                    FileTime time = Files.getLastModifiedTime(file);
                    Path other = Files.write(folder.resolve("other"), new byte[4]);
                    Files.setLastModifiedTime(other, time);
                    Files.move(file, folder.resolve("moved"));
                    Files.move(other, file);
                }
                default -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, folder.resolve("moved"));
                }
            }
            IOException e = assertThrows(IOException.class, candidate::open, change);
            if (!change.equals("link")) {
                assertEquals("a.vhd: was changed or replaced while it was examined", e.getMessage());
            }
            assertEquals(List.of(), system.stillOpen());
        }
    }

    @Test
    void aSourceOfTheCallersHasNoPath() throws IOException {
        RandomAccessSource bytes = RandomAccessSources.ofBytes("bytes", new byte[3]);
        ParentCandidate plain = ParentCandidate.of("store 7", () -> bytes);
        assertEquals("store 7", plain.toString());
        assertNull(plain.path());
        assertNull(plain.fileKey());
        assertNull(plain.lastModified());
        assertSame(bytes, plain.open());
        assertEquals(TIME, ParentCandidate.of("store 7", TIME, () -> bytes).lastModified());
    }

    @Test
    void aPlaceIsRefusedWithItsReason() {
        ParentCandidate refused = ParentCandidate.refused("store 7", "is offline");
        assertEquals(RejectedParent.Cause.REFUSED, refused.refusalCause());
        assertEquals("store 7 is offline", refused.toString());
        assertTrue(String.valueOf(assertThrows(IOException.class, refused::open).getMessage())
                .endsWith("store 7: is offline"));
        IOException failure = new IOException("no line");
        ParentCandidate unreadable = ParentCandidate.unreadable("store 8", "cannot be reached", failure);
        assertEquals(RejectedParent.Cause.UNREADABLE, unreadable.refusalCause());
        assertSame(failure, unreadable.failure());
    }
}
