package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several files with the id of one parent: which of them is read, and what is said about the others. */
class ParentCopiesTest {
    private static final long SIZE = 64 * 1024;
    private static final Instant RECORDED = Instant.parse("2026-03-01T08:00:00Z");
    private static final long VHD_EPOCH = 946_684_800;
    private static final SectorContent GOOD = SectorContent.pattern(1);

    @TempDir
    Path cases;

    @TempDir
    Path elsewhere;

    private final DiskImage base =
            DiskImage.dynamic(SIZE).blockSize(4096).own(0, 128, GOOD).build();
    private final DiskImage altered =
            base.toBuilder().own(40, 1, SectorContent.pattern(9)).build();

    private Path child(Instant recorded, DiskImage parent, String name) throws IOException {
        return childImage(recorded, parent).writeTo(cases.resolve(name));
    }

    private static DiskImage childImage(Instant recorded, DiskImage parent) {
        return DiskImage.differencing(SIZE)
                .blockSize(4096)
                .parent(parent)
                .parentName("base.vhd")
                .parentTimestamp(recorded.getEpochSecond() < VHD_EPOCH ? 0 : recorded.getEpochSecond() - VHD_EPOCH)
                .own(8, 4, SectorContent.pattern(2))
                .build();
    }

    private static Path write(DiskImage disk, Path file, Instant time) throws IOException {
        Files.write(file, disk.toBytes());
        Files.setLastModifiedTime(file, FileTime.from(time));
        return file;
    }

    @Test
    void theRecordedTimeCountsMoreThanNames() throws IOException {
        Path leaf = child(RECORDED, base, "leaf.vhd");
        for (String[] names : new String[][] {
            {"base.vhd", "a.vhd"}, {"a.vhd", "base.vhd"}, {"z.vhd", "a.vhd"}, {"a.avhd", "b.vud"}, {"base.vhd", "x.raw"}
        }) {
            Path good = write(base, cases.resolve(names[0]), RECORDED);
            Path bad = write(altered, cases.resolve(names[1]), RECORDED.plus(Duration.ofDays(60)));
            try (VirtualDisk disk = VirtualDisk.open(leaf)) {
                assertEquals(good, disk.chain().layer(1).path());
                // A file of another extension is looked at only where no other file has the id and the recorded time.
                boolean noticed = !names[1].endsWith(".raw");
                assertEquals(noticed, codes(disk).contains(FindingCode.PARENT_AMBIGUOUS), String.join(" ", names));
            }
            Files.delete(good);
            Files.delete(bad);
        }
    }

    /** The name fits, the time does not: a copy that was set aside under any name may be the recorded one. */
    @Test
    void noticesACopyUnderAnotherExtension() throws IOException {
        Path leaf = child(RECORDED, base, "leaf.vhd");
        Instant later = RECORDED.plus(Duration.ofDays(60));
        for (String name : List.of("base.vhd.bak", "base.old", "copy", "disk.001")) {
            Path bad = write(altered, cases.resolve("base.vhd"), later);
            Path good = write(base, cases.resolve(name), RECORDED);
            Files.writeString(cases.resolve("notes.txt"), "no disk");
            try (VirtualDisk disk = VirtualDisk.open(leaf)) {
                assertEquals(good, disk.chain().layer(1).path());
                assertEquals(List.of(FindingCode.PARENT_AMBIGUOUS), codes(disk));
                assertEquals(List.of(), disk.chain().links().get(0).rejected());
            }
            write(base, good, later);
            ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
            assertEquals(ErrorCode.PARENT_COPIES_DIFFER, e.code());
            Files.delete(bad);
            Files.delete(good);
        }
    }

