package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystems.support.TablePages;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import java.io.IOException;

/** The table that says which cluster follows. Not thread-safe. */
final class FatTable {
    static final long FREE = 0;

    private final FatGeometry geometry;
    private final TablePages pages;

    FatTable(VolumeBytes bytes, FatGeometry geometry) {
        this.geometry = geometry;
        this.pages = new TablePages(
                bytes,
                geometry.reservedBytes() + geometry.activeTable() * geometry.tableBytes(),
                geometry.tableBytes());
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
                int pair = pages.u8(at) | pages.u8(at + 1) << 8;
                yield cluster % 2 == 0 ? pair & 0xFFF : pair >>> 4;
            }
            case 16 -> pages.u8(cluster * 2) | pages.u8(cluster * 2 + 1) << 8;
            default -> pages.le32(cluster * 4) & 0x0FFF_FFFF;
        };
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
