package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.internal.regions.Region;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What was found about a disk as one of its layers left it, before it is put into words: {@code vhd info} and {@code vhd report} show it.
 *
 * @param view the view from that layer
 * @param map what the disk is divided into
 * @param runs how many runs of owners there are
 * @param owners how many sectors each owner has
 * @param strips the owners of each region of the map, in one column
 * @param shadowCopies those that the volumes record
 * @param findings what is odd about the files, their blocks and the partition table
 */
public record DiskFacts(
        MergedSource view,
        RegionMap map,
        long runs,
        SectorCounts owners,
        List<Strip> strips,
        List<RecordedCopy> shadowCopies,
        List<Finding> findings) {
    private static final int SECTOR = 512;

    /**
     * Reads every table and bitmap, and the partition table.
     *
     * @param disk the whole disk, with its findings
     * @param view the view from the layer in question
     * @param bytesDone receives how much of the disk was gone through
     */
    public static DiskFacts of(VirtualDisk disk, MergedSource view, LongConsumer bytesDone) throws IOException {
        int layers = view.chain().layers().size();
        RegionMap map = RegionMap.of(PartitionTable.read(view));
        Strip whole = new Strip(0, view.sectors(), 1, layers);
        List<Strip> strips = map.regions().stream()
                .map(region -> new Strip(region.firstSector(), region.sectorCount(), 1, layers))
                .toList();
        List<Strip> all = new ArrayList<>(strips);
        all.add(whole);
        long runs = Strip.fill(all, view, sectors -> bytesDone.accept(sectors * SECTOR));
        List<Finding> findings = new ArrayList<>(disk.findings());
        findings.addAll(disk.examineBlocks());
        findings.addAll(map.table().findings());
        return new DiskFacts(
                view, map, runs, whole.counts(), strips, RecordedCopy.of(view, map.table()), List.copyOf(findings));
    }

    /** How many sectors of a region each owner has, by its place among the regions. */
    public SectorCounts ownersOf(int region) {
        return strips.get(region).counts();
    }

    /** What the disk is divided into, in the order of {@link #strips}. */
    public List<Region> regions() {
        return map.regions();
    }
}
