package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.internal.regions.KindCounts;
import org.jspecify.annotations.Nullable;

/**
 * In how many sectors two disks differ. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class ComparisonReport {
    private final long sectorsA;
    private final long sectorsB;
    private final KindCounts<DiskComparison.Difference> counts;
    private final long bytesRead;
    private final @Nullable Problem problem;

    ComparisonReport(
            long sectorsA,
            long sectorsB,
            KindCounts<DiskComparison.Difference> counts,
            long bytesRead,
            @Nullable Problem problem) {
        this.sectorsA = sectorsA;
        this.sectorsB = sectorsB;
        this.counts = counts;
        this.bytesRead = bytesRead;
        this.problem = problem;
    }

    /** How many sectors A has; a last one that is not whole counts. */
    public long sectorsA() {
        return sectorsA;
    }

    /** How many sectors B has; a last one that is not whole counts. */
    public long sectorsB() {
        return sectorsB;
    }

    /** How many sectors differ in one way, or are unknown. */
    public long sectorsOf(DiskComparison.Difference kind) {
        return counts.of(kind);
    }

    /** How many sectors differ or are unknown. */
    public long sectors() {
        return counts.total();
    }

    /** How many bytes of data were read, of both sides together. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Why a sector could not be read, the first time that one could not; null if all could. */
    public @Nullable Problem problem() {
        return problem;
    }

    /**
     * Whether no sector differs and every sector is known. The sizes may still differ, if the longer disk goes on with nothing
     * but zeros.
     */
    public boolean isEqual() {
        return counts.total() == 0;
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
