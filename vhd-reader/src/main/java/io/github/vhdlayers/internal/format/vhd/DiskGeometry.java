package io.github.vhdlayers.internal.format.vhd;

import org.jspecify.annotations.Nullable;

/**
 * Cylinders, heads and sectors per track, as the footer records them.
 *
 * @param cylinders 0 to 65535
 * @param heads 0 to 255
 * @param sectorsPerTrack 0 to 255
 */
public record DiskGeometry(int cylinders, int heads, int sectorsPerTrack) {
    /** How many bytes such a disk holds; usually a little less than the current size, which most tools go by. */
    public long capacityBytes() {
        return (long) cylinders * heads * sectorsPerTrack * VhdConstants.SECTOR_BYTES;
    }

    /**
     * The geometry that the specification's algorithm (its appendix "CHS calculation") gives a disk.
     *
     * @param bytes the disk's size, not negative
     */
    public static DiskGeometry ofSize(long bytes) {
        long sectors = Math.min(bytes / VhdConstants.SECTOR_BYTES, 65535L * 16 * 255);
        if (sectors >= 65535L * 16 * 63) {
            return new DiskGeometry((int) (sectors / 255 / 16), 16, 255);
        }
        int perTrack = 17;
        long tracks = sectors / perTrack;
        long heads = Math.max(4, (tracks + 1023) / 1024);
        if (tracks >= heads * 1024 || heads > 16) {
            perTrack = 31;
            heads = 16;
            tracks = sectors / perTrack;
        }
        if (tracks >= heads * 1024) {
            perTrack = 63;
            heads = 16;
            tracks = sectors / perTrack;
        }
        return new DiskGeometry((int) (tracks / heads), (int) heads, perTrack);
    }

    // Written out for the same reason as that of UniqueId.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DiskGeometry geometry
                && geometry.cylinders == cylinders
                && geometry.heads == heads
                && geometry.sectorsPerTrack == sectorsPerTrack;
    }

    @Override
    public int hashCode() {
        return (cylinders * 31 + heads) * 31 + sectorsPerTrack;
    }

    /** As it is usually written: {@code 963/5/17}. */
    @Override
    public String toString() {
        return cylinders + "/" + heads + "/" + sectorsPerTrack;
    }
}
