package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.ParentException;
import java.io.IOException;

/** No file was the parent, and one that may be could not be read: whether the parent is missing is not known. */
final class UnreadableCandidateException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ParentException asMissing;

    UnreadableCandidateException(IOException fault, ParentException asMissing) {
        super(fault.getMessage(), fault.getCause());
        this.asMissing = asMissing;
    }

    /** The same for a caller that goes on without the parent. */
    ParentException asMissing() {
        return asMissing;
    }

    /** Whether the process is what has no room for another open file, so that going on would give another answer next time. */
    boolean isOutOfFiles() {
        return String.valueOf(getMessage()).contains("Too many open files");
    }
}
