package io.github.vhdlayers.filesystems.ext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the inodes in which a file's attributes are kept that are too large for its own inode and for the block of its attributes. */
final class AttributeInodes {
    private static final int MAGIC = 0xEA020000;
    private static final int BLOCK_HEADER = 32;
    private static final int ENTRY = 16;
    private static final int MOST = 256;

    private AttributeInodes() {}

    /**
     * Their numbers, at most 256.
     *
     * @throws IOException if the block of attributes cannot be read
     */
    static Set<Long> of(ExtVolume volume, Inode inode) throws IOException {
        Set<Long> found = new LinkedHashSet<>();
        int within = inode.extraEnd();
        if (within > Inode.OLD_BYTES && within + 4 <= inode.bytes().limit()) {
            collect(inode.bytes(), within, within + 4, found);
        }
        long block = inode.attributeBlock();
        if (volume.superblock.isBlock(block)) {
            collect(volume.block(block), 0, BLOCK_HEADER, found);
        }
        return found;
    }

    private static void collect(ByteBuffer bytes, int magic, int first, Set<Long> found) {
        if (bytes.getInt(magic) != MAGIC) {
            return;
        }
        for (int entry = first; entry + ENTRY <= bytes.limit() && bytes.getInt(entry) != 0 && found.size() < MOST; ) {
            long number = ExtSuper.unsigned(bytes, entry + 4);
            if (number != 0) {
                found.add(number);
            }
            entry += ENTRY + (Byte.toUnsignedInt(bytes.get(entry)) + 3 & ~3);
        }
    }
}
