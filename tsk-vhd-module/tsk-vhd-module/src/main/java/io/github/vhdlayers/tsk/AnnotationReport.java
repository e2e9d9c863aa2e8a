package io.github.vhdlayers.tsk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an annotation did.
 *
 * @param layersAdded artifacts added for layers; 0 if all were there
 * @param layerFilesAdded files added that hold what a layer owns; 0 if all were there
 * @param filesSeen how many files of file systems were looked at
 * @param filesAnnotated results added; files that had one are not counted
 * @param filesUnclear files that a child may have something of, of which it is not clear where they are
 * @param complete whether everything that the layers did to files is known and beyond doubt
 * @param problems what could not be read or is in doubt, at most a thousand
 */
public record AnnotationReport(
        int layersAdded,
        int layerFilesAdded,
        long filesSeen,
        long filesAnnotated,
        long filesUnclear,
        boolean complete,
        List<String> problems) {
    /** Keeps an unmodifiable copy of the list. */
    public AnnotationReport {
        problems = List.copyOf(problems);
    }

    /** Why not everything is known and beyond doubt, in a line with the first problem; null if everything is. */
    public @Nullable String incompleteness() {
        if (complete) {
            return null;
        }
        String first = problems.isEmpty() ? "" : ": " + problems.get(0);
        String more = problems.size() < 2 ? "" : " (and " + (problems.size() - 1) + " more)";
        return Texts.ANNOTATION_INCOMPLETE.text() + first + more;
    }
}
