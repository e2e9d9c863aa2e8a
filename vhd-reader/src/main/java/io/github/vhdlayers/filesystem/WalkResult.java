package io.github.vhdlayers.filesystem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a walk ended.
 *
 * @param files how many names were reported
 * @param problems what could not be read, in the order it was met; the first thousand
 * @param problemCount how many problems there were
 * @param limit which limit left something out, or null
 * @param unread folders of which not every name could be read; the first thousand
 * @param unreadCount how many such folders there were
 * @since 0.1.0
 */
public record WalkResult(
        long files,
        List<String> problems,
        long problemCount,
        @Nullable String limit,
        List<UnreadFolder> unread,
        long unreadCount) {
    /** How many problems are kept. */
    public static final int MOST_PROBLEMS = 1_000;

    /** Keeps unmodifiable copies of the lists. */
    public WalkResult {
        problems = List.copyOf(problems);
        unread = List.copyOf(unread);
    }

    /** Whether every file was reported, and all of it. */
    public boolean isComplete() {
        return problemCount == 0 && limit == null && unreadCount == 0;
    }

    /**
     * Whether a path that was not reported is known not to be there: every folder that could hold its name, and every folder above it,
     * was read whole.
     *
     * @param path a path in the file system
     */
    public boolean isKnownAbsent(String path) {
        if (limit != null || unreadCount > unread.size()) {
            return false;
        }
        for (UnreadFolder folder : unread) {
            boolean root = folder.path().equals("/");
            if (root
                    || (path.startsWith(folder.path())
                            && path.startsWith("/", folder.path().length()))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A folder of which not every name could be read: a file that is not among the names that were read may still be in it or below it.
     *
     * @param path its path in the file system, {@code /} for the root
     * @param reason why, in one line
     * @since 0.1.0
     */
    public record UnreadFolder(String path, String reason) {}
}
