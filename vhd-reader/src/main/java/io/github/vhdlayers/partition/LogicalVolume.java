package io.github.vhdlayers.partition;

import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A logical volume of Linux LVM, as the metadata on its physical volume describes it.
 *
 * @param name its name behind that of its group, such as {@code vg0/root}
 * @param kind what its segments are, such as {@code linear}, {@code striped}, {@code thin}; several with commas between
 * @param sectorCount how many sectors it has
 * @param pieces where they are on the disk, in the order of the volume and without a gap; empty if it cannot be read
 * @param unreadable why it cannot be read, as what follows its name; null if it can
 * @param volume what its first sectors hold; null if it cannot be read
 * @since 0.1.0
 */
public record LogicalVolume(
        String name,
        String kind,
        long sectorCount,
        List<Piece> pieces,
        @Nullable String unreadable,
        @Nullable Volume volume) {
    private static final long SECTOR = 512;

    /** Keeps an unmodifiable copy of the list. */
    public LogicalVolume {
        pieces = List.copyOf(pieces);
    }

    /**
     * Consecutive sectors of a volume that are consecutive on the disk.
     *
     * @param firstSector the first one's place in the volume
     * @param diskSector the first one's place on the disk
     * @param sectorCount how many, at least 1
     */
    public record Piece(long firstSector, long diskSector, long sectorCount) {
        /** The place in the volume behind the last one. */
        public long endSector() {
            return firstSector + sectorCount;
        }
    }

    /**
     * The places on the disk, in bytes, of a part of the volume, in the order of the volume; what is behind its end is left out.
     *
     * @param offset where the part begins in the volume
     * @param length how many bytes it has
     */
    public List<long[]> places(long offset, long length) {
        List<long[]> found = new ArrayList<>();
        long all = sectorCount * SECTOR;
        long end = length > all - offset ? all : offset + length;
        for (int i = indexOf(offset / SECTOR);
                i < pieces.size() && pieces.get(i).firstSector() * SECTOR < end;
                i++) {
            Piece piece = pieces.get(i);
            long from = Math.max(offset, piece.firstSector() * SECTOR);
            long to = Math.min(end, piece.endSector() * SECTOR);
            if (from < to) {
                found.add(new long[] {(piece.diskSector() - piece.firstSector()) * SECTOR + from, to - from});
            }
        }
        return found;
    }

    /** The number of the piece that a sector is in, which is the last one for those behind the end. */
    int indexOf(long sector) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces.get(middle).firstSector() <= sector) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    static LogicalVolume unreadable(String name, String kind, long sectorCount, String why) {
        return new LogicalVolume(name, kind, sectorCount, List.of(), why, null);
    }

    LogicalVolume withVolume(Volume found) {
        return new LogicalVolume(name, kind, sectorCount, pieces, unreadable, found);
    }

    /**
     * The volume's bytes as a source of its own. Closing it leaves the disk open.
     *
     * @param disk the disk that its physical volume is on, or another view of it; stays open as long as the source is used
     * @throws IllegalStateException if the volume cannot be read
     */
    public RandomAccessSource on(RandomAccessData disk) {
        if (unreadable != null) {
            throw new IllegalStateException(name + " " + unreadable);
        }
        return new LogicalVolumeSource(disk, this);
    }
}
