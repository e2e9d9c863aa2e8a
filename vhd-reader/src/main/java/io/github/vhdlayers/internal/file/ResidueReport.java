package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ResidueScan} of a whole file found.
 *
 * @param regions the regions in the order of their places, up to {@link Limits#maxListedRegions()}
 * @param tallies how many regions and bytes there are of every kind that was found, listed or not
 * @param findings what an examiner should know
 */
public record ResidueReport(
        List<ResidueRegion> regions, Map<ResidueRegion.Kind, Tally> tallies, List<Finding> findings) {

    /**
     * How much there is of a kind.
     *
     * @param regions how many regions
     * @param bytes how many bytes they have together
     * @param firstFileOffset where the first one is
     */
    public record Tally(long regions, long bytes, long firstFileOffset) {}

    /** Keeps unmodifiable copies. */
    public ResidueReport {
        regions = List.copyOf(regions);
        tallies = Collections.unmodifiableMap(new EnumMap<>(tallies));
        findings = List.copyOf(findings);
    }

    /** How much there is of a kind; nothing, at -1, if none was found. */
    public Tally tally(ResidueRegion.Kind kind) {
        return tallies.getOrDefault(kind, new Tally(0, 0, -1));
    }

    /**
     * Scans a file. Reads all of it but the sectors that the disk shows.
     *
     * @param file the file, which stays open
     * @param limits how many blocks are compared with each other and how many regions are listed
     * @param progress receives how many of the file's bytes were read, and may cancel
     * @throws java.util.concurrent.CancellationException if the progress ended the scan
     * @throws IOException if the file cannot be read
     */
    public static ResidueReport of(LayerFile file, Limits limits, Progress progress) throws IOException {
        file.requireOpen();
        List<ResidueRegion> regions = new ArrayList<>();
        Map<ResidueRegion.Kind, Tally> tallies = new EnumMap<>(ResidueRegion.Kind.class);
        ResidueScan scan = new ResidueScan(file, limits, progress, region -> {
            if (regions.size() < limits.maxListedRegions()) {
                regions.add(region);
            }
            tallies.merge(
                    region.kind(),
                    new Tally(1, region.length(), region.fileOffset()),
                    (all, one) -> new Tally(all.regions + 1, all.bytes + one.bytes, all.firstFileOffset));
        });
        scan.scan();
        return new ResidueReport(regions, tallies, findings(file, limits, scan, regions.size(), tallies));
    }

    private static List<Finding> findings(
            LayerFile file, Limits limits, ResidueScan scan, int listed, Map<ResidueRegion.Kind, Tally> tallies) {
        FindingLog log = new FindingLog(file.name(), limits.maxFindings());
        long found = 0;
        for (Map.Entry<ResidueRegion.Kind, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            found += tally.regions;
            log.add(entry.getKey().code(), entry.getKey().text(), sum(tally), tally.firstFileOffset);
        }
        Tally residue = tallies.get(ResidueRegion.Kind.UNDER_CLEAR_BITS);
        if (residue != null && file.type() == DiskType.DYNAMIC) {
            log.add(
                    FindingCode.DYNAMIC_BITMAP_DIFFERS,
                    "sector bitmap",
                    "in " + residue.bytes + " bytes the disk depends on whether clear bits count",
                    residue.firstFileOffset);
        }
        if (scan.emptyBlocks() > 0) {
            log.add(
                    FindingCode.BLOCKS_WITHOUT_SECTORS,
                    "sector bitmap",
                    "blocks that have room in the file and no sector: " + scan.emptyBlocks(),
                    scan.firstEmptyBlock());
        }
        if (scan.staleBitmaps() > 0) {
            log.add(
                    FindingCode.BATMAP_DISAGREES,
                    "batmap",
                    "blocks that it calls full although bits are clear: " + scan.staleBitmaps(),
                    scan.firstStaleBitmap());
        }
        if (!scan.isComplete()) {
            log.add(
                    FindingCode.EXAMINATION_INCOMPLETE,
                    "file",
                    "too many blocks to compare with each other, so regions that nothing refers to were not looked for");
        }
        if (listed < found) {
            log.add(
                    FindingCode.REGIONS_LEFT_OUT,
                    "file",
                    "the first " + listed + " are listed, " + (found - listed) + " more were found");
        }
        return log.findings();
    }

    private static String sum(Tally tally) {
        return tally.bytes + " bytes in " + tally.regions + (tally.regions == 1 ? " region" : " regions");
    }
}
