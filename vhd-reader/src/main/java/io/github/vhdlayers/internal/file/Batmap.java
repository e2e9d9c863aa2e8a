package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.CreatorApplication;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Xen's map of full blocks, which Xen's {@code tap} writes after the block allocation table since version 1.2; not in the
 * specification, known from Xen's sources. Xen does not keep up the sector bitmap of a block that the map calls full, so the
 * bitmap must then not be looked at.
 */
final class Batmap {
    private static final long COOKIE = 0x746462_61746D6170L; // tdbatmap
    private static final long VERSION = 0x0001_0002;
    private static final long OLD_VERSION = 0x0001_0001;
    private static final String STRUCTURE = "batmap";
    /** Enough for a disk of 2040 GiB in blocks of 512 KiB; a larger map is not loaded, and its bitmaps are used. */
    private static final int MAX_BYTES = 1 << 20;

    private final byte[] full;

    private Batmap(byte[] full) {
        this.full = full;
    }

    /** Whether a block is full. */
    boolean isFull(long block) {
        int at = (int) Math.min(Integer.MAX_VALUE, block >>> 3);
        return at < full.length && (full[at] & 0x80 >> (block & 7)) != 0;
    }

    /** The map of a file that Xen made, or null if there is none or none that can be used. */
    static @Nullable Batmap read(
            StructureSource source,
            HardDiskFooter footer,
            long mapHeaderOffset,
            long blocks,
            StructureMap structures,
            FindingLog log)
            throws IOException {
        boolean absent = !footer.creator().name().equals("tap")
                || mapHeaderOffset < 0
                || mapHeaderOffset > source.size() - VhdConstants.SECTOR_BYTES;
        if (absent) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(VhdConstants.SECTOR_BYTES);
        source.readFully(mapHeaderOffset, bytes);
        StructReader header = new StructReader(bytes.flip());
        if (header.u64(0) != COOKIE) {
            if (alwaysHasOne(footer.creator())) {
                log.add(FindingCode.BATMAP_IGNORED, STRUCTURE, "no \"tdbatmap\" where it should be", mapHeaderOffset);
            }
            return null;
        }
        if (header.u8(29) != 0) {
            throw new UnsupportedVhdException(new Problem(
                    ErrorCode.ENCRYPTED,
                    source.name(),
                    STRUCTURE,
                    "key hash flag",
                    "0",
                    header.u8(29) + ": the content is encrypted",
                    mapHeaderOffset + 29));
        }
        String unusable = whyUnusable(header, source.size(), blocks);
        if (unusable == null) {
            byte[] map = new byte[(int) (header.u32(16) * VhdConstants.SECTOR_BYTES)];
            source.readFully(header.u64(8), ByteBuffer.wrap(map));
            if (isSum(map, header.u32(24))) {
                structures.add(FileRegion.Kind.BATMAP, mapHeaderOffset, VhdConstants.SECTOR_BYTES);
                structures.add(FileRegion.Kind.BATMAP, header.u64(8), map.length);
                return new Batmap(map);
            }
            unusable = "its checksum does not match its bytes";
        }
        log.add(FindingCode.BATMAP_IGNORED, STRUCTURE, unusable, mapHeaderOffset);
        return null;
    }

    /** Xen's sources: versions before 1.2 may have none. */
    private static boolean alwaysHasOne(CreatorApplication tap) {
        return tap.majorVersion() > 1 || (tap.majorVersion() == 1 && tap.minorVersion() >= 2);
    }

    private static @Nullable String whyUnusable(StructReader header, long fileSize, long blocks) {
        long offset = header.u64(8);
        long bytes = header.u32(16) * VhdConstants.SECTOR_BYTES;
        if (header.u32(20) != VERSION && header.u32(20) != OLD_VERSION) {
            return String.format("version 0x%08x is neither 0x%08x nor 0x%08x", header.u32(20), VERSION, OLD_VERSION);
        }
        if (bytes > MAX_BYTES) {
            return "its " + bytes + " bytes are more than the " + MAX_BYTES + " that are loaded";
        }
        if (offset < 0 || offset > fileSize - bytes) {
            return "its " + bytes + " bytes at file offset " + Long.toUnsignedString(offset) + " are not in the file";
        }
        return bytes < (blocks + 7) / 8 ? "its " + bytes + " bytes are too few for " + blocks + " blocks" : null;
    }

    /** Whether a checksum is that of the map's bytes; version 1.1 took them for signed. */
    private static boolean isSum(byte[] map, long checksum) {
        int unsigned = 0;
        int signed = 0;
        for (byte b : map) {
            unsigned += b & 0xFF;
            signed += b;
        }
        return (int) checksum == ~unsigned || (int) checksum == ~signed;
    }
}
