package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.MissingParent;
import org.jspecify.annotations.Nullable;

/** What became of the search for a differencing disk's parents. */
enum ParentStatus {
    /** All were found, down to the base. */
    FOUND,
    /** One was looked for in vain. */
    MISSING,
    /** One was not found among the files that were read, and there are more of them, or some that could not be read. */
    CUT_SHORT,
    /** One is missing, and there was no place to look for it. */
    NOT_SEARCHED,
    /** One was found and refused, since it was changed or has copies that differ, or the disk records no id that could prove one. */
    REFUSED;

    static ParentStatus of(@Nullable MissingParent missing, boolean searched) {
        if (missing == null) {
            return FOUND;
        }
        if (missing.isRefused()) {
            return REFUSED;
        }
        if (missing.isUndecided()) {
            return CUT_SHORT;
        }
        return searched ? MISSING : NOT_SEARCHED;
    }
}
