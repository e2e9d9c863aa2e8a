package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.partition.Partition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a go through the files of two views could not read, and whether its answer is whole all the same. */
public final class RunProblems {
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean complete = true;
    private @Nullable String limit;

    /** Creates the problems of a run that has met none. */
    public RunProblems() {}

    /** Notes something that makes the answer incomplete. */
    public void add(String text) {
        complete = false;
        note(text);
    }

    /** Notes something that does not. */
    public void note(String text) {
        if (texts.size() < WalkResult.MOST_PROBLEMS) {
            texts.add(text);
        }
    }

    /** Notes what a walk could not read. */
    public void add(FileSystemInfo system, WalkResult result, String where) {
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
    public void requireKnown(boolean known) {
        complete &= known;
    }

    /** All problems, each once, in the order in which they were met. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** Which limit ended a walk, or null if none did. */
    public @Nullable String limit() {
        return limit;
    }

    /** Whether nothing is missing in what was found. */
    public boolean isComplete() {
        return complete;
    }

    /** A volume's problem in one line. */
    public static String text(VolumeProblem problem) {
        Partition partition = problem.partition();
        String label = partition == null || partition.number() == 0 ? "disk" : "p" + partition.number();
        return label + ": " + problem.message();
    }
}
