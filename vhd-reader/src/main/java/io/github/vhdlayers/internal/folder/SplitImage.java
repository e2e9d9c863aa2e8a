package io.github.vhdlayers.internal.folder;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.io.Closing;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens the file of an image, and with it the other pieces if it is split: {@code name.vhd}, {@code name.v01} and so on up to
 * {@code name.v63}, which Virtual PC wrote on file systems that end at 4 GiB. The pieces are one sequence of bytes, of which the
 * footer is at the end of the last.
 *
 * <p>Pieces are looked for in the folder of the first one and nowhere else. A file with a footer of its own is whole, whatever
 * is beside it.
 *
 * <p>Thread-safe: each call opens files of its own, which the caller closes.
 */
public final class SplitImage {
    private static final int LAST_PIECE = 63;
    private static final String FIRST = ".vhd";

    private SplitImage() {}

    /**
     * Opens a file, whole or split.
     *
     * @param file a file that is whole, or the first piece
     * @throws CorruptVhdException if pieces are missing, or more than one file could be the same piece
     * @throws UnsupportedVhdException if the file is a piece other than the first
     * @throws IOException if a file cannot be opened
     */
    public static RandomAccessSource open(Path file) throws IOException {
        return open(file, null);
    }

    /**
     * The same under another name, which findings and failures carry.
     *
     * @param wholeName the name of the image, or null for that of the file
     * @throws IOException as the other one says
     */
    public static RandomAccessSource open(Path file, @Nullable String wholeName) throws IOException {
        return open(file, wholeName, new LinkOption[0]);
    }

    /**
     * The same of a file that was found and not named: a link that took its place since is not followed.
     *
     * @throws IOException if it cannot be opened
     */
    public static RandomAccessSource openUnlinked(Path file) throws IOException {
        return open(file, null, LinkOption.NOFOLLOW_LINKS);
    }

    private static RandomAccessSource open(Path file, @Nullable String wholeName, LinkOption... links)
            throws IOException {
        RandomAccessSource first = RandomAccessSources.ofPath(file, links);
        List<RandomAccessSource> pieces = new ArrayList<>(List.of(first));
        try {
            String name = fileName(file);
            PieceName later = PieceName.of(name);
            if ((!mayBeFirst(name) && later == null) || isWhole(first, later == null)) {
                return first;
            }
            if (later != null) {
                throw new UnsupportedVhdException(Problem.of(
                        ErrorCode.SPLIT_NOT_FIRST,
                        SafeText.escape(name),
                        "split image",
                        String.format(
                                Locale.ROOT,
                                "this is piece %02d; the first piece ends in .vhd, and is the one to open",
                                later.number())));
            }
            for (Path piece : pieces(file.toRealPath(links))) {
                pieces.add(RandomAccessSources.ofPath(piece, LinkOption.NOFOLLOW_LINKS));
            }
            return pieces.size() == 1
                    ? first
                    : RandomAccessSources.concatenated(wholeName == null ? first.name() : wholeName, pieces);
        } catch (IOException | RuntimeException | Error e) {
            Closing.allAfter(e, pieces);
            throw e;
        }
    }

    private static boolean mayBeFirst(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(FIRST);
    }

    /**
     * Whether a file ends in a footer of its own, which fits it; a split image's first piece ends in data.
     *
     * @param mayLackHead whether a dynamic disk without the copy of its footer at the start is a damaged one, and not the last piece
     */
    private static boolean isWhole(RandomAccessSource file, boolean mayLackHead) throws IOException {
        if (VhdxFile.isVhdx(file)) {
            return true;
        }
        long size = file.size();
        for (int length : new int[] {VhdConstants.FOOTER_BYTES, VhdConstants.OLD_FOOTER_BYTES}) {
            HardDiskFooter tail = footer(file, size - length, length);
            if (tail != null && tail.checksumValid()) {
                if (tail.diskType() == DiskType.FIXED) {
                    return tail.currentSize() == size - length;
                }
                HardDiskFooter head = footer(file, 0, VhdConstants.FOOTER_BYTES);
                return head == null ? mayLackHead : head.uniqueId().equals(tail.uniqueId());
            }
        }
        return false;
    }

    private static @Nullable HardDiskFooter footer(RandomAccessSource file, long at, int length) throws IOException {
        if (at < 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        file.readFully(at, bytes);
        HardDiskFooter footer = HardDiskFooter.decode(bytes.flip());
        return footer.hasCookie() ? footer : null;
    }

    /** The pieces behind the first, in order. */
    private static List<Path> pieces(Path first) throws IOException {
        String name = fileName(first);
        Path folder = first.getParent();
        // Where a link led here, this file may have any name.
        if (folder == null || !mayBeFirst(name)) {
            return List.of();
        }
        String stem = name.substring(0, name.length() - FIRST.length());
        Map<Integer, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                PieceName piece = PieceName.of(fileName(entry));
                if (piece != null && piece.stem().equalsIgnoreCase(stem)) {
                    add(found, piece.number(), entry, name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        int expected = 1;
        for (Map.Entry<Integer, Path> piece : found.entrySet()) {
            if (piece.getKey() != expected) {
                throw wrong(
                        name,
                        String.format(
                                Locale.ROOT, "piece .v%02d is missing, .v%02d is there", expected, piece.getKey()));
            }
            expected++;
        }
        return List.copyOf(found.values());
    }

    private static void add(Map<Integer, Path> found, int number, Path piece, String image) throws IOException {
        if (number < 1 || number > LAST_PIECE) {
            throw wrong(
                    image,
                    String.format(Locale.ROOT, "there is a piece .v%02d, and they go from .v01 to .v63", number));
        }
        // A link may lead anywhere, and a pipe would be waited for.
        if (!Files.readAttributes(piece, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw wrong(image, String.format(Locale.ROOT, "piece .v%02d is not a regular file", number));
        }
        Path other = found.putIfAbsent(number, piece);
        if (other != null) {
            throw wrong(
                    image,
                    String.format(
                            Locale.ROOT,
                            "two files could be piece .v%02d: %s and %s",
                            number,
                            SafeText.escape(fileName(other)),
                            SafeText.escape(fileName(piece))));
        }
    }

    private static CorruptVhdException wrong(String image, String what) {
        return new CorruptVhdException(Problem.of(ErrorCode.SPLIT_PIECES, SafeText.escape(image), "split image", what));
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
