package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileDetails;
import io.github.vhdlayers.filesystem.FileName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a file came to be what it is since the layer below.
 *
 * @param reasons what happened; none if only the former path is known of an alternate stream
 * @param formerName the name that the same file had below; null if it had this path there, had none, or which one it had is not known. That
 *     it is the same file is proven by its number and how often that was used
 * @param former what it is compared with: the file as it was below, or what its path led to there if it was {@link ChangeReason#REPLACED}
 * @param formerDetails what else is recorded of {@code former}
 * @since 0.1.0
 */
public record FileChange(
        Set<ChangeReason> reasons, @Nullable FileName formerName, DiskFile former, FileDetails formerDetails) {
    /** Keeps an unmodifiable copy of the set, in the order of the reasons. */
    public FileChange {
        Set<ChangeReason> all = EnumSet.noneOf(ChangeReason.class);
        all.addAll(reasons);
        reasons = Collections.unmodifiableSet(all);
    }
}
