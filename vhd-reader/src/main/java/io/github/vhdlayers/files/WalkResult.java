package io.github.vhdlayers.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a walk ended.
 *
 * @param files how many names were told
 * @param problems what could not be read, in the order it was met; the first thousand
 * @param problemCount how many problems there were
 * @param limit which limit left something out, or null
 */
public record WalkResult(long files, List<String> problems, long problemCount, @Nullable String limit) {
    /** How many problems are kept. */
    public static final int MOST_PROBLEMS = 1_000;

    /** Keeps an unmodifiable copy of the list. */
    public WalkResult {
        problems = List.copyOf(problems);
    }

    /** Whether every file was told, and all of it. */
    public boolean isComplete() {
        return problemCount == 0 && limit == null;
    }
}
