package io.github.vhdlayers.internal.codec;

import java.nio.ByteBuffer;

/** The format's checksum: the one's complement of the sum of a structure's bytes. */
public final class Checksums {
    private Checksums() {}

    /**
     * The checksum over all bytes of {@code structure}, with the four bytes that hold the checksum itself taken as zero.
     *
     * <p>It is a plain sum: bytes that changed places, or two edits that cancel out, pass. It finds damage and proves nothing.
     *
     * @param structure the bytes as they were read, from index 0 to the limit
     * @param checksumAt where in the structure the stored checksum is
     * @return an unsigned 32-bit number
     */
    public static long complementOfSum(ByteBuffer structure, int checksumAt) {
        long sum = 0;
        for (int i = 0; i < structure.limit(); i++) {
            if (i < checksumAt || i >= checksumAt + 4) {
                sum += structure.get(i) & 0xFF;
            }
        }
        return ~sum & 0xFFFF_FFFFL;
    }
}
