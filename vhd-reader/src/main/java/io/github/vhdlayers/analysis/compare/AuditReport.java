package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.analysis.regions.KindCounts;
import io.github.vhdlayers.analysis.regions.RegionCounts;
import io.github.vhdlayers.diag.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param layer the layer's number
 * @param counts its sectors by verdict; together, all that it owns, and those of which its damaged file does not say that
 * @param byRegion the same for each region of the disk as the layer left it
 * @param unknownOwners how many of the unknown sectors have an unknown owner, because the layer's own file is damaged there: a place in
 *     its table that is impossible or cut off, or data behind the file's end
 * @param bytesRead how many bytes were read, of the layer and of what is below together
 * @param problem why a sector could not be read, the first time that one could not; null if all could
 * @since 0.1.0
 */
public record AuditReport(
        int layer,
        KindCounts<AuditVerdict> counts,
        List<RegionCounts<AuditVerdict>> byRegion,
        long unknownOwners,
        long bytesRead,
        @Nullable Problem problem) {
    /** Keeps an unmodifiable copy of the list. */
    public AuditReport {
        byRegion = List.copyOf(byRegion);
    }

    /** How many sectors the layer is known to own: all that it owns, unless there are {@link #unknownOwners}. */
    public long ownedSectors() {
        return counts.total() - unknownOwners;
    }
}
