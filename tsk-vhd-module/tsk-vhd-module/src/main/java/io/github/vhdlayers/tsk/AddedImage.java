package io.github.vhdlayers.tsk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Image;

/**
 * A chain that is in a case.
 *
 * @param image the data source
 * @param provenance where it comes from, and how it was added
 * @param fallbackReason why it was copied although it should have been added without a copy; null if there was no such reason
 * @param problems what makes bytes of the disk doubtful, such as a second file with a parent's id, and what the Sleuth Kit complained of without
 *     giving up
 */
public record AddedImage(Image image, Provenance provenance, @Nullable String fallbackReason, List<String> problems) {
    /** Keeps an unmodifiable copy of the list. */
    public AddedImage {
        problems = List.copyOf(problems);
    }
}
