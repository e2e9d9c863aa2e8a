package io.github.vhdlayers.filesystems.ext;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the first block of a journal says, checked.
 *
 * @param end the block behind the last one of the log, in blocks of the journal
 * @param first the first block of the log
 * @param sequence the number of the first transaction
 * @param start where it begins; 0 if there is nothing to do
 * @param compatible features that may be ignored
 * @param incompatible features that must be known
 * @param seed what checksums begin with
 * @param fastEnd the block behind the last one for fast commits; as {@code end} if there are none
 */
record JournalSuper(
        long end, long first, int sequence, long start, int compatible, int incompatible, int seed, long fastEnd) {
    static final int DESCRIPTOR = 1;
    static final int COMMIT = 2;
    static final int REVOKE = 5;

    private static final int IS_64_BIT = 0x2;
    private static final int CHECKSUM_2 = 0x8;
    private static final int CHECKSUM_3 = 0x10;
    private static final int FAST_COMMIT = 0x20;
    private static final int KNOWN = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x20;
    private static final int OLD_CHECKSUM = 0x1;
    private static final int VERSION_1 = 3;
    private static final int VERSION_2 = 4;
    private static final int FAST_BLOCKS = 256;

    /**
     * The first block of a journal.
     *
     * @param in the block, big-endian
     * @param blocks how many blocks the journal's file has
     * @throws IOException if it makes no sense; the message says why
     */
    static JournalSuper parse(ByteBuffer in, long blocks) throws IOException {
        int type = in.getInt(4);
        if (in.getInt(0) != JournalOverlay.MAGIC || (type != VERSION_1 && type != VERSION_2)) {
            throw new IOException("its journal does not begin as one");
        }
        boolean old = type == VERSION_1;
        int compatible = old ? 0 : in.getInt(0x24);
        int incompatible = old ? 0 : in.getInt(0x28);
        if ((incompatible & ~KNOWN) != 0) {
            throw new IOException(
                    String.format("its journal has features that are not known here: 0x%X", incompatible & ~KNOWN));
        }
        long length = Integer.toUnsignedLong(in.getInt(0x10));
        long first = Integer.toUnsignedLong(in.getInt(0x14));
        long start = Integer.toUnsignedLong(in.getInt(0x1C));
        long fast = Integer.toUnsignedLong(in.getInt(0x54));
        long end = length;
        if ((incompatible & FAST_COMMIT) != 0) {
            end = length - (fast == 0 ? FAST_BLOCKS : fast);
        }
        if (in.getInt(0x0C) != in.limit()
                || length > blocks
                || first < 1
                || first >= end
                || (start != 0 && (start < first || start >= end))) {
            throw new IOException("its journal has impossible sizes: " + length + " blocks of " + in.getInt(0x0C)
                    + " bytes, from " + first + " on, of which transactions begin at " + start);
        }
        byte[] uuid = new byte[16];
        in.get(0x30, uuid);
        return new JournalSuper(
                end, first, in.getInt(0x18), start, compatible, incompatible, Crc32c.update(-1, uuid), length);
    }

    boolean is64() {
        return (incompatible & IS_64_BIT) != 0;
    }

    boolean has3() {
        return (incompatible & CHECKSUM_3) != 0;
    }

    boolean hasChecksums() {
        return (incompatible & (CHECKSUM_2 | CHECKSUM_3)) != 0;
    }

    boolean hasOldChecksums() {
        return (compatible & OLD_CHECKSUM) != 0;
    }

    boolean hasFastCommits() {
        return fastEnd > end;
    }

    /** How many bytes a descriptor has for each block. */
    int tagBytes() {
        if (has3()) {
            return 16;
        }
        return 8 + (hasChecksums() ? 2 : 0) + (is64() ? 4 : 0);
    }

    /** The block of the log behind one. */
    long after(long block) {
        return block + 1 >= end ? first : block + 1;
    }
}
