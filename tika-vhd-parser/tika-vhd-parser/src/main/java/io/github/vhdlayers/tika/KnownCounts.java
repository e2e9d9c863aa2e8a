package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.internal.regions.KindCounts;
import io.github.vhdlayers.internal.text.AtLeast;
import io.github.vhdlayers.ownership.SectorCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of sectors where some could not be read: none of which that is known is {@code unknown}, and never 0. */
final class KnownCounts {
    static final String UNKNOWN = "unknown";

    private KnownCounts() {}

    /** How many sectors a layer is known to own, as metadata. */
    static String owned(SectorCounts owners, int layer) {
        return text(owners.knownSectorsOf(layer));
    }

    /** How many sectors are known to be unwritten, as metadata. */
    static String unwritten(SectorCounts owners) {
        return text(owners.knownUnwrittenSectors());
    }

    /** The number of {@link #owned} as a person reads it. */
    static String ownedInWords(SectorCounts owners, int layer) {
        return inWords(owners.sectorsOf(layer), !owners.isKnown(layer));
    }

    /** How many sectors have one of some verdicts, as metadata. */
    static String of(KindCounts<LayerAudit.Verdict> counts, List<LayerAudit.Verdict> verdicts) {
        return text(sum(counts, verdicts), mayBeMore(counts, verdicts));
    }

    /** The same as a person reads it. */
    static String inWords(KindCounts<LayerAudit.Verdict> counts, List<LayerAudit.Verdict> verdicts) {
        return inWords(sum(counts, verdicts), mayBeMore(counts, verdicts));
    }

    /**
     * A number as metadata.
     *
     * @param known how many were counted
     * @param more whether there may be others
     */
    static String text(long known, boolean more) {
        return more && known == 0 ? UNKNOWN : Long.toString(known);
    }

    /** The same as a person reads it. */
    static String inWords(long known, boolean more) {
        return AtLeast.text(known, more, UNKNOWN, Long::toString);
    }

    private static String text(@Nullable Long known) {
        return known == null ? UNKNOWN : known.toString();
    }

    private static long sum(KindCounts<LayerAudit.Verdict> counts, List<LayerAudit.Verdict> verdicts) {
        return verdicts.stream().mapToLong(counts::of).sum();
    }

    private static boolean mayBeMore(KindCounts<LayerAudit.Verdict> counts, List<LayerAudit.Verdict> verdicts) {
        return !verdicts.contains(LayerAudit.Verdict.UNKNOWN) && counts.of(LayerAudit.Verdict.UNKNOWN) > 0;
    }
}
