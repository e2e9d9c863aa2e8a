package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.file.VhdFile;
import java.util.List;

/**
 * A parent that was found.
 *
 * @param file the opened parent
 * @param candidate what it was opened from
 * @param renamed whether it bears none of the recorded names
 * @param alike other candidates with the same id
 * @param rejected what else was considered
 */
record FoundParent(
        VhdFile file, ParentCandidate candidate, boolean renamed, List<String> alike, List<RejectedParent> rejected) {}
