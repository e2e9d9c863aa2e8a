package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.RejectedParent;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a chain breaks off.
 *
 * @param childLayer the number of the layer with the missing parent
 * @param reference what that layer records about it
 * @param problem why nothing was accepted, with every place that was tried
 * @since 0.1.0
 */
public record MissingParent(int childLayer, ParentReference reference, ParentException problem) {
    private static final Set<RejectedParent.Cause> NOT_LOOKED_AT = EnumSet.of(
            RejectedParent.Cause.UNREADABLE, RejectedParent.Cause.OUTSIDE_FOLDER, RejectedParent.Cause.TOO_MANY);

    /**
     * Whether a parent was refused, and is not simply missing: one that was found is changed, or is there in several forms, or nothing that
     * is recorded could prove any.
     */
    public boolean isRefused() {
        return problem.code() != ErrorCode.PARENT_NOT_FOUND && problem.code() != ErrorCode.PARENT_SEARCH_CUT_SHORT;
    }

    /**
     * Whether not every file was looked at that may be the parent: there were too many, or one could not be read, or is outside of the
     * folders that may be searched.
     */
    public boolean isUndecided() {
        return problem.code() == ErrorCode.PARENT_SEARCH_CUT_SHORT
                || (problem.code() == ErrorCode.PARENT_NOT_FOUND
                        && problem.tried().stream().anyMatch(place -> NOT_LOOKED_AT.contains(place.cause())));
    }

    /** What became of the parent, as the end of a sentence that begins with it: <i>is missing</i>, or why that must not be said. */
    public String inWords() {
        if (isRefused()) {
            return "is not accepted, because none is proven";
        }
        return isUndecided() ? "was not found among the files that were read" : "is missing";
    }
}
