package io.github.vhdlayers.internal.codec;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C of a structure that carries its own checksum, which counts as zero. Thread-safe: it keeps nothing. */
public final class Crc32c {
    private static final byte[] ZEROS = new byte[Integer.BYTES];

    private Crc32c() {}

    /**
     * The checksum of bytes from index 0 to the limit.
     *
     * @param structure the bytes as they were read; not moved
     * @param checksumAt where in the structure the stored checksum is
     * @return an unsigned 32-bit number
     */
    public static long of(ByteBuffer structure, int checksumAt) {
        CRC32C crc = new CRC32C();
        update(crc, structure, checksumAt);
        return crc.getValue();
    }

    /** Adds bytes from index 0 to the limit, with the four at {@code checksumAt} taken as zero. */
    public static void update(CRC32C crc, ByteBuffer structure, int checksumAt) {
        ByteBuffer bytes = structure.duplicate();
        bytes.position(0).limit(checksumAt);
        crc.update(bytes);
        crc.update(ZEROS);
        crc.update(bytes.limit(structure.limit()).position(checksumAt + Integer.BYTES));
    }
}
