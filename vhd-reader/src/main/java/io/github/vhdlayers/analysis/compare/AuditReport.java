package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.internal.regions.KindCounts;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class AuditReport {
    private final int layer;
    private final KindCounts<LayerAudit.Verdict> counts;
    private final long unknownOwners;
    private final long bytesRead;
    private final @Nullable Problem problem;

    AuditReport(
            int layer,
            KindCounts<LayerAudit.Verdict> counts,
            long unknownOwners,
            long bytesRead,
            @Nullable Problem problem) {
        this.layer = layer;
        this.counts = counts;
        this.unknownOwners = unknownOwners;
        this.bytesRead = bytesRead;
        this.problem = problem;
    }

    /** The layer's number; 0 is the leaf. */
    public int layer() {
        return layer;
    }

    /** How many sectors of the layer have a verdict. */
    public long sectorsOf(LayerAudit.Verdict verdict) {
        return counts.of(verdict);
    }

    /** How many sectors were looked at: all that the layer owns, and those of which its damaged file does not say that. */
    public long sectors() {
        return counts.total();
    }

    /** How many sectors the layer is known to own: all that it owns, unless there are {@link #unknownOwners}. */
    public long ownedSectors() {
        return counts.total() - unknownOwners;
    }

    /**
     * How many of the unknown sectors have an unknown owner, because the layer's own file is damaged there: a place in its table that is
     * impossible or cut off, or data behind the file's end.
     */
    public long unknownOwners() {
        return unknownOwners;
    }

    /** How many bytes were read, of the layer and of what is below together. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Why a sector could not be read, the first time that one could not; null if all could. */
    public @Nullable Problem problem() {
        return problem;
    }

    @Override
    public String toString() {
        return "layer " + layer + ": " + counts;
    }
}
