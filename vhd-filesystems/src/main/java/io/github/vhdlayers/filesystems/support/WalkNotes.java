package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystem.WalkResult.UnreadFolder;
import io.github.vhdlayers.internal.text.PathText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a walk could not read: the first of each kind, and how many there were. */
final class WalkNotes {
    private final List<String> problems = new ArrayList<>();
    private final List<UnreadFolder> unread = new ArrayList<>();
    private long problemCount;
    private long unreadCount;

    /** A path as problems print it. */
    static String printed(String path) {
        return path.isEmpty() ? "/" : PathText.escape(path);
    }

    /** Notes that not every name of a folder was read. */
    void unread(String path, String reason) {
        unreadCount++;
        if (unread.size() < WalkResult.MOST_PROBLEMS) {
            unread.add(new UnreadFolder(path.isEmpty() ? "/" : path, reason));
        }
        problem(path, reason);
    }

    void problem(String path, String text) {
        problemCount++;
        if (problems.size() < WalkResult.MOST_PROBLEMS) {
            problems.add(printed(path) + ": " + text);
        }
    }

    WalkResult result(long files, @Nullable String limit) {
        return new WalkResult(files, problems, problemCount, limit, unread, unreadCount);
    }
}
