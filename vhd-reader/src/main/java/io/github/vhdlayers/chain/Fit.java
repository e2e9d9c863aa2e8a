package io.github.vhdlayers.chain;

import io.github.vhdlayers.chain.ChainLink.SizeVerdict;
import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.file.LayerFile;
import java.util.Comparator;

/**
 * A file with a parent's id.
 *
 * @param candidate where it is
 * @param file the opened file
 * @param named whether the caller named it as the parent
 * @param renamed whether it bears none of the recorded names
 * @param time whether its time is the recorded one
 * @param size how its disk's size compares with the child's
 */
record Fit(
        ParentCandidate candidate, LayerFile file, boolean named, boolean renamed, TimeVerdict time, SizeVerdict size) {
    /** The likeliest first: what the caller says, the recorded time and size, and only then the name. */
    static final Comparator<Fit> LIKELIEST_FIRST = Comparator.comparing((Fit fit) -> !fit.named)
            .thenComparing(fit -> fit.time != TimeVerdict.MATCHES)
            .thenComparing(fit -> fit.size != SizeVerdict.EQUAL)
            .thenComparing(fit -> fit.time != TimeVerdict.WHOLE_HOURS_APART)
            .thenComparing(fit -> fit.renamed);
}
