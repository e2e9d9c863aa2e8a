package io.github.vhdlayers.tsk.libtsk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The table of FAT and exFAT that says which cluster follows which. libtsk ends a file where it cannot read the table, and does not
 * report it. For one thread.
 */
final class FatChain {
    private static final int FIRST = 2;
    private static final int SECTOR = 512;
    /** Of one file: 512 MiB in clusters of 512 bytes. */
    private static final int MOST_CLUSTERS = 1 << 20;
    /** Of all files of a volume, since chains may share clusters. */
    private static final long MOST_STEPS = 1 << 23;

    private final MetadataVolume system;
    private final long tableOffset;
    private final long tableBytes;
    private final int entryBits;
    private ByteBuffer sector = ByteBuffer.allocate(0);
    private long sectorOffset = -1;
    private long steps;

    /**
     * A table.
     *
     * @param system the volume
     * @param tableOffset where the table begins on the disk, in bytes
     * @param tableBytes how long it is
     * @param entryBits how long the entry of a cluster is: 12, 16 or 32
     */
    FatChain(MetadataVolume system, long tableOffset, long tableBytes, int entryBits) {
        this.system = system;
        this.tableOffset = tableOffset;
        this.tableBytes = tableBytes;
        this.entryBits = entryBits;
    }

    /**
     * How many clusters a chain has, or how many are needed if it has more.
     *
     * @param first its first cluster; one that cannot be is no chain
     * @param needed how many clusters of it are needed
     * @throws IOException if an entry cannot be read, or if too many were read already
     */
    long length(long first, long needed) throws IOException {
        long cluster = first;
        long most = Math.min(needed, MOST_CLUSTERS);
        long count = 0;
        while (count < most && cluster >= FIRST && isInTable(cluster)) {
            count++;
            if (count < most) {
                if (++steps > MOST_STEPS) {
                    throw new IOException("more than " + MOST_STEPS + " entries of the table of clusters are not read");
                }
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
        long at = bit / Byte.SIZE;
        return switch (entryBits) {
            // An entry of 12 bits may be in two sectors.
            case 12 -> (byteAt(at) | byteAt(at + 1) << Byte.SIZE) >> (bit % Byte.SIZE) & 0xFFF;
            case 16 -> byteAt(at) | byteAt(at + 1) << Byte.SIZE;
            default -> {
                byteAt(at);
                yield Integer.toUnsignedLong(sector.getInt((int) (at % SECTOR)));
            }
        };
    }

    private int byteAt(long offset) throws IOException {
        long start = offset - offset % SECTOR;
        if (start != sectorOffset) {
            sector = MetadataLocator.read(system, tableOffset + start, SECTOR);
            sectorOffset = start;
        }
        return Byte.toUnsignedInt(sector.get((int) (offset % SECTOR)));
    }
}
