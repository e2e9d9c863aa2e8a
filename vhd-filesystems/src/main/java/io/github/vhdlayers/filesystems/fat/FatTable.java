package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The table that says which cluster follows. Not thread-safe. */
final class FatTable {
    static final long FREE = 0;

    /** Divides into entries of every width. */
    private static final int WINDOW = 12 * 1024;

    private final VolumeBytes bytes;
    private final FatGeometry geometry;
    private final long start;
    private long windowAt = -1;
    private ByteBuffer window = ByteBuffer.allocate(0);

    FatTable(VolumeBytes bytes, FatGeometry geometry) {
        this.bytes = bytes;
        this.geometry = geometry;
        this.start = geometry.reservedBytes() + geometry.activeTable() * geometry.tableBytes();
    }

    /**
     * What the table has for a cluster.
     *
     * @throws IOException if that part of it cannot be read
     */
    long get(long cluster) throws IOException {
        return switch (geometry.bits()) {
            case 12 -> {
                long at = cluster * 3 / 2;
                int pair = unsigned(at) | unsigned(at + 1) << 8;
                yield cluster % 2 == 0 ? pair & 0xFFF : pair >>> 4;
            }
            case 16 -> unsigned(cluster * 2) | unsigned(cluster * 2 + 1) << 8;
            default -> {
                int within = move(cluster * 4);
                yield Integer.toUnsignedLong(window.getInt(within)) & 0x0FFF_FFFF;
            }
        };
    }

    private int unsigned(long at) throws IOException {
        int within = move(at);
        return Byte.toUnsignedInt(window.get(within));
    }

    /** Makes a place of the table part of the window, and returns where it is there. */
    private int move(long at) throws IOException {
        long first = at - at % WINDOW;
        if (first != windowAt) {
            int count = (int) Math.min(WINDOW, geometry.tableBytes() - first);
            windowAt = -1;
            window = bytes.read(start + first, count);
            windowAt = first;
        }
        return (int) (at - first);
    }

    boolean isFree(long cluster) throws IOException {
        return get(cluster) == FREE;
    }

    /** Whether a value marks the last cluster of a chain. */
    boolean isEnd(long value) {
        return value >= mask() - 7;
    }

    /** Whether a value marks a cluster that the medium has lost. */
    boolean isBad(long value) {
        return value == mask() - 8;
    }

    private long mask() {
        return geometry.bits() == 12 ? 0xFFF : geometry.bits() == 16 ? 0xFFFF : 0x0FFF_FFFF;
    }
}
