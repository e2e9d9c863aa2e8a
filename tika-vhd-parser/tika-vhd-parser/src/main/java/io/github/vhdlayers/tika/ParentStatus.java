package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What became of the search for a differencing disk's parents. */
enum ParentStatus {
    /** All were found, down to the base. */
    FOUND,
    /** One was looked for in vain. */
    MISSING,
    /** One was not found among as many files as are looked at, and there are more. */
    CUT_SHORT,
    /** One is missing, and there was no place to look for it. */
    NOT_SEARCHED,
    /** One is missing, because the disk records no id by which it could be found. */
    REFUSED;

    static ParentStatus of(@Nullable MissingParent missing, boolean searched) {
        if (missing == null) {
            return FOUND;
        }
        if (missing.problem().code() == ErrorCode.PARENT_ID_NULL) {
            return REFUSED;
        }
        if (missing.problem().code() == ErrorCode.PARENT_SEARCH_CUT_SHORT) {
            return CUT_SHORT;
        }
        return searched ? MISSING : NOT_SEARCHED;
    }
}
