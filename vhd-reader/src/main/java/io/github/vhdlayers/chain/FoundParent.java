package io.github.vhdlayers.chain;

import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.file.LayerFile;
import java.util.List;

/**
 * A parent that was found.
 *
 * @param file the opened parent
 * @param candidate what it was opened from
 * @param id whether its id is the recorded one
 * @param renamed whether it bears none of the recorded names
 * @param copies why it was taken and not another file with the same id
 * @param alike what the other files with the same id are called; empty if there is none
 * @param rejected what else was considered
 */
record FoundParent(
        LayerFile file,
        ParentCandidate candidate,
        IdVerdict id,
        boolean renamed,
        ParentCopies.Verdict copies,
        String alike,
        List<RejectedParent> rejected) {
    /** One that the caller says is the parent. */
    static FoundParent trusted(LayerFile file, ParentCandidate candidate, IdVerdict id, List<RejectedParent> rejected) {
        return new FoundParent(file, candidate, id, false, ParentCopies.Verdict.ONLY_ONE, "", rejected);
    }
}
