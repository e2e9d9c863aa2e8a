package io.github.vhdlayers.analysis.regions;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up sectors by region and by what was found of them. For one thread.
 *
 * @param <K> what may be found of a sector
 * @since 0.1.0
 */
public final class RegionTally<K extends Enum<K>> {
    private final RegionMap regions;
    private final Class<K> kinds;
    private final List<Map<K, Long>> sectors = new ArrayList<>();
    private final Map<K, Long> total;

    /**
     * A tally of no sector.
     *
     * @param regions the regions
     * @param kinds what may be found of a sector
     */
    public RegionTally(RegionMap regions, Class<K> kinds) {
        this.regions = regions;
        this.kinds = kinds;
        this.total = new EnumMap<>(kinds);
        regions.regions().forEach(region -> sectors.add(new EnumMap<>(kinds)));
    }

    /**
     * Adds a run of sectors to every region that it touches; sectors past the last region count in the total alone.
     *
     * @param kind what was found of the sectors
     * @param firstSector the first sector of the run
     * @param sectorCount how many sectors it has
     */
    public void add(K kind, long firstSector, long sectorCount) {
        total.merge(kind, sectorCount, Long::sum);
        long at = firstSector;
        long end = firstSector + sectorCount;
        for (int piece = regions.pieceAt(at); at < end && piece < regions.pieceCount(); piece++) {
            long until = Math.min(end, regions.pieceEnd(piece));
            for (int region : regions.membersOf(piece)) {
                sectors.get(region).merge(kind, until - at, Long::sum);
            }
            at = until;
        }
    }

    /** The sectors of all runs, each counted once. */
    public KindCounts<K> total() {
        return new KindCounts<>(kinds, total);
    }

    /** The sectors of each region, in the order of the regions. */
    public List<RegionCounts<K>> byRegion() {
        List<RegionCounts<K>> all = new ArrayList<>();
        for (int i = 0; i < sectors.size(); i++) {
            all.add(new RegionCounts<>(regions.regions().get(i), new KindCounts<>(kinds, sectors.get(i))));
        }
        return List.copyOf(all);
    }
}
