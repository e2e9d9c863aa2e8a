package io.github.vhdlayers.filesystems.ntfs;

import org.jspecify.annotations.Nullable;

/**
 * The update sequence of a record or an index block. The last two bytes of each 512 bytes hold a number that each write counts up, and
 * what belongs there is kept in an array at the head. Where the number differs, the write ended halfway: the bytes are of two times.
 */
final class FixUps {
    /** Always 512, also on disks with larger sectors. */
    static final int STRIDE = 512;

    private FixUps() {}

    /**
     * Puts back what belongs at the end of each stride.
     *
     * @param block a whole record or block, changed in place
     * @return null, or what is wrong; then nothing of the block can be relied on
     */
    static @Nullable String apply(byte[] block) {
        int array = Le.u16(block, 4);
        int strides = Le.u16(block, 6) - 1;
        if (strides != block.length / STRIDE || array < 8 || array + 2 * (strides + 1) > STRIDE - 2) {
            return "its update sequence has " + (strides + 1) + " numbers at byte " + array + ", which does not fit "
                    + block.length + " bytes";
        }
        int number = Le.u16(block, array);
        for (int i = 0; i < strides; i++) {
            if (Le.u16(block, (i + 1) * STRIDE - 2) != number) {
                return torn(block, strides, number);
            }
        }
        for (int i = 0; i < strides; i++) {
            block[(i + 1) * STRIDE - 2] = block[array + 2 + 2 * i];
            block[(i + 1) * STRIDE - 1] = block[array + 3 + 2 * i];
        }
        return null;
    }

    private static String torn(byte[] block, int strides, int number) {
        StringBuilder torn = new StringBuilder();
        for (int i = 0; i < strides; i++) {
            if (Le.u16(block, (i + 1) * STRIDE - 2) != number) {
                torn.append(torn.isEmpty() ? "" : ", ").append(i);
            }
        }
        return "it was written in part only: its 512-byte parts " + torn
                + " (counted from 0) have another update sequence number";
    }
}
