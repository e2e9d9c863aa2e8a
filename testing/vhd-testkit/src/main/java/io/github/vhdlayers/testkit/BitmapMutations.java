package io.github.vhdlayers.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The sector bitmap of the first allocated block, and that of the last block if the disk ends inside it. */
final class BitmapMutations {
    private BitmapMutations() {}

    static List<Mutation> all() {
        return List.of(
                Mutation.inPlace(
                        "bitmap-bit-flipped",
                        "sector bitmap: the first sector's bit is another",
                        anatomy -> flip(anatomy, anatomy.firstAllocated(), 0, 1)),
                Mutation.inPlace(
                        "bitmap-inverted",
                        "sector bitmap: every sector's bit is another",
                        anatomy -> flip(anatomy, anatomy.firstAllocated(), 0, anatomy.sectorsPerBlock())),
                Mutation.inPlace(
                        "bitmap-pad-bits",
                        "sector bitmap: bits behind the last sector's are set",
                        anatomy -> flip(
                                anatomy,
                                anatomy.firstAllocated(),
                                anatomy.sectorsPerBlock(),
                                anatomy.positions().bitmapBytes * Byte.SIZE)),
                Mutation.inPlace(
                        "bitmap-bits-past-end",
                        "sector bitmap: bits of sectors behind the disk's end are set",
                        anatomy -> {
                            if (!anatomy.hasBlocks() || anatomy.size() % anatomy.blockSize() == 0) {
                                return List.of();
                            }
                            int last = anatomy.blocks() - 1;
                            boolean allocated = anatomy.positions().entries[last] != -1;
                            return flip(
                                    anatomy,
                                    allocated ? OptionalInt.of(last) : OptionalInt.empty(),
                                    anatomy.size() % anatomy.blockSize() / Sectors.BYTES,
                                    anatomy.sectorsPerBlock());
                        }));
    }

    /** Turns the bits {@code [from, to)} of a block's bitmap round. */
    private static List<Patch> flip(Anatomy anatomy, OptionalInt block, long from, long to) {
        if (block.isEmpty() || from >= to) {
            return List.of();
        }
        int firstByte = (int) (from / Byte.SIZE);
        byte[] mask = new byte[(int) Sectors.unitsFor(to, Byte.SIZE)];
        for (int bit = (int) from; bit < to; bit++) {
            mask[bit >> 3] |= (byte) (0x80 >> (bit & 7));
        }
        long at = anatomy.positions().bitmapOffset(block.getAsInt());
        return List.of(Patch.flip(at + firstByte, Arrays.copyOfRange(mask, firstByte, mask.length)));
    }
}