    @Test
    void copiesOfOneTimeAreReadOnlyIfTheyAreEqual() throws IOException {
        Path leaf = child(RECORDED, base, "leaf.vhd");
        Path good = write(base, cases.resolve("base.vhd"), RECORDED.plus(Duration.ofDays(1)));
        write(altered, elsewhere.resolve("base.vhd"), RECORDED.plus(Duration.ofDays(1)));
        VhdOptions both = VhdOptions.builder().parentFolders(List.of(elsewhere)).build();
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf, both));
        assertEquals(ErrorCode.PARENT_COPIES_DIFFER, e.code());
        assertTrue(e.getMessage().contains(good.toString()), e::getMessage);
        assertTrue(e.getMessage().contains(elsewhere.resolve("base.vhd").toString()), e::getMessage);

        VhdOptions orphan = both.toBuilder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, orphan)) {
            assertEquals(1, disk.chain().layers().size());
            assertEquals(List.of(FindingCode.PARENT_REFUSED), codes(disk));
            MissingParent missing = Objects.requireNonNull(disk.chain().missingParent());
            assertTrue(missing.isRefused());
            assertEquals("is not accepted, because none is proven", missing.inWords());
        }
        VhdOptions named =
                both.toBuilder().forcedParent(elsewhere.resolve("base.vhd")).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, named)) {
            assertEquals(elsewhere.resolve("base.vhd"), disk.chain().layer(1).path());
            assertTrue(codes(disk).contains(FindingCode.PARENT_AMBIGUOUS));
            assertTrue(disk.chain().links().get(0).isOtherCopyDifferent());
            ByteBuffer sector = ByteBuffer.allocate(512);
            disk.readFully(40 * 512, sector);
            byte[] expected = new byte[512];
            altered.content(40, expected, 0);
            assertEquals(ByteBuffer.wrap(expected), sector.flip());
        }
        write(base, elsewhere.resolve("base.vhd"), RECORDED.plus(Duration.ofDays(1)));
        try (VirtualDisk disk = VirtualDisk.open(leaf, both)) {
            assertTrue(codes(disk).contains(FindingCode.PARENT_COPIES_IDENTICAL));
        }
    }

    @Test
    void aNamedCopyIsDoubtedUnlessTheRecordedTimeIsItsAlone() throws IOException {
        Path leaf = child(RECORDED, base, "leaf.vhd");
        Path good = write(base, cases.resolve("a.vhd"), RECORDED);
        Path bad = write(altered, cases.resolve("b.vhd"), RECORDED.plus(Duration.ofDays(1)));
        for (Path named : List.of(good, bad)) {
            VhdOptions options = VhdOptions.builder().forcedParent(named).build();
            try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
                assertEquals(named, disk.chain().layer(1).path());
                assertEquals(named.equals(bad), disk.chain().links().get(0).isOtherCopyDifferent());
            }
        }
        write(base, bad, RECORDED.plus(Duration.ofDays(1)));
        VhdOptions equal = VhdOptions.builder().forcedParent(bad).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, equal)) {
            assertFalse(disk.chain().links().get(0).isOtherCopyDifferent());
        }
    }

    @Test
    void threeCopiesOfWhichOneDiffersAreRefusedInEveryOrder() throws IOException {
        Path leaf = child(Instant.EPOCH, base, "leaf.vhd");
        List<String> names = new ArrayList<>(List.of("a.vhd", "base.vhd", "z.vhd"));
        for (int seed = 0; seed < 6; seed++) {
            Collections.shuffle(names, new Random(seed));
            write(base, cases.resolve(names.get(0)), RECORDED);
            write(base, cases.resolve(names.get(1)), RECORDED);
            write(altered, cases.resolve(names.get(2)), RECORDED);
            ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
            assertEquals(ErrorCode.PARENT_COPIES_DIFFER, e.code(), "seed " + seed);
        }
    }

    @Test
    void whatWasNotComparedIsSaid() throws IOException {
        Path leaf = child(Instant.EPOCH, base, "leaf.vhd");
        write(base, cases.resolve("base.vhd"), RECORDED);
        write(base, cases.resolve("copy.vhd"), RECORDED);
        Limits little = Limits.defaults().toBuilder().maxComparedBytes(2048).build();
        try (VirtualDisk disk =
                VirtualDisk.open(leaf, VhdOptions.builder().limits(little).build())) {
            assertTrue(codes(disk).contains(FindingCode.PARENT_AMBIGUOUS));
        }
    }

    @Test
    void theSameFileUnderTwoNamesIsNoCopy() throws IOException {
        Path leaf = child(Instant.EPOCH, base, "leaf.vhd");
        Path file = write(base, cases.resolve("base.vhd"), RECORDED);
        try {
            Files.createSymbolicLink(cases.resolve("link.vhd"), file.getFileName());
            Files.createLink(cases.resolve("hard.vhd"), file);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no links here: " + e);
        }
        VhdOptions twice = VhdOptions.builder()
                .parentFolders(List.of(cases, cases.resolve(".")))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, twice)) {
            assertEquals(List.of(), codes(disk));
        }
    }

    @Test
    void copiesTwoLevelsUpAreNoticed() throws IOException {
        DiskImage middle = childImage(RECORDED, base);
        write(middle, cases.resolve("middle.avhd"), RECORDED);
        Path leaf = DiskImage.differencing(SIZE)
                .blockSize(4096)
                .parent(middle)
                .parentName("middle.avhd")
                .build()
                .writeTo(cases.resolve("leaf.avhd"));
        write(altered, cases.resolve("base.vhd"), RECORDED.plusSeconds(100));
        Path good = write(base, cases.resolve("other.vhd"), RECORDED);
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertEquals(good, disk.chain().layer(2).path());
            assertTrue(codes(disk).contains(FindingCode.PARENT_AMBIGUOUS));
        }
        Files.setLastModifiedTime(good, FileTime.from(RECORDED.plusSeconds(200)));
        assertEquals(
                ErrorCode.PARENT_COPIES_DIFFER,
                assertThrows(ParentException.class, () -> VirtualDisk.open(leaf))
                        .code());
    }

    @Test
    void aResolverOfTheCallersFollowsTheSameRules() throws IOException {
        byte[] leaf = childImage(RECORDED, base).toBytes();
        VhdOptions options = VhdOptions.builder()
                .parentResolver(reference -> List.of(candidate("one", base), candidate("two", altered)))
                .build();
        assertEquals(
                ErrorCode.PARENT_COPIES_DIFFER,
                assertThrows(
                                ParentException.class,
                                () -> VirtualDisk.open(RandomAccessSources.ofBytes("leaf", leaf), options))
                        .code());
    }

    @Test
    void aParentUnderAnotherExtensionIsFound() throws IOException {
        Path leaf = child(RECORDED, base, "leaf.vhd");
        for (String name : List.of("disk.dd", "disk.img", "disk.raw", "disk", "disk.001")) {
            Path file = write(base, cases.resolve(name), RECORDED);
            try (VirtualDisk disk = VirtualDisk.open(leaf)) {
                assertEquals(file, disk.chain().layer(1).path());
            }
            Files.delete(file);
        }
    }

    @Test
    @Timeout(300)
    void looksIntoEachFileOnceForFortyLayers() throws IOException {
        for (int i = 0; i < 1000; i++) {
            Files.write(cases.resolve("junk" + i + ".vhd"), new byte[2000]);
        }
        DiskImage below = base;
        write(base, cases.resolve("base.vhd"), RECORDED);
        for (int i = 0; i < 40; i++) {
            DiskImage layer = DiskImage.differencing(SIZE)
                    .blockSize(4096)
                    .seed(1000 + i)
                    .parent(below)
                    .parentName("none.vhd")
                    .build();
            layer.writeTo(cases.resolve("layer" + i + ".vhd"));
            below = layer;
        }
        WatchedFileSystem watched = new WatchedFileSystem(FileSystems.getDefault());
        try (VirtualDisk disk = VirtualDisk.open(watched.of(cases.resolve("layer39.vhd")))) {
            assertEquals(41, disk.chain().layers().size());
            disk.chain().links().forEach(link -> assertTrue(link.rejected().size() < 50));
        }
        // Each layer once to see that it is no parent yet, and once more when it is.
        assertTrue(watched.opened().size() <= 1041 + 41, watched.opened().size() + " files opened");
    }

    private static ParentCandidate candidate(String name, DiskImage disk) {
        return ParentCandidate.of(name, () -> RandomAccessSources.ofBytes(name, disk.toBytes()));
    }

    private static List<FindingCode> codes(VirtualDisk disk) {
        return disk.findings().stream()
                .map(Finding::code)
                .filter(code -> code != FindingCode.PARENT_RENAMED
                        && code != FindingCode.PARENT_TIME_DIFFERS
                        && code != FindingCode.CHAIN_TIMES_CONTRADICT)
                .toList();
    }
}
