package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;

/** Makes the checksums of a file fit its structures again. */
final class ChecksumFixer {
    private static final int BATMAP_CHECKSUM = 24;

    private ChecksumFixer() {}

    /** Where the structures are known from the file as it was before it was broken. */
    static void fix(byte[] file, Anatomy anatomy) {
        Positions positions = anatomy.positions();
        if (anatomy.headCopy()) {
            fixFooter(file, 0, Structures.FOOTER_BYTES);
        }
        if (anatomy.hasTail()) {
            fixFooter(file, positions.tail, positions.tailBytes);
        }
        if (anatomy.hasBlocks()) {
            fixHeader(file, positions.header);
        }
        if (positions.batmap != Positions.NONE) {
            int at = (int) positions.batmap;
            int map = (int) Sectors.roundUp(Sectors.unitsFor(positions.entries.length, Byte.SIZE), Sectors.BYTES);
            int sum = Checksums.of(file, at + Structures.BATMAP_HEADER_BYTES, map, -1);
            ByteBuffer.wrap(file).putInt(at + BATMAP_CHECKSUM, sum);
        }
    }

    /** Where the structures are found by their cookies. */
    static void fix(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        long tail = AnatomyScanner.findTail(bytes);
        long header = Sectors.BYTES;
        if (AnatomyScanner.hasFooter(bytes, 0) && file.length >= Structures.FOOTER_BYTES) {
            fixFooter(file, 0, Structures.FOOTER_BYTES);
            header = bytes.getLong(16);
        }
        if (tail != Positions.NONE) {
            fixFooter(file, tail, (int) (file.length - tail));
            header = bytes.getLong((int) tail + 16);
        }
        if (AnatomyScanner.hasHeader(bytes, header) && header <= file.length - Structures.HEADER_BYTES) {
            fixHeader(file, header);
        }
    }

    private static void fixFooter(byte[] file, long at, int length) {
        int sum = Checksums.of(file, (int) at, length, Structures.FOOTER_CHECKSUM);
        ByteBuffer.wrap(file).putInt((int) at + Structures.FOOTER_CHECKSUM, sum);
    }

    private static void fixHeader(byte[] file, long at) {
        int sum = Checksums.of(file, (int) at, Structures.HEADER_BYTES, Structures.HEADER_CHECKSUM);
        ByteBuffer.wrap(file).putInt((int) at + Structures.HEADER_CHECKSUM, sum);
    }
}
