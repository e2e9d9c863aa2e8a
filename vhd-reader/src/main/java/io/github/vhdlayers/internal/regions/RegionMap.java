package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A disk divided into regions, which together cover all of it.
 *
 * <p>Regions overlap where a table is odd; a sector then counts in each of them, so that every partition is reported in full.
 * Immutable and thread-safe.
 */
public final class RegionMap {
    private final PartitionTable table;
    private final List<Region> regions;
    /** Where the set of regions changes, ascending, from 0 to the number of sectors. */
    private final long[] bounds;
    /** The piece that was asked for last; all of them together take the square of what the regions take. */
    private volatile @Nullable Piece last;

    private static final class Piece {
        final int number;
        final int[] members;

        Piece(int number, int[] members) {
            this.number = number;
            this.members = members;
        }
    }

    private RegionMap(PartitionTable table, List<Region> regions, long[] bounds) {
        this.table = table;
        this.regions = List.copyOf(regions);
        this.bounds = bounds;
    }

    /** The regions of a disk with that table. */
    public static RegionMap of(PartitionTable table) {
        return of(table, table.diskSectors());
    }

    /**
     * The same with a last region behind the disk's end, if it is to cover more sectors than the disk has.
     *
     * @param sectors how many sectors are covered at least
     */
    public static RegionMap of(PartitionTable table, long sectors) {
        long end = Math.max(sectors, table.diskSectors());
        List<Region> named = new ArrayList<>();
        for (Partition partition : table.partitions()) {
            if (partition.kind() != Partition.Kind.EXTENDED) {
                long first = Math.min(partition.firstSector(), table.diskSectors());
                long count = Math.min(partition.endSector(), table.diskSectors()) - first;
                named.add(new Region(RegionKind.PARTITION, name(partition), first, count, partition));
            }
        }
        for (PartitionTable.Area area : table.areas()) {
            named.add(new Region(RegionKind.TABLE, area.name(), area.firstSector(), area.sectorCount(), null));
        }
        if (end > table.diskSectors()) {
            long count = end - table.diskSectors();
            named.add(new Region(RegionKind.PAST_END, "past the end", table.diskSectors(), count, null));
        }
        List<Region> all = new ArrayList<>(named);
        all.addAll(gaps(named, end));
        all.sort(Comparator.comparingLong(Region::firstSector));
        return divide(table, all, end);
    }

    private static String name(Partition partition) {
        return partition.kind() == Partition.Kind.WHOLE_DISK ? "whole disk" : "partition " + partition.number();
    }

    private static List<Region> gaps(List<Region> named, long end) {
        List<Region> sorted = new ArrayList<>(named);
        sorted.sort(Comparator.comparingLong(Region::firstSector));
        List<Region> gaps = new ArrayList<>();
        long at = 0;
        for (Region region : sorted) {
            if (region.firstSector() > at) {
                gaps.add(new Region(RegionKind.GAP, "gap", at, region.firstSector() - at, null));
            }
            at = Math.max(at, region.endSector());
        }
        if (at < end) {
            gaps.add(new Region(RegionKind.GAP, "gap", at, end - at, null));
        }
        return gaps;
    }

    private static RegionMap divide(PartitionTable table, List<Region> regions, long end) {
        LongStream places =
                regions.stream().flatMapToLong(region -> LongStream.of(region.firstSector(), region.endSector()));
        long[] bounds = LongStream.concat(places, LongStream.of(0, end))
                .sorted()
                .distinct()
                .toArray();
        return new RegionMap(table, regions, bounds);
    }

    /** The table that divides the disk. */
    public PartitionTable table() {
        return table;
    }

    /** All regions, by their first sectors. */
    public List<Region> regions() {
        return regions;
    }

    /** How many sectors the regions cover. */
    public long sectors() {
        return bounds[bounds.length - 1];
    }

    /**
     * The regions that a sector is in: one, or more where partitions overlap.
     *
     * @throws IndexOutOfBoundsException if the map does not cover it
     */
    public List<Region> regionsAt(long sector) {
        if (sector < 0 || sector >= sectors()) {
            throw new IndexOutOfBoundsException("sector " + sector + " of " + sectors());
        }
        return Arrays.stream(membersOf(pieceAt(sector))).mapToObj(regions::get).toList();
    }

    int pieceCount() {
        return bounds.length - 1;
    }

    int pieceAt(long sector) {
        int found = Arrays.binarySearch(bounds, sector);
        return found >= 0 ? found : -found - 2;
    }

    long pieceFirst(int piece) {
        return bounds[piece];
    }

    long pieceEnd(int piece) {
        return bounds[piece + 1];
    }

    /** The numbers of the regions that a piece is in; not to be changed. */
    int[] membersOf(int piece) {
        Piece known = last;
        if (known == null || known.number != piece) {
            int[] inside = new int[regions.size()];
            int count = 0;
            for (int i = 0; i < inside.length; i++) {
                if (regions.get(i).contains(bounds[piece])) {
                    inside[count++] = i;
                }
            }
            known = new Piece(piece, Arrays.copyOf(inside, count));
            last = known;
        }
        return known.members;
    }
}
