package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectedParent;
import java.util.List;

/**
 * A child and the parent that was found for it, and how well they fit.
 *
 * @param childLayer the child's number in the chain; its parent's is one more
 * @param reference what the child records
 * @param id whether the parent's id is the recorded one
 * @param time whether the parent's file time is the recorded one
 * @param size how the two sizes compare
 * @param isOtherCopyDifferent whether another file has the parent's id and other bytes, and nothing but the caller says which of them is the
 *     parent
 * @param rejected what else was considered, and why it was not taken
 * @since 0.1.0
 */
public record ChainLink(
        int childLayer,
        ParentReference reference,
        IdVerdict id,
        TimeVerdict time,
        SizeVerdict size,
        boolean isOtherCopyDifferent,
        List<RejectedParent> rejected) {
    /** Keeps an unmodifiable copy of the list. */
    public ChainLink {
        rejected = List.copyOf(rejected);
    }

    /** The parent's number in the chain. */
    public int parentLayer() {
        return childLayer + 1;
    }
}
