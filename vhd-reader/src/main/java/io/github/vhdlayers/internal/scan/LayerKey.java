package io.github.vhdlayers.internal.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.codec.Sha256;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes a file of a chain from all others, in a store of many disks: ids alone do not, because files are copied and written to.
 * Two files have one key if format, length, time of change, footers, headers and block table (of absurd ones the first 8 MiB) are equal; where what holds the file
 * keeps no time, the key is without. Whether two files with different keys hold the same bytes, only their bytes can tell.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class LayerKey {
    private static final String VERSION = "vhd-layer-key 1";
    /** A VHD's copy of the footer, its header and the start of its locators; a VHDX's headers and region tables. */
    private static final int VHD_HEAD_BYTES = 4096;

    private static final int VHDX_HEAD_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 1 << 16;
    private static final int ENTRY_BYTES = 4;
    /** The table of a disk twice as large as the format has, in blocks of the usual size. */
    private static final long MOST_TABLE_BYTES = 8 << 20;

    private LayerKey() {}

    /**
     * The key of a layer. Reads the block table of a VHD, at most a few megabytes, and no data.
     *
     * @param layer the layer, which stays open
     * @return 64 digits in hexadecimal, in small letters
     * @throws IOException if the file cannot be read
     */
    public static String of(DiskLayer layer) throws IOException {
        return of(layer.file(), layer.path() == null ? null : time(layer.path()));
    }

    /**
     * The key of a file.
     *
     * @param file the file, which stays open
     * @param changed when it was last changed, or null if that is not known
     * @return 64 digits in hexadecimal, in small letters
     * @throws IOException if the file cannot be read
     */
    public static String of(LayerFile file, @Nullable Instant changed) throws IOException {
        MessageDigest digest = Sha256.digest();
        String facts = String.join(
                "\n",
                VERSION,
                file.format().name(),
                file.type().name(),
                Long.toString(file.fileSize()),
                changed == null ? "-" : changed.toString(),
                file.uniqueId().toBigEndianString(),
                "");
        digest.update(facts.getBytes(UTF_8));
        if (!(file instanceof VhdFile vhd)) {
            update(digest, file, 0, VHDX_HEAD_BYTES);
        } else {
            update(digest, file, Math.max(0, file.fileSize() - VhdConstants.FOOTER_BYTES), VhdConstants.FOOTER_BYTES);
            DynamicDiskHeader header = vhd.header();
            if (header != null && vhd.type() != DiskType.FIXED) {
                update(digest, file, 0, VHD_HEAD_BYTES);
                update(
                        digest,
                        file,
                        header.tableOffset(),
                        Math.min(MOST_TABLE_BYTES, header.maxTableEntries() * ENTRY_BYTES));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Instant time(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toInstant();
    }

    /** Takes a range, as far as the file has it. */
    private static void update(MessageDigest digest, LayerFile file, long from, long length) throws IOException {
        long end = Math.min(file.fileSize(), from + Math.min(length, file.fileSize()));
        for (long at = from; at < end; at += PIECE_BYTES) {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, end - at));
            file.readRaw(at, piece);
            digest.update(piece.flip());
        }
    }
}
