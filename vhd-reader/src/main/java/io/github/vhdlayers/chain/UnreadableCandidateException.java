package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

    /**
     * Whether the process is what can open no other file, so that going on would give another answer next time. What the system says
     * of it is in the user's language; so a file is opened of which is known that it can be, and must fail with the same words.
     *
     * @param opened a file that is open already, or null if there is none
     */
    boolean isOutOfFiles(@Nullable Path opened) {
        if (opened == null || !(getCause() instanceof FileSystemException fault)) {
            return String.valueOf(getMessage()).contains("Too many open files");
        }
        try {
            RandomAccessSources.ofPath(opened).close();
            return false;
        } catch (FileSystemException e) {
            return fault.getReason() != null && fault.getReason().equals(e.getReason());
        } catch (IOException e) {
            return false;
        }
    }
}
