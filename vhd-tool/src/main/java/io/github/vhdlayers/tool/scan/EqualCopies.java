package io.github.vhdlayers.tool.scan;

import io.github.vhdlayers.internal.scan.ScannedFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which of the files with one id hold the same bytes.
 *
 * @param groups those that were found equal, with each other; one that was not compared, or is like no other, is a group of its own
 * @param allEqual whether all are equal; null if there are none, or not all bytes were compared and no two are known to differ
 */
record EqualCopies(List<List<ScannedFile>> groups, @Nullable Boolean allEqual) {
    static final EqualCopies NONE = new EqualCopies(List.of(), null);
    /** A file is compared with at most so many different contents. */
    private static final int MOST_GROUPS = 16;

    /** @param identical whether two files are equal, or null if that is not known */
    static EqualCopies of(List<ScannedFile> files, BiFunction<Path, Path, @Nullable Boolean> identical) {
        List<List<ScannedFile>> groups = new ArrayList<>();
        boolean isUnknown = false;
        boolean isDifferent = false;
        for (ScannedFile file : files) {
            List<ScannedFile> found = null;
            for (List<ScannedFile> group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
                Boolean same = identical.apply(group.get(0).path(), file.path());
                isUnknown |= same == null;
                isDifferent |= Boolean.FALSE.equals(same);
                if (Boolean.TRUE.equals(same)) {
                    found = group;
                    break;
                }
            }
            if (found == null) {
                found = new ArrayList<>();
                groups.add(found);
            }
            found.add(file);
        }
        return new EqualCopies(groups, isDifferent ? Boolean.FALSE : isUnknown ? null : Boolean.TRUE);
    }

    /** The others that hold the same bytes as a file. */
    List<ScannedFile> like(ScannedFile file) {
        for (List<ScannedFile> group : groups) {
            if (group.contains(file)) {
                return group.stream().filter(other -> !other.equals(file)).toList();
            }
        }
        return List.of();
    }
}
