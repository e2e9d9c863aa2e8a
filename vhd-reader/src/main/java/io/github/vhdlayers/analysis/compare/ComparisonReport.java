package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.analysis.regions.KindCounts;
import io.github.vhdlayers.analysis.regions.RegionCounts;
import io.github.vhdlayers.diag.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In how many sectors two disks differ.
 *
 * @param sectorsA how many sectors A has; a last one that is not whole counts
 * @param sectorsB how many sectors B has; a last one that is not whole counts
 * @param counts differing sectors by kind
 * @param byRegionOfA the same for each region of A
 * @param byRegionOfB the same for each region of B
 * @param bytesRead how many bytes of data were read, of both sides together
 * @param problem why a sector could not be read, the first time that one could not; null if all could
 * @since 0.1.0
 */
public record ComparisonReport(
        long sectorsA,
        long sectorsB,
        KindCounts<DifferenceKind> counts,
        List<RegionCounts<DifferenceKind>> byRegionOfA,
        List<RegionCounts<DifferenceKind>> byRegionOfB,
        long bytesRead,
        @Nullable Problem problem) {
    /** Keeps unmodifiable copies of the lists. */
    public ComparisonReport {
        byRegionOfA = List.copyOf(byRegionOfA);
        byRegionOfB = List.copyOf(byRegionOfB);
    }

    /**
     * Whether no sector differs and every sector is known. The sizes may still differ, if the longer disk goes on with nothing
     * but zeros.
     */
    public boolean isEqual() {
        return counts.total() == 0;
    }
}
