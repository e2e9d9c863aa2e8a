package io.github.vhdlayers.catalogue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.scan.ScannedFile;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a catalogue says of a parent that it does not find, of a file that it is kept in, and when it looks again. */
class CatalogueWordsTest {
    private static final DiskImage PARENT = disk(1);
    private static final byte[] CHILD = DiskImage.differencing(1024)
            .blockSize(512)
            .parent(PARENT)
            .parentName("base.vhd")
            .build()
            .toBytes();
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000000006Z");

    @TempDir
    Path folder;

    private Instant now = Instant.now().plus(Duration.ofHours(1));
    /** Every question takes a millisecond, and so does every look. */
    private final InstantSource clock = () -> {
        now = now.plusMillis(1);
        return now;
    };

    private static DiskImage disk(long seed) {
        return DiskImage.fixed(1024).seed(seed).build();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Catalogue catalogue(int most, Path... folders) {
        return Catalogue.of(List.of(folders), most, clock, Progress.NONE);
    }

    private static VirtualDisk open(Catalogue catalogue) throws IOException {
        return VirtualDisk.open(
                RandomAccessSources.ofBytes("leaf.vhd", CHILD),
                VhdOptions.builder().parentResolver(catalogue.resolver()).build());
    }

    private static ParentException missing(Catalogue catalogue) {
        return assertThrows(ParentException.class, () -> open(catalogue));
    }

    private static List<String> tried(ParentException e) {
        return e.tried().stream().map(RejectedParent::toString).toList();
    }

    @Test
    void namesThePlaceWhereNoFileHasTheName() throws IOException {
        write("a/other.vhd", disk(2).toBytes());
        ParentException e = missing(catalogue(10, folder));
        assertEquals(List.of(folder + File.separator + "**" + File.separator + "base.vhd: does not exist"), tried(e));
        assertEquals(RejectedParent.Cause.NOT_THERE, e.tried().get(0).cause());
        assertEquals(List.of("**" + File.separator + "base.vhd: does not exist"), tried(missing(catalogue(10))));
    }

    @Test
    void namesAHundredFilesOfTheNameAndCountsTheOthers() throws IOException {
        for (int i = 0; i < 100; i++) {
            write(i + "/base.vhd", disk(100 + i).toBytes());
        }
        assertEquals(100, missing(catalogue(1000, folder)).tried().size());
        write("x/BASE.vhd", disk(300).toBytes());
        write("y/base.VHD", disk(301).toBytes());
        ParentException e = missing(catalogue(1000, folder));
        assertEquals(101, e.tried().size());
        assertEquals("2 more files called base.vhd: their ids are others", tried(e).get(0));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
    }

    /** A damaged disk may be the parent, as far as is known. */
    @Test
    void saysThatDamagedFilesOfTheNameWereNotLookedAt() throws IOException {
        byte[] damaged = DiskImage.dynamic(4096).blockSize(512).seed(9).build().toBytes();
        Arrays.fill(damaged, 512, 1536, (byte) 0);
        for (int i = 0; i < 101; i++) {
            write(i + "/base.vhd", damaged);
        }
        ParentException e = missing(catalogue(1000, folder));
        assertEquals("1 more files called base.vhd: not looked at, because 100 were", tried(e).get(100));
        assertEquals(ErrorCode.PARENT_SEARCH_CUT_SHORT, e.code());
    }

    @Test
    void namesFoldersThatItCouldNotList() throws IOException {
        write("base.vhd", PARENT.toBytes());
        Path gone = folder.resolve("gone");
        Catalogue found = catalogue(10, gone, folder);
        assertFalse(found.isComplete());
        try (VirtualDisk disk = open(found)) {
            assertEquals(2, disk.chain().layers().size());
        }
        Files.delete(folder.resolve("base.vhd"));
        now = now.plusSeconds(60);
        List<String> tried = tried(missing(found));
        assertTrue(
                tried.stream().anyMatch(one -> one.startsWith(gone + ": cannot be listed: java.nio.file.NoSuchFile")),
                tried::toString);
    }

    @Test
    void namesAFolderBesideItThatIsNotThere() throws IOException {
        write("other.vhd", disk(2).toBytes());
        Path gone = folder.resolve("gone");
        VhdOptions options = VhdOptions.builder()
                .parentResolver(catalogue(10, folder).resolver(List.of(gone, folder)))
                .build();
        ParentException e = assertThrows(
                ParentException.class, () -> VirtualDisk.open(RandomAccessSources.ofBytes("leaf.vhd", CHILD), options));
        assertTrue(tried(e).get(0).startsWith(gone + ": cannot be listed: "), () -> tried(e).toString());
        assertEquals(2, e.tried().size());
    }

    /** The file in it is as it was, and is outside of the folders now. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void doesNotFollowALinkThatTookThePlaceOfAFolder() throws IOException {
        write("in/a/base.vhd", PARENT.toBytes());
        Path in = folder.resolve("in");
        Catalogue catalogue = catalogue(10, in);
        try (VirtualDisk disk = open(catalogue)) {
            assertEquals(2, disk.chain().layers().size());
        }
        Path out = Files.move(in.resolve("a"), folder.resolve("out"));
        Files.createSymbolicLink(in.resolve("a"), out);
        ParentException e = missing(catalogue);
        assertEquals(in.resolve("a/base.vhd") + ": is a symbolic link out of the folder", tried(e).get(0));
        assertEquals(RejectedParent.Cause.OUTSIDE_FOLDER, e.tried().get(0).cause());
    }

    @Test
    void countsTheFilesThatItLookedAtBeforeItStopped() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            write(name, new byte[10]);
        }
        Catalogue few = catalogue(2, folder);
        assertEquals(2, few.files());
        assertFalse(few.isComplete());
        ParentException e = missing(few);
        assertEquals(ErrorCode.PARENT_SEARCH_CUT_SHORT, e.code());
        String last = "further files below " + folder + File.separator + ": not looked at, because 2 were";
        assertTrue(tried(e).contains(last), () -> tried(e).toString());
        assertTrue(catalogue(3, folder).isComplete());
    }

    /** A look took a millisecond, so that the next one is due after twenty. */
    @Test
    void looksAgainAfterTwentyTimesWhatALookTakes() throws IOException {
        write("base.vhd", disk(2).toBytes());
        Catalogue catalogue = catalogue(10, folder);
        long first = catalogue.state().number();
        now = now.plusMillis(18);
        missing(catalogue);
        assertEquals(first, catalogue.state().number());
        Catalogue other = catalogue(10, folder);
        now = now.plusMillis(19);
        missing(other);
        assertEquals(first + 1, other.state().number());
        now = now.minusSeconds(60);
        missing(other);
        assertEquals(first + 2, other.state().number(), "the clock was set back");
    }

    @Test
    void reportsProgressAndMayBeCancelled() throws IOException {
        write("a", new byte[10]);
        write("b", new byte[10]);
        List<Long> counts = new ArrayList<>();
        Progress progress = (done, total, bytes) -> counts.add(done) && total == 2;
        assertEquals(2, Catalogue.of(List.of(folder), progress).opened());
        assertEquals(List.of(1L, 2L), counts);
        assertThrows(CancellationException.class, () -> Catalogue.of(List.of(folder), (done, total, bytes) -> false));
    }

    private static CatalogueRow row(Path path, ScannedFile.Kind kind, boolean settled) {
        UniqueId id = kind == ScannedFile.Kind.DISK ? new UniqueId(1, -2) : null;
        Instant changed = kind == ScannedFile.Kind.DISK ? TIME.plusNanos(5) : null;
        return new CatalogueRow(path, kind, id, new FileStamp(1L << 40, TIME, changed), settled);
    }

    @Test
    void readsTheRowsThatItWrote() throws IOException {
        Path kept = folder.resolve("kept");
        Map<Path, CatalogueRow> rows = new HashMap<>();
        for (String name : List.of("plain.vhd", "a b%41", "100 %", "\u00e4\u4e2d")) {
            for (ScannedFile.Kind kind : ScannedFile.Kind.values()) {
                Path path = Path.of("/x", kind.name(), name);
                rows.put(path, row(path, kind, true));
            }
        }
        List<CatalogueRow> written = new ArrayList<>(rows.values());
        written.add(row(Path.of("/x/unsettled"), ScannedFile.Kind.DISK, false));
        CatalogueFile.write(kept, written);
        assertEquals(rows, CatalogueFile.read(kept, rows.size()));
        // Once more in its place, and nothing is left beside it.
        CatalogueFile.write(kept, List.of());
        assertEquals(Map.of(), CatalogueFile.read(kept, 0));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(kept), files.toList());
        }
    }

    private String unsound(String text, int most) throws IOException {
        Path kept = write("kept", text.getBytes(UTF_8));
        return String.valueOf(assertThrows(CatalogueFile.UnsoundException.class, () -> CatalogueFile.read(kept, most))
                .getMessage());
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        String first = "vhd-catalogue 1\n";
        Path kept = folder.resolve("kept");
        CatalogueFile.write(kept, List.of(row(Path.of("/x"), ScannedFile.Kind.DISK, true)));
        String sound = Files.readString(kept);
        String row = sound.lines().skip(1).findFirst().orElseThrow() + "\n";
        assertEquals("does not begin as a catalogue of this version does", unsound("vhd-catalogue 2\n", 9));
        assertEquals("does not begin as a catalogue of this version does", unsound("", 9));
        assertEquals("was cut off", unsound(first, 9));
        assertEquals("was cut off", unsound(first + row, 9));
        assertEquals("its rows are not those that were written", unsound(first + row + "end 1 00\n", 9));
        assertEquals("has more than 1 rows", unsound(first + row + row.replace("/x", "/y"), 1));
        assertEquals("has two rows for one file", unsound(first + row + row, 9));
        assertEquals("a row has 1 fields", unsound(first + "x\n", 9));
        assertEquals("a row has 1 fields", unsound(first + "x\0y\n", 9));
        assertEquals("a row cannot be read", unsound(first + row.replace("DISK", "DISC"), 9));
        assertEquals("a row cannot be read", unsound(first + row.replace("/x", "/%004"), 9));
        assertEquals("a row has 1 fields", unsound(first + "x".repeat(200_000) + "\n", 9));
        assertEquals("has a line of more than 200000 characters", unsound(first + "x".repeat(200_001) + "\n", 9));
        Path bytes = write("kept", (first + "\u00ff").getBytes(ISO_8859_1));
        assertEquals(
                "is no text in UTF-8",
                assertThrows(CatalogueFile.UnsoundException.class, () -> CatalogueFile.read(bytes, 9))
                        .getMessage());
        Catalogue replaced = Catalogue.keptIn(bytes, List.of(folder.resolve("none")), Progress.NONE);
        assertEquals("is no text in UTF-8", replaced.leftAside());
        assertEquals(Map.of(), CatalogueFile.read(bytes, 9));
    }

    @Test
    void writesOverNothingButACatalogue() throws IOException {
        List<Path> others = List.of(
                write("short", "vhd-catalogue".getBytes(UTF_8)),
                write("notes", "what a person wrote\n".getBytes(UTF_8)),
                Files.createDirectory(folder.resolve("folder")));
        for (Path other : others) {
            IOException e = assertThrows(IOException.class, () -> CatalogueFile.write(other, List.of()));
            assertEquals(other + " is there and is no catalogue, so it was not written over", e.getMessage());
        }
        CatalogueFile.write(write("later", "vhd-catalogue 99\n".getBytes(UTF_8)), List.of());
        assertEquals(Map.of(), CatalogueFile.read(folder.resolve("later"), 9));
    }

    @Test
    void aFileIsKeptOnlyIfAnythingChanged() throws IOException {
        write("in/a", new byte[10]);
        Path kept = folder.resolve("kept");
        Path in = folder.resolve("in");
        CatalogueFile.write(kept, catalogue(10, in).state().rows().values());
        Object before = Files.readAttributes(kept, "*").get("fileKey");
        Catalogue.keptIn(kept, List.of(in), Progress.NONE);
        assertEquals(before, Files.readAttributes(kept, "*").get("fileKey"), "not written again");
        Files.delete(in.resolve("a"));
        assertEquals(0, Catalogue.keptIn(kept, List.of(in), Progress.NONE).files());
        assertEquals(Map.of(), CatalogueFile.read(kept, 9));
    }

    @Test
    void aStampIsThatOfARegularFile() throws IOException {
        Path file = write("a", new byte[10]);
        FileStamp stamp = FileStamp.of(file);
        assertNotNull(stamp);
        assertEquals(10, stamp.size());
        assertEquals(Files.getLastModifiedTime(file).toInstant(), stamp.modified());
        assertNull(FileStamp.of(folder));
        assertNull(FileStamp.of(folder.resolve("gone")));
    }

    @Test
    void aStampIsFromBeforeAMomentIfBothItsTimesAre() {
        Instant later = TIME.plusSeconds(1);
        assertTrue(new FileStamp(1, TIME, TIME).isBefore(later));
        assertTrue(new FileStamp(1, TIME, null).isBefore(later));
        assertFalse(new FileStamp(1, later, TIME).isBefore(later));
        assertFalse(new FileStamp(1, TIME, later).isBefore(later));
    }

    @Test
    void aRowIsTrustedOnlyIfItIsSettledAndItsStampIsEqual() throws IOException {
        Path file = write("a", new byte[10]);
        FileStamp stamp = FileStamp.of(file);
        FileStamp other = new FileStamp(11, TIME, null);
        CatalogueRow settled = new CatalogueRow(file, ScannedFile.Kind.OTHER, null, stamp, true);
        assertTrue(settled.isOf(stamp));
        assertFalse(settled.isOf(other));
        assertFalse(settled.isOf(null));
        assertTrue(settled.isAsItWas());
        assertFalse(new CatalogueRow(file, ScannedFile.Kind.OTHER, null, stamp, false).isOf(stamp));
        assertFalse(new CatalogueRow(file, ScannedFile.Kind.OTHER, null, null, true).isOf(null));
        assertFalse(new CatalogueRow(file, ScannedFile.Kind.OTHER, null, null, true).isAsItWas());
        assertFalse(new CatalogueRow(file, ScannedFile.Kind.OTHER, null, other, true).isAsItWas());
    }
}
