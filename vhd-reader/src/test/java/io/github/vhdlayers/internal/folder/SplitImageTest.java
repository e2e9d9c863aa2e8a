package io.github.vhdlayers.internal.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import io.github.vhdlayers.testkit.WatchedFileSystem.Action;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which files belong to a split image, what is wrong with them, and that none of them stays open. */
class SplitImageTest {
    private static final int SIZE = 64 * 1024;
    private static final int FOOTER = 512;
    private static final byte[] FIXED = fixed().build().toBytes();
    private static final DiskImage DYNAMIC =
            DiskImage.dynamic(SIZE).blockSize(4096).own(0, 32, content()).build();

    @TempDir
    Path folder;

    private final WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault());

    private static DiskImage.Builder fixed() {
        return DiskImage.fixed(SIZE).own(0, SIZE / 512, content());
    }

    private static SectorContent content() {
        return SectorContent.pattern(1);
    }

    /** Writes a file in pieces of equal length, the last of which may be shorter. */
    private Path split(byte[] bytes, int pieces) throws IOException {
        int length = (bytes.length + pieces - 1) / pieces;
        for (int i = 0; i < pieces; i++) {
            byte[] piece = Arrays.copyOfRange(bytes, i * length, Math.min(bytes.length, (i + 1) * length));
            Files.write(folder.resolve(i == 0 ? "disk.vhd" : String.format("disk.v%02d", i)), piece);
        }
        return folder.resolve("disk.vhd");
    }

    private byte[] open(Path file) throws IOException {
        try (RandomAccessSource source = SplitImage.open(system.of(file))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
            source.readFully(0, bytes);
            return bytes.array();
        }
    }

    private void refuses(Path file, ErrorCode code, String what) {
        VhdException e = assertThrows(VhdException.class, () -> open(file));
        assertEquals(code, e.code());
        assertTrue(e.getMessage().contains(what), e::getMessage);
        assertEquals(List.of(), system.stillOpen());
    }

    @Test
    void joinsUpToSixtyFourPieces() throws IOException {
        for (int pieces : new int[] {2, 3, 64}) {
            assertArrayEquals(FIXED, open(split(FIXED, pieces)));
            assertEquals(List.of(), system.stillOpen());
        }
        Files.write(folder.resolve("disk.v64"), new byte[FOOTER]);
        refuses(
                folder.resolve("disk.vhd"),
                ErrorCode.SPLIT_PIECES,
                "there is a piece .v64, and they go from .v01 to .v63");
    }

    @Test
    void keepsAllPiecesOpenUntilItIsClosed() throws IOException {
        Path first = split(FIXED, 3);
        try (RandomAccessSource source = SplitImage.open(system.of(first))) {
            assertEquals("disk.vhd", source.name());
            assertEquals(List.of("disk.vhd", "disk.v01", "disk.v02"), RandomAccessSources.pieceNames(source));
            assertEquals(3, system.stillOpen().size());
        }
        assertEquals(List.of(), system.stillOpen());
    }

    @Test
    void mayBearTheNameThatTheCallerGives() throws IOException {
        try (RandomAccessSource source = SplitImage.open(split(FIXED, 2), "evidence 7")) {
            assertEquals("evidence 7", source.name());
        }
    }

    @Test
    void reportsPiecesThatAreMissingOrNotSingle() throws IOException {
        Path first = split(FIXED, 4);
        Path one = folder.resolve("disk.v01");
        Path other = folder.resolve("DISK.v01");
        if (!Files.exists(other)) {
            Files.copy(one, other);
            refuses(first, ErrorCode.SPLIT_PIECES, "two files could be piece .v01: ");
            Files.delete(other);
        }
        Files.copy(one, folder.resolve("disk.v00"));
        refuses(first, ErrorCode.SPLIT_PIECES, "there is a piece .v00, and they go from .v01 to .v63");
        Files.delete(folder.resolve("disk.v00"));
        Files.delete(folder.resolve("disk.v02"));
        refuses(first, ErrorCode.SPLIT_PIECES, "piece .v02 is missing, .v03 is there");
        Files.createDirectory(folder.resolve("disk.v02"));
        refuses(first, ErrorCode.SPLIT_PIECES, "piece .v02 is not a regular file");
    }

    @Test
    void ignoresPiecesOfOtherImages() throws IOException {
        Path first = split(FIXED, 3);
        Files.write(folder.resolve("other.v01"), new byte[100]);
        Files.write(folder.resolve("disk2.v03"), new byte[100]);
        assertArrayEquals(FIXED, open(first));
    }

    @Test
    void namesTheFirstPieceToOneWhoOpensALaterOne() throws IOException {
        split(FIXED, 3);
        for (String piece : List.of("1", "2")) {
            refuses(
                    folder.resolve("disk.v0" + piece),
                    ErrorCode.SPLIT_NOT_FIRST,
                    "this is piece 0" + piece + "; the first piece ends in .vhd, and is the one to open");
        }
    }

    /** What is beside a disk that is whole does not belong to it. */
    @Test
    void aWholeDiskHasNoPieces() throws IOException {
        byte[] another = DYNAMIC.toBytes();
        another[68] ^= 1;
        List<byte[]> whole = List.of(
                FIXED,
                fixed().footerForm(FooterForm.SHORT_511).build().toBytes(),
                DYNAMIC.toBytes(),
                DYNAMIC.toBuilder().footerForm(FooterForm.SHORT_511).build().toBytes(),
                DYNAMIC.toBuilder().footerForm(FooterForm.TAIL_ONLY).build().toBytes(),
                VhdxImage.dynamic(1 << 20).build().toBytes());
        Path file = folder.resolve("disk.vhd");
        Path beside = Files.write(folder.resolve("disk.v01"), new byte[1000]);
        for (byte[] bytes : whole) {
            Files.write(file, bytes);
            assertArrayEquals(bytes, open(file));
        }
        List<byte[]> first = List.of(
                // A first piece that happens to end in a footer: of a disk of another size, of another disk, or a
                // damaged one.
                Arrays.copyOfRange(FIXED, 512, FIXED.length),
                Mutations.fixChecksums(another),
                damagedEnd(FIXED),
                new byte[0],
                new byte[100],
                new byte[511],
                new byte[5000]);
        for (byte[] bytes : first) {
            Files.write(file, bytes);
            assertEquals(bytes.length + Files.size(beside), open(file).length);
        }
    }

    private static byte[] damagedEnd(byte[] disk) {
        byte[] bytes = disk.clone();
        bytes[bytes.length - FOOTER + 300] ^= 1;
        return bytes;
    }

    /** The last piece of a dynamic disk ends in its footer too; the copy at the disk's start is in the first. */
    @Test
    void aLastPieceIsNoWholeDisk() throws IOException {
        split(DYNAMIC.toBytes(), 3);
        refuses(folder.resolve("disk.v02"), ErrorCode.SPLIT_NOT_FIRST, "this is piece 02;");
        Path whole = Files.write(folder.resolve("whole.v01"), DYNAMIC.toBytes());
        assertArrayEquals(DYNAMIC.toBytes(), open(whole));
    }

    @Test
    void filesOfOtherNamesAreTakenAsTheyAre() throws IOException {
        split(FIXED, 2);
        Path other = Files.move(folder.resolve("disk.vhd"), folder.resolve("disk.img"));
        assertEquals(Files.size(other), open(other).length);
        // Nothing of it was read: it cannot be a piece.
        assertEquals(
                1,
                system.reads().stream()
                        .filter(read -> read.path().endsWith("disk.img"))
                        .count());
    }

    /** A link is named like a first piece, and what it leads to is not. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkLendsItsEndingToNoOtherFile() throws IOException {
        Files.write(folder.resolve("disk.v01"), new byte[1000]);
        Files.write(folder.resolve(".v01"), new byte[1000]);
        for (String name : List.of("a", "ab", "disk", "disk.img")) {
            Path file = Files.write(folder.resolve(name), new byte[3000]);
            Path link = Files.createSymbolicLink(folder.resolve(name + "-link.vhd"), file);
            assertEquals(3000, open(link).length, name);
        }
        Path first = Files.write(folder.resolve("disk.vhd"), new byte[3000]);
        assertEquals(4000, open(Files.createSymbolicLink(folder.resolve("link.vhd"), first)).length);
    }

    @Test
    void leavesNoFileOpenAfterAFailure() throws IOException {
        Path first = split(FIXED, 4);
        for (Action action : List.of(Action.OPEN, Action.READ, Action.ASK, Action.LIST, Action.ENTRY)) {
            Path victim = action == Action.READ
                    ? first
                    : action == Action.LIST || action == Action.ENTRY ? folder : Path.of("disk.v02");
            WatchedFileSystem failing = new WatchedFileSystem(FileSystems.getDefault(), use -> {
                if (use.action() == action && use.path().endsWith(victim.getFileName())) {
                    throw new IOException("no such luck");
                }
            });
            IOException e = assertThrows(IOException.class, () -> SplitImage.open(failing.of(first)));
            assertTrue(String.valueOf(e.getMessage()).endsWith("no such luck"), e::toString);
            assertEquals(List.of(), failing.stillOpen(), action.toString());
        }
    }
}
