package io.github.vhdlayers.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.Sha256;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parents found by a catalogue that was made once, also when files were moved, changed or added since. */
class CatalogueTest {
    private static final long SIZE = 64 * 1024;
    private static final Instant OLD = Instant.parse("2026-01-02T03:04:06Z");

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private final Later clock = new Later();
    private final DiskImage base = base(1);
    private final DiskImage other = base(2);

    /** A clock that is an hour ahead, so that all files are old, and that is set forward by hand. */
    private static final class Later implements InstantSource {
        private volatile Instant now = Instant.now().plus(Duration.ofHours(1));

        @Override
        public Instant instant() {
            // Every look takes time.
            now = now.plusMillis(1);
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    private static DiskImage base(long seed) {
        return DiskImage.dynamic(SIZE)
                .seed(seed)
                .blockSize(4096)
                .own(0, 64, SectorContent.pattern(seed))
                .build();
    }

    private static DiskImage childOf(DiskImage parent, long seed) {
        return DiskImage.differencing(parent.size())
                .seed(seed)
                .blockSize(4096)
                .parent(parent)
                .parentName("base.vhd")
                .own(8, 4, SectorContent.pattern(seed))
                .build();
    }

    private Path write(DiskImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        image.writeTo(file);
        return old(file);
    }

    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(OLD));
    }

    private Catalogue catalogue() throws IOException {
        return Catalogue.of(List.of(folder), 1000, clock, Progress.NONE);
    }

    private static VhdOptions with(Catalogue catalogue) {
        return VhdOptions.builder().catalogue(catalogue).build();
    }

