package io.github.vhdlayers.analysis;

import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionKind;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.TableArea;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A disk divided into regions, which together cover all of it.
 *
 * <p>Regions overlap where a table is odd; a sector then counts in each of them, so that every partition is told in full.
 * Immutable and thread-safe.
 */
public final class RegionMap {
    private final PartitionTable table;
    private final List<Region> regions;
    /** Where the set of regions changes, ascending, from 0 to the number of sectors. */
    private final long[] bounds;
    /** For each piece between two bounds the regions it lies in. */
    private final int[][] members;

    private RegionMap(PartitionTable table, List<Region> regions, long[] bounds, int[][] members) {
        this.table = table;
        this.regions = List.copyOf(regions);
        this.bounds = bounds;
        this.members = members;
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
    static RegionMap of(PartitionTable table, long sectors) {
        long end = Math.max(sectors, table.diskSectors());
        List<Region> named = new ArrayList<>();
        for (Partition partition : table.partitions()) {
            if (partition.kind() != PartitionKind.EXTENDED) {
                long first = Math.min(partition.firstSector(), table.diskSectors());
                long count = Math.min(partition.endSector(), table.diskSectors()) - first;
                named.add(new Region(RegionKind.PARTITION, name(partition), first, count, partition));
            }
        }
        for (TableArea area : table.areas()) {
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
        return partition.kind() == PartitionKind.WHOLE_DISK ? "whole disk" : "partition " + partition.number();
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
        int[][] members = new int[bounds.length - 1][];
        for (int piece = 0; piece < members.length; piece++) {
            long first = bounds[piece];
            int[] inside = new int[regions.size()];
            int count = 0;
            for (int i = 0; i < regions.size(); i++) {
                if (regions.get(i).contains(first)) {
                    inside[count++] = i;
                }
            }
            members[piece] = Arrays.copyOf(inside, count);
        }
        return new RegionMap(table, regions, bounds, members);
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
     * The regions that a sector lies in: one, or more where partitions overlap.
     *
     * @throws IndexOutOfBoundsException if the map does not cover it
     */
    public List<Region> regionsAt(long sector) {
        if (sector < 0 || sector >= sectors()) {
            throw new IndexOutOfBoundsException("sector " + sector + " of " + sectors());
        }
        return Arrays.stream(members[pieceAt(sector)]).mapToObj(regions::get).toList();
    }

    int pieceCount() {
        return members.length;
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

    /** The numbers of the regions that a piece lies in; not to be changed. */
    int[] membersOf(int piece) {
        return members[piece];
    }
}
