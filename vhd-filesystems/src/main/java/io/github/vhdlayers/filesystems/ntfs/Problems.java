package io.github.vhdlayers.filesystems.ntfs;

import org.jspecify.annotations.Nullable;

/** What is wrong with one file: the first thing, and how many more there are. */
final class Problems implements FileRecord.Damage {
    private @Nullable String first;
    private int more;

    @Override
    public void add(String problem) {
        if (first == null) {
            first = problem;
        } else if (!first.equals(problem)) {
            more++;
        }
    }

    /** All of it in one line, or null if nothing is wrong. */
    @Nullable
    String text() {
        return more == 0 ? first : first + " (and " + more + " more problems)";
    }
}