    private static Path parentOf(Path child, Catalogue catalogue) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(child, with(catalogue))) {
            return assertNotNull(disk.chain().layer(1).path());
        }
    }

    private static <T> T assertNotNull(@Nullable T value) {
        Assertions.assertNotNull(value);
        return value;
    }

    private static ParentException missing(Path child, Catalogue catalogue) {
        return assertThrows(ParentException.class, () -> VirtualDisk.open(child, with(catalogue)));
    }

    @Test
    void aParentIsFoundInAnyFolderUnderAnyName() throws IOException {
        Path parent = write(base, "a/b/c/0001");
        write(other, "a/b/base.vhd");
        Path child = write(childOf(base, 3), "x/child.vhd");
        Catalogue catalogue = catalogue();
        assertEquals(parent, parentOf(child, catalogue));
        assertEquals(3, catalogue.files());
        assertTrue(catalogue.isComplete());
    }

    @Test
    void aSearchOpensNoFileButThoseWithTheId() throws IOException {
        write(base, "base.vhd");
        for (int i = 0; i < 20; i++) {
            write(base(10 + i), "other" + i + ".vhd");
        }
        Path child = write(childOf(base, 3), "child.vhd");
        Catalogue catalogue = catalogue();
        List<String> offered = new ArrayList<>();
        ParentResolver watched = new ParentResolver() {
            @Override
            public Iterable<ParentCandidate> candidates(ParentReference reference) throws IOException {
                List<ParentCandidate> all = new ArrayList<>();
                catalogue.resolver(List.of(folder)).candidates(reference).forEach(all::add);
                all.forEach(candidate -> offered.add(candidate.name()));
                return all;
            }
        };
        VirtualDisk.open(child, VhdOptions.builder().parentResolver(watched).build())
                .close();
        assertEquals(List.of(folder.resolve("base.vhd").toString()), offered);
    }

    @Test
    void aFolderThatItDoesNotCoverIsListedAsWell() throws IOException {
        Path child = old(childOf(base, 3).writeTo(elsewhere.resolve("child.vhd")));
        Path beside = old(base.writeTo(elsewhere.resolve("renamed.vhd")));
        write(other, "other.vhd");
        assertEquals(beside, parentOf(child, catalogue()));
    }

    @Test
    void copiesInDifferentFoldersAreCompared() throws IOException {
        write(base, "a/base.vhd");
        write(base, "b/base.vhd");
        Path child = write(childOf(base, 3), "child.vhd");
        try (VirtualDisk disk = VirtualDisk.open(child, with(catalogue()))) {
            assertTrue(codes(disk).contains(FindingCode.PARENT_COPIES_IDENTICAL));
        }
        DiskImage altered =
                base.toBuilder().own(40, 1, SectorContent.pattern(9)).build();
        write(altered, "c/base.vhd");
        assertEquals(ErrorCode.PARENT_COPIES_DIFFER, missing(child, catalogue()).code());
    }

    private static List<FindingCode> codes(VirtualDisk disk) {
        return disk.findings().stream().map(Finding::code).toList();
    }

    @Test
    void aParentThatMovedIsFoundWhereItIsNow() throws IOException {
        Path parent = write(base, "a/base.vhd");
        Path child = write(childOf(base, 3), "child.vhd");
        Catalogue catalogue = catalogue();
        assertEquals(parent, parentOf(child, catalogue));
        Path moved =
                Files.move(parent, Files.createDirectories(folder.resolve("b")).resolve("0002"));
        assertEquals(moved, parentOf(child, catalogue));
        assertEquals(1, catalogue.opened(), "only what is new was opened");
    }

    @Test
    void twoParentsThatSwappedNamesAreDistinguished() throws IOException {
        Path one = write(base, "one.vhd");
        Path two = write(other, "two.vhd");
        assertEquals(Files.size(one), Files.size(two));
        Path child = write(childOf(base, 3), "child.vhd");
        Path second = write(childOf(other, 4), "second.vhd");
        Catalogue catalogue = catalogue();
        Path aside = Files.move(one, folder.resolve("aside"));
        Files.move(two, one);
        Files.move(aside, two);
        assertEquals(two, parentOf(child, catalogue));
        assertEquals(one, parentOf(second, catalogue));
    }

    @Test
    void searchesAllWhereAFileIsNotWhatItsTimesSuggest() throws IOException {
        Path one = write(base, "one.vhd");
        Path two = write(other, "two.vhd");
        Path child = write(childOf(base, 3), "child.vhd");
        Path kept = elsewhere.resolve("kept");
        settle(kept);
        // The ids of both are exchanged in the file, as if each had been copied over the other and its times put back.
        String text = Files.readString(kept);
        String first = hex(base);
        String second = hex(other);
        String forged = text.replace(first, "?").replace(second, first).replace("?", second);
        Files.writeString(kept, signed(forged));
        Catalogue catalogue = Catalogue.keptIn(kept, List.of(folder), Progress.NONE);
        assertNull(catalogue.leftAside());
        assertEquals(List.of(two), catalogue.paths(UniqueId.of(base.uniqueId())));
        long looks = catalogue.state().number();
        assertEquals(one, parentOf(child, catalogue));
        assertEquals(3, catalogue.opened());
        assertEquals(looks + 1, catalogue.state().number());
    }

    private static String hex(DiskImage image) {
        return HexFormat.of().formatHex(image.uniqueId());
    }

    /** Puts the right number and SHA-256 under rows. */
    private static String signed(String text) {
        String rows = text.substring(text.indexOf('\n') + 1, text.lastIndexOf("end "));
        byte[] digest = Sha256.digest().digest(rows.getBytes(UTF_8));
        return "vhd-catalogue 1\n" + rows + "end " + rows.lines().count() + " "
                + HexFormat.of().formatHex(digest) + "\n";
    }

    /** Keeps a catalogue as if the files had not been changed for a long time. */
    private void settle(Path kept) throws IOException {
        CatalogueFile.write(kept, catalogue().state().rows().values());
    }

    @Test
    void aParentThatCameLaterIsFound() throws IOException {
        Path child = write(childOf(base, 3), "child.vhd");
        Catalogue catalogue = catalogue();
        assertEquals(ErrorCode.PARENT_NOT_FOUND, missing(child, catalogue).code());
        Path parent = write(base, "base.vhd");
        clock.pass(Duration.ofMinutes(1));
        assertEquals(parent, parentOf(child, catalogue));
    }

    @Test
    void lookingForWhatIsMissingTakesASmallShareOfTheTime() throws IOException {
        Path child = write(childOf(base, 3), "child.vhd");
        Catalogue catalogue = catalogue();
        long first = catalogue.state().number();
        missing(child, catalogue);
        assertEquals(first, catalogue.state().number(), "looked at no time ago");
        clock.pass(Duration.ofMinutes(1));
        missing(child, catalogue);
        assertEquals(first + 1, catalogue.state().number());
    }

    @Test
    void aParentThatCannotBeFoundIsMissingWithItsNamesakes() throws IOException {
        write(other, "a/base.vhd");
        Files.writeString(folder.resolve("notes.txt"), "none");
        Path child = write(childOf(base, 3), "child.vhd");
        ParentException e = missing(child, catalogue());
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
        assertEquals(
                List.of(RejectedParent.Cause.OTHER_ID),
                e.tried().stream().map(RejectedParent::cause).toList());
    }

    @Test
    void aSearchThatWasCutShortDoesNotCallTheParentMissing() throws IOException {
        Path child = write(childOf(base, 3), "child.vhd");
        write(other, "other.vhd");
        write(base, "z/base.vhd");
        Catalogue few = Catalogue.of(List.of(folder), 2, clock, Progress.NONE);
        assertFalse(few.isComplete());
        // The disk's own folder is listed as well, because the catalogue does not cover it whole.
        ParentException e = missing(child, few);
        assertEquals(ErrorCode.PARENT_SEARCH_CUT_SHORT, e.code());
        assertTrue(e.tried().stream().anyMatch(one -> one.cause() == RejectedParent.Cause.TOO_MANY), () -> e.tried()
                .toString());
        VhdOptions orphan =
                with(few).toBuilder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(child, orphan)) {
            assertTrue(codes(disk).contains(FindingCode.PARENT_NOT_REACHED), () -> codes(disk)
                    .toString());
            assertFalse(codes(disk).contains(FindingCode.PARENT_MISSING));
        }
        VhdOptions limited = VhdOptions.builder()
                .limits(Limits.defaults().toBuilder().maxCandidates(1).build())
                .build();
        ParentException folderSearch = assertThrows(ParentException.class, () -> VirtualDisk.open(child, limited));
        assertEquals(ErrorCode.PARENT_SEARCH_CUT_SHORT, folderSearch.code());
    }

    @Test
    void aLinkThatTookAPlaceIsNotFollowed() throws IOException {
        Path parent = write(base, "base.vhd");
        Path child = write(childOf(base, 3), "child.vhd");
        Catalogue catalogue = catalogue();
        Path out = elsewhere.resolve("base.vhd");
        Files.move(parent, out);
        try {
            Files.createSymbolicLink(parent, out);
        } catch (FileSystemException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
        }
        assertEquals(ErrorCode.PARENT_NOT_FOUND, missing(child, catalogue).code());
    }

    @Test
    void manyThreadsShareOneCatalogue() throws Exception {
        List<Path> children = new ArrayList<>();
        List<Path> parents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            DiskImage parent = base(100 + i);
            parents.add(write(parent, "p" + i % 7 + "/" + i));
            children.add(write(childOf(parent, 1000 + i), "c" + i % 5 + "/" + i));
        }
        Catalogue catalogue = catalogue();
        // All of them meet a row that is no longer right.
        for (int i = 0; i < parents.size(); i++) {
            parents.set(i, Files.move(parents.get(i), parents.get(i).resolveSibling(i + ".moved")));
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> found = new ArrayList<>();
            for (Path child : children) {
                found.add(pool.submit(() -> parentOf(child, catalogue)));
            }
            for (int i = 0; i < found.size(); i++) {
                assertEquals(parents.get(i), found.get(i).get());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void whatIsKeptInAFileIsNotOpenedAgain() throws IOException {
        Path parent = write(base, "a/base\t%.vhd");
        Files.writeString(old(write(other, "b/x.vhd")).resolveSibling("notes"), "none");
        Path child = write(childOf(base, 3), "child.vhd");
        Path kept = elsewhere.resolve("kept");
        settle(kept);
        Catalogue again = Catalogue.keptIn(kept, List.of(folder), Progress.NONE);
        assertEquals(0, again.opened());
        assertEquals(4, again.files());
        assertEquals(parent, parentOf(child, again));
        Path moved = Files.move(parent, folder.resolve("moved"));
        Catalogue later = Catalogue.keptIn(kept, List.of(folder), Progress.NONE);
        assertEquals(1, later.opened());
        assertEquals(moved, parentOf(child, later));
    }

    @Test
    void whatWasChangedAMomentAgoIsNotKept() throws IOException {
        write(base, "base.vhd");
        Files.setLastModifiedTime(folder.resolve("base.vhd"), FileTime.from(Instant.now()));
        Path kept = elsewhere.resolve("kept");
        Catalogue.keptIn(kept, List.of(folder), Progress.NONE);
        assertEquals(1, Catalogue.keptIn(kept, List.of(folder), Progress.NONE).opened());
    }

    @Test
    void aFileThatIsNoSoundCatalogueIsNotUsed() throws IOException {
        write(base, "a/base.vhd");
        Path child = write(childOf(base, 3), "child.vhd");
        Path kept = elsewhere.resolve("kept");
        settle(kept);
        String sound = Files.readString(kept);
        List<String> unsound = new ArrayList<>();
        for (int length = 0; length < sound.length(); length += 7) {
            unsound.add(sound.substring(0, length));
            unsound.add(sound.substring(0, length) + '!' + sound.substring(Math.min(length + 1, sound.length())));
        }
        unsound.add(signed(sound.replaceFirst("DISK", "WINDOW")));
        unsound.add(signed(sound.replaceFirst("\t", "\t\t")));
        unsound.add(signed(sound.replace("base.vhd", "%zz")));
        unsound.add(signed(sound.replace("base.vhd", "%00")));
        unsound.add(signed(sound.replace("base.vhd", "%0000")));
        unsound.add(signed(sound.replaceFirst("\t\\d+\t", "\t99999999999999999999\t")));
        String row = sound.lines().skip(1).findFirst().orElseThrow();
        unsound.add(signed(sound.replace(row, row + "\n" + row)));
        unsound.add("vhd-catalogue 1\n" + "x".repeat(300_000));
        for (String text : unsound) {
            Files.writeString(kept, text);
            if (text.startsWith("vhd-catalogue ")) {
                Catalogue catalogue = Catalogue.keptIn(kept, List.of(folder), Progress.NONE);
                Assertions.assertNotNull(catalogue.leftAside(), text);
                assertEquals(2, catalogue.opened(), text);
                assertEquals(folder.resolve("a/base.vhd"), parentOf(child, catalogue));
            } else {
                IOException e =
                        assertThrows(IOException.class, () -> Catalogue.keptIn(kept, List.of(folder), Progress.NONE));
                assertTrue(String.valueOf(e.getMessage()).contains("no catalogue"), e::getMessage);
                assertEquals(text, Files.readString(kept), "what is there stays as it is");
            }
        }
        Files.write(kept, new byte[] {'v', 'h', 'd', (byte) 0xFF});
        assertThrows(IOException.class, () -> Catalogue.keptIn(kept, List.of(folder), Progress.NONE));
        try (Stream<Path> left = Files.list(elsewhere)) {
            assertEquals(List.of(kept), left.toList(), "no half-written file");
        }
    }

    @Test
    void rowsOfFilesOutsideTheFoldersLeadNowhere() throws IOException {
        Path out = old(base.writeTo(elsewhere.resolve("base.vhd")));
        Path child = write(childOf(base, 3), "child.vhd");
        Catalogue both = Catalogue.of(List.of(folder, elsewhere), 1000, clock, Progress.NONE);
        assertEquals(out, parentOf(child, both));
        Path kept = Files.createDirectories(folder.resolve("k")).resolve("kept");
        CatalogueFile.write(kept, both.state().rows().values());
        Catalogue one = Catalogue.keptIn(kept, List.of(folder), Progress.NONE);
        assertEquals(List.of(), one.paths(UniqueId.of(base.uniqueId())));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, missing(child, one).code());
    }
}
