package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a go through the files of two views could not read, and whether its answer is whole all the same. */
final class RunProblems {
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean complete = true;
    private @Nullable String limit;

    /** Notes something that makes the answer incomplete. */
    void add(String text) {
        complete = false;
        note(text);
    }

    /** Notes something that does not. */
    void note(String text) {
        if (texts.size() < WalkResult.MOST_PROBLEMS) {
            texts.add(text);
        }
    }

    /** Notes what a walk could not read. */
    void add(FileSystemInfo system, WalkResult result, String where) {
        for (String problem : result.problems()) {
            add(where + system.label() + ": " + problem);
        }
        if (result.limit() != null) {
            limit = result.limit();
            add(where + system.label() + ": " + result.limit() + ", the others are left out");
        }
        requireKnown(result.isComplete());
    }

    /** Makes the answer incomplete unless something is known. */
    void requireKnown(boolean known) {
        complete &= known;
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    @Nullable
    String limit() {
        return limit;
    }

    boolean isComplete() {
        return complete;
    }
}
