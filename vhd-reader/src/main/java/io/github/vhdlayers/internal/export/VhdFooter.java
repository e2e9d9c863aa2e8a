package io.github.vhdlayers.internal.export;

import io.github.vhdlayers.internal.codec.Checksums;
import io.github.vhdlayers.internal.format.vhd.DiskGeometry;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.format.vhd.VhdEpoch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The structures of a VHD file that is written here; the fields are those of the specification. */
final class VhdFooter {
    private static final int TYPE_FIXED = 2;
    private static final int TYPE_DYNAMIC = 3;
    private static final int RESERVED_FEATURE = 2;
    private static final int FORMAT_VERSION = 0x0001_0000;
    private static final int CREATOR_VERSION = 0x000A_0000;
    private static final int FOOTER_CHECKSUM_AT = 64;
    private static final int HEADER_CHECKSUM_AT = 36;
    private static final long NO_OFFSET = -1;

    /**
     * Several programs take the size of a disk from the geometry, which cannot express every size, unless the creator is one that they
     * know. This is the one that all of them know.
     */
    private static final String CREATOR = "win ";

    private static final String HOST = "Wi2k";

    private VhdFooter() {}

    /** The footer of a fixed disk. */
    static ByteBuffer ofFixed(long bytes, UUID id, Instant created) {
        return footer(bytes, id, created, TYPE_FIXED, NO_OFFSET);
    }

    /** The footer of a dynamic disk with its header behind the footer's copy. */
    static ByteBuffer ofDynamic(long bytes, UUID id, Instant created) {
        return footer(bytes, id, created, TYPE_DYNAMIC, VhdConstants.FOOTER_BYTES);
    }

    private static ByteBuffer footer(long bytes, UUID id, Instant created, int type, long headerOffset) {
        ByteBuffer footer = ByteBuffer.allocate(VhdConstants.FOOTER_BYTES);
        footer.put(ascii("conectix"))
                .putInt(RESERVED_FEATURE)
                .putInt(FORMAT_VERSION)
                .putLong(headerOffset);
        footer.putInt((int) VhdEpoch.fromInstant(created))
                .put(ascii(CREATOR))
                .putInt(CREATOR_VERSION)
                .put(ascii(HOST));
        footer.putLong(bytes).putLong(bytes);
        DiskGeometry geometry = DiskGeometry.ofSize(bytes);
        footer.putShort((short) geometry.cylinders())
                .put((byte) geometry.heads())
                .put((byte) geometry.sectorsPerTrack());
        footer.putInt(type).putInt(0);
        footer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return checked(footer, FOOTER_CHECKSUM_AT);
    }

    /** The header of a dynamic disk. */
    static ByteBuffer header(long tableOffset, long entries, int blockBytes) {
        ByteBuffer header = ByteBuffer.allocate(VhdConstants.HEADER_BYTES);
        header.put(ascii("cxsparse")).putLong(NO_OFFSET).putLong(tableOffset).putInt(FORMAT_VERSION);
        header.putInt((int) entries).putInt(blockBytes);
        return checked(header, HEADER_CHECKSUM_AT);
    }

    private static ByteBuffer checked(ByteBuffer structure, int checksumAt) {
        structure.clear();
        return structure.putInt(checksumAt, (int) Checksums.complementOfSum(structure, checksumAt));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
