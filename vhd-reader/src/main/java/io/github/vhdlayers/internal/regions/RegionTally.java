package io.github.vhdlayers.internal.regions;

import java.util.ArrayList;
import java.util.List;

/**
 * Adds up sectors by region and by what was found of them. For one thread.
 *
 * @param <K> what may be found of a sector
 */
public final class RegionTally<K extends Enum<K>> {
    private final RegionMap regions;
    private final List<KindTally<K>> tallies = new ArrayList<>();

    /**
     * A tally of no sector.
     *
     * @param regions the regions
     * @param kinds what may be found of a sector
     * @param unknown the kind of sectors that could not be compared
     */
    public RegionTally(RegionMap regions, Class<K> kinds, K unknown) {
        this.regions = regions;
        regions.regions().forEach(region -> tallies.add(new KindTally<>(kinds, unknown)));
    }

    /**
     * Adds a run of sectors to every region that it touches; sectors past the last region count in none.
     *
     * @param kind what was found of the sectors
     * @param firstSector the first sector of the run
     * @param sectorCount how many sectors it has
     */
    public void add(K kind, long firstSector, long sectorCount) {
        long at = firstSector;
        long end = firstSector + sectorCount;
        for (int piece = regions.pieceAt(at); at < end && piece < regions.pieceCount(); piece++) {
            long until = Math.min(end, regions.pieceEnd(piece));
            for (int region : regions.membersOf(piece)) {
                tallies.get(region).add(kind, until - at);
            }
            at = until;
        }
    }

    /** The sectors of each region, in the order of the regions. */
    public List<RegionCounts<K>> byRegion() {
        List<RegionCounts<K>> all = new ArrayList<>();
        for (int i = 0; i < tallies.size(); i++) {
            all.add(new RegionCounts<>(regions.regions().get(i), tallies.get(i).counts()));
        }
        return List.copyOf(all);
    }
}
