package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.file.FooterPlace;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Split images, raw and forced parents, and the extensions of file names. */
class ExtensionsTest {
    private static final long SIZE = 64 * 1024;
    private static final byte[] OTHER_ID = {9, 9, 9, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    @TempDir
    Path cases;

    @TempDir
    Path elsewhere;

    private final DiskImage fixed =
            DiskImage.fixed(SIZE).own(0, SIZE / 512, SectorContent.pattern(1)).build();
    private final DiskImage base = DiskImage.dynamic(SIZE)
            .blockSize(4096)
            .own(0, SIZE / 512, SectorContent.pattern(2))
            .build();
    private final DiskImage child = childOf(base).build();

    private static DiskImage.Builder childOf(DiskImage parent) {
        return DiskImage.differencing(parent.size())
                .blockSize(4096)
                .parent(parent)
                .parentName("base.vhd")
                .own(8, 4, SectorContent.pattern(3));
    }

    // ---- split images

    @Test
    void piecesAreReadAsOne() throws IOException {
        for (DiskImage image : List.of(fixed, base)) {
            for (int length : new int[] {1100, 4096, 30_000, 65_000}) {
                Path folder = Files.createTempDirectory(cases, "split");
                Path first = split(image.toBytes(), length, folder.resolve("disk.vhd"), "v");
                try (VirtualDisk disk = VirtualDisk.open(first)) {
                    assertArrayEquals(TestChain.of(image).merged(), read(disk, 0, (int) SIZE));
                    assertEquals(List.of(FindingCode.SPLIT_IMAGE), codes(disk));
                    assertTrue(disk.findings().get(0).detail().startsWith("its pieces: disk.vhd, disk.v01"));
                    assertArrayEquals(TestChain.of(image).read(length - 100, 200), read(disk, length - 100, 200));
                }
            }
        }
    }

    @Test
    void theCaseOfTheirNamesDoesNotMatter() throws IOException {
        Path first = split(fixed.toBytes(), 30_000, cases.resolve("DISK.VHD"), "V");
        Files.move(cases.resolve("DISK.V01"), cases.resolve("disk.v01"));
        reads(first, fixed);
    }

    @Test
    void aParentMayBeSplit() throws IOException {
        split(base.toBytes(), 30_000, cases.resolve("base.vhd"), "v");
        try (VirtualDisk disk = VirtualDisk.open(child.writeTo(cases.resolve("child.vhd")))) {
            assertArrayEquals(TestChain.of(child, base).merged(), read(disk, 0, (int) SIZE));
        }
    }

    @Test
    void aMissingPieceIsNamed() throws IOException {
        Path first = split(fixed.toBytes(), 20_000, cases.resolve("disk.vhd"), "v");
        Files.delete(cases.resolve("disk.v02"));
        VhdException e = assertThrows(VhdException.class, () -> VirtualDisk.open(first));
        assertEquals(ErrorCode.SPLIT_PIECES, e.code());
        assertTrue(e.getMessage().contains("piece .v02 is missing, .v03 is there"), e::getMessage);
    }

    @Test
    void twoFilesForOnePieceAndTooManyAreRefused() throws IOException {
        Path first = split(fixed.toBytes(), 30_000, cases.resolve("disk.vhd"), "v");
        Files.copy(cases.resolve("disk.v01"), cases.resolve("DISK.v01"));
        assertEquals(ErrorCode.SPLIT_PIECES, code(first));
        Files.delete(cases.resolve("DISK.v01"));
        Files.copy(cases.resolve("disk.v01"), cases.resolve("disk.v64"));
        assertEquals(ErrorCode.SPLIT_PIECES, code(first));
    }

    @Test
    void aPieceOtherThanTheFirstIsNotTakenForADisk() throws IOException {
        for (DiskImage image : List.of(fixed, base)) {
            Path folder = Files.createTempDirectory(cases, "later");
            split(image.toBytes(), 30_000, folder.resolve("disk.vhd"), "v");
            try (Stream<Path> pieces = Files.list(folder)) {
                for (Path piece :
                        pieces.filter(file -> !file.endsWith("disk.vhd")).toList()) {
                    assertEquals(ErrorCode.SPLIT_NOT_FIRST, code(piece), piece.toString());
                }
            }
        }
        // A whole disk may have any name.
        reads(fixed.writeTo(cases.resolve("whole.v01")), fixed);
    }

    @Test
    void aWholeDiskIsNotJoinedWithPiecesBesideIt() throws IOException {
        Path whole = fixed.writeTo(cases.resolve("disk.vhd"));
        Files.write(cases.resolve("disk.v01"), new byte[4096]);
        reads(whole, fixed);
    }

    @Test
    void aPieceThatIsALinkIsRefused() throws IOException {
        Path first = split(fixed.toBytes(), 30_000, cases.resolve("disk.vhd"), "v");
        Path moved = Files.move(cases.resolve("disk.v01"), elsewhere.resolve("secret"));
        Files.createSymbolicLink(cases.resolve("disk.v01"), moved);
        assertEquals(ErrorCode.SPLIT_PIECES, code(first));
    }

    // ---- raw and forced parents

    @Test
    void aRawParentIsTakenOnlyWhenTheCallerNamesIt() throws IOException {
        byte[] bytes = TestChain.of(fixed).merged();
        Path raw = Files.write(elsewhere.resolve("base.img"), bytes);
        DiskImage xen = childOf(fixed).parentUniqueId(new byte[16]).build();
        Path leaf = xen.writeTo(cases.resolve("xen.vhd"));
        assertEquals(ErrorCode.PARENT_ID_NULL, code(leaf));
        VhdOptions options = VhdOptions.builder().rawParent(raw).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertArrayEquals(TestChain.of(xen, fixed).merged(), read(disk, 0, (int) SIZE));
            assertEquals(List.of(FindingCode.PARENT_RAW), codes(disk));
            assertEquals(IdVerdict.RAW, disk.chain().links().get(0).id());
            VhdFile file = (VhdFile) disk.chain().layer(1).file();
            assertTrue(file.isRaw());
            assertEquals(FooterPlace.NONE, file.servedFooter().place());
            assertNull(file.tailFooter());
            assertEquals(List.of(), disk.examineResidue((done, total, read) -> true));
        }
        // A recorded id is never satisfied by a file without one.
        Path proven = child.writeTo(cases.resolve("child.vhd"));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, code(proven, options));
    }

    @Test
    void aVhdNamedAsARawParentIsReported() throws IOException {
        Path vhd = fixed.writeTo(elsewhere.resolve("base.vhd"));
        Path leaf = childOf(fixed).parentUniqueId(new byte[16]).build().writeTo(cases.resolve("xen.vhd"));
        try (VirtualDisk disk =
                VirtualDisk.open(leaf, VhdOptions.builder().rawParent(vhd).build())) {
            String findings = disk.findings().toString();
            assertTrue(findings.contains("it ends in a VHD footer, which is taken for data"), findings);
        }
    }

    @Test
    void aForcedParentIsUsedAndReported() throws IOException {
        DiskImage replaced = base.toBuilder().uniqueId(OTHER_ID).seed(4).build();
        Path substitute = replaced.writeTo(elsewhere.resolve("rebuilt.vhd"));
        DiskImage timed = childOf(base).parentTimestamp(525_527_478).build();
        Path leaf = timed.writeTo(cases.resolve("child.vhd"));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, code(leaf));
        VhdOptions options = VhdOptions.builder().forcedParent(substitute).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertArrayEquals(TestChain.of(timed, replaced).merged(), read(disk, 0, (int) SIZE));
            assertEquals(List.of(FindingCode.PARENT_FORCED, FindingCode.PARENT_TIME_DIFFERS), codes(disk));
            assertEquals(IdVerdict.MISMATCH_FORCED, disk.chain().links().get(0).id());
            assertTrue(
                    disk.findings().get(0).detail().contains("with the id 04090909-0605"),
                    disk.findings().get(0)::detail);
        }
    }

    @Test
    void aForcedParentOfAnotherSizeIsReported() throws IOException {
        DiskImage small = DiskImage.fixed(1024).uniqueId(OTHER_ID).build();
        Path leaf = child.writeTo(cases.resolve("child.vhd"));
        VhdOptions options = VhdOptions.builder()
                .forcedParent(small.writeTo(elsewhere.resolve("s.vhd")))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertEquals(List.of(FindingCode.PARENT_FORCED, FindingCode.PARENT_SIZE_DIFFERS), codes(disk));
        }
    }

    @Test
    void aForcedParentThatIsTheRightOneIsProven() throws IOException {
        Path leaf = child.writeTo(cases.resolve("child.vhd"));
        VhdOptions options = VhdOptions.builder()
                .forcedParent(base.writeTo(elsewhere.resolve("b")))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertEquals(List.of(), codes(disk));
            assertEquals(IdVerdict.MATCHES, disk.chain().links().get(0).id());
        }
    }

    @Test
    void aForcedParentNeverTakesThePlaceOfOneThatWasFound() throws IOException {
        base.writeTo(cases.resolve("base.vhd"));
        Path leaf = child.writeTo(cases.resolve("child.vhd"));
        VhdOptions options = VhdOptions.builder()
                .forcedParent(fixed.writeTo(elsewhere.resolve("f.vhd")))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertArrayEquals(TestChain.of(child, base).merged(), read(disk, 0, (int) SIZE));
            assertEquals(List.of(FindingCode.PARENT_FORCED_UNUSED), codes(disk));
        }
    }

    @Test
    void theFirstMissingParentIsTheOneThatIsForced() throws IOException {
        DiskImage middle = childOf(base).uniqueId(OTHER_ID).build();
        DiskImage top = childOf(middle).parentName("middle.vhd").build();
        middle.writeTo(cases.resolve("middle.vhd"));
        Path leaf = top.writeTo(cases.resolve("top.vhd"));
        VhdOptions options = VhdOptions.builder()
                .forcedParent(fixed.writeTo(elsewhere.resolve("f.vhd")))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertArrayEquals(TestChain.of(top, middle, fixed).merged(), read(disk, 0, (int) SIZE));
            assertEquals(IdVerdict.MATCHES, disk.chain().links().get(0).id());
            assertEquals(IdVerdict.MISMATCH_FORCED, disk.chain().links().get(1).id());
        }
    }

    @Test
    void aForcedParentThatIsInTheChainOrNoFileIsRefused() throws IOException {
        Path leaf = child.writeTo(cases.resolve("child.vhd"));
        for (Path bad : List.of(leaf, elsewhere, elsewhere.resolve("gone.vhd"))) {
            VhdOptions options = VhdOptions.builder()
                    .forcedParent(bad)
                    .orphans(OrphanPolicy.SERVE_KNOWN)
                    .build();
            ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf, options));
            assertEquals(ErrorCode.SUBSTITUTE_REFUSED, e.code());
        }
        Path text = Files.writeString(elsewhere.resolve("text"), "x".repeat(2000));
        assertEquals(
                ErrorCode.NO_FOOTER,
                code(leaf, VhdOptions.builder().forcedParent(text).build()));
    }

    @Test
    void checkpointsAndUndoDisksAreFoundByTheirExtensions() throws IOException {
        for (String name : List.of("a_0A1B.avhd", "VirtualPCUndo_a_0_0.vud", "B.AVHD")) {
            Path folder = Files.createTempDirectory(cases, "ext");
            base.writeTo(folder.resolve(name));
            try (VirtualDisk disk = VirtualDisk.open(child.writeTo(folder.resolve("leaf.avhd")))) {
                assertEquals(2, disk.chain().layers().size());
                assertNotNull(disk.chain().layer(1).path());
            }
        }
    }

    private static Path split(byte[] bytes, int length, Path first, String letter) throws IOException {
        int most = Math.max(length, (bytes.length + 62) / 63);
        String name = first.getFileName().toString();
        String stem = name.substring(0, name.length() - 4);
        for (int piece = 0; piece * most < bytes.length; piece++) {
            byte[] part = Arrays.copyOfRange(bytes, piece * most, Math.min(bytes.length, (piece + 1) * most));
            Path file = piece == 0 ? first : first.resolveSibling(String.format("%s.%s%02d", stem, letter, piece));
            Files.write(file, part);
        }
        return first;
    }

    private static void reads(Path file, DiskImage image) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            assertArrayEquals(TestChain.of(image).merged(), read(disk, 0, (int) SIZE));
        }
    }

    private static ErrorCode code(Path file) {
        return code(file, VhdOptions.defaults());
    }

    private static ErrorCode code(Path file, VhdOptions options) {
        return assertThrows(VhdException.class, () -> VirtualDisk.open(file, options))
                .code();
    }

    private static List<FindingCode> codes(VirtualDisk disk) {
        return disk.findings().stream().map(Finding::code).toList();
    }

    private static byte[] read(VirtualDisk disk, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.readFully(from, bytes);
        return bytes.array();
    }
}
