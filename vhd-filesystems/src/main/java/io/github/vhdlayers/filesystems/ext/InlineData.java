package io.github.vhdlayers.filesystems.ext;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What an inode holds of its content within itself. */
final class InlineData {
    private static final int MAGIC = 0xEA020000;
    private static final int SYSTEM = 7;
    private static final int ENTRY = 16;

    private InlineData() {}

    /** The content of an inode with inline data: its field for blocks, then the value of an attribute. */
    static byte[] of(Inode inode) {
        byte[] value = attribute(inode);
        byte[] all = Arrays.copyOf(blocks(inode), Inode.BLOCKS_BYTES + value.length);
        System.arraycopy(value, 0, all, Inode.BLOCKS_BYTES, value.length);
        return all;
    }

    /** The field for blocks, which holds short links as well. */
    static byte[] blocks(Inode inode) {
        byte[] field = new byte[Inode.BLOCKS_BYTES];
        inode.blocks().get(0, field);
        return field;
    }

    /** The attribute's value; empty if there is none. */
    static byte[] attribute(Inode inode) {
        ByteBuffer bytes = inode.bytes();
        int at = inode.extraEnd();
        if (at < 128 + 4 || at + 4 > bytes.limit() || bytes.getInt(at) != MAGIC) {
            return new byte[0];
        }
        int first = at + 4;
        for (int entry = first; entry + ENTRY <= bytes.limit() && bytes.getInt(entry) != 0; ) {
            int nameLength = Byte.toUnsignedInt(bytes.get(entry));
            int offset = Short.toUnsignedInt(bytes.getShort(entry + 2));
            long size = ExtSuper.unsigned(bytes, entry + 8);
            boolean isData = bytes.get(entry + 1) == SYSTEM
                    && nameLength == 4
                    && entry + ENTRY + 4 <= bytes.limit()
                    && bytes.getInt(entry + ENTRY) == ('d' | 'a' << 8 | 't' << 16 | 'a' << 24);
            if (isData) {
                boolean fits = bytes.getInt(entry + 4) == 0 && first + offset + size <= bytes.limit();
                byte[] value = new byte[fits ? (int) size : 0];
                bytes.get(fits ? first + offset : 0, value);
                return value;
            }
            entry += ENTRY + (nameLength + 3 & ~3);
        }
        return new byte[0];
    }
}
