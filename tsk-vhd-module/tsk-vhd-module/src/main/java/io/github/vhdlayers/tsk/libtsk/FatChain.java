package io.github.vhdlayers.tsk.libtsk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The table of FAT and exFAT that says which cluster follows which. libtsk ends a file where it cannot read the table, and does not
 * report it.
 *
 * @param system the volume
 * @param tableOffset where the table begins on the disk, in bytes
 * @param tableBytes how long it is
 * @param entryBits how long the entry of a cluster is: 12, 16 or 32
 */
record FatChain(MetadataVolume system, long tableOffset, long tableBytes, int entryBits) {
    private static final int FIRST = 2;
    private static final int MOST_CLUSTERS = 1 << 20;

    /**
     * How many clusters a chain has, or how many are needed if it has more.
     *
     * @param first its first cluster; one that cannot be is no chain
     * @param needed how many clusters of it are needed
     * @throws IOException if an entry cannot be read
     */
    long length(long first, long needed) throws IOException {
        long cluster = first;
        long most = Math.min(needed, MOST_CLUSTERS);
        long count = 0;
        while (count < most && cluster >= FIRST && isInTable(cluster)) {
            count++;
            if (count < most) {
                try {
                    cluster = next(cluster);
                } catch (IOException e) {
                    throw new IOException(
                            "the table entry of cluster " + cluster + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return count;
    }

    private boolean isInTable(long cluster) {
        return (cluster + 1) * entryBits <= tableBytes * Byte.SIZE;
    }

    private long next(long cluster) throws IOException {
        long bit = cluster * entryBits;
        ByteBuffer entry = MetadataLocator.read(system, tableOffset + bit / Byte.SIZE, entryBits == 32 ? 4 : 2);
        return switch (entryBits) {
            case 12 -> Short.toUnsignedInt(entry.getShort()) >> (bit % Byte.SIZE) & 0xFFF;
            case 16 -> Short.toUnsignedInt(entry.getShort());
            default -> Integer.toUnsignedLong(entry.getInt());
        };
    }
}
