package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
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
 * @param former what it is compared with: the file as it was below, or what its path led to there if it was {@link Reason#REPLACED}
 * @param formerDetails what else is recorded of {@code former}
 * @since 0.1.0
 */
public record FileChange(
        Set<Reason> reasons, @Nullable FileName formerName, DiskFile former, DiskFile.Details formerDetails) {
    /** Keeps an unmodifiable copy of the set, in the order of the reasons. */
    public FileChange {
        Set<Reason> all = EnumSet.noneOf(Reason.class);
        all.addAll(reasons);
        reasons = Collections.unmodifiableSet(all);
    }

    /**
     * What happened to a file since the layer below, as far as the two states of it tell.
     *
     * @since 0.1.0
     */
    public enum Reason {
        /** It was moved into a recycle bin, itself or with a folder above it. */
        RECYCLED("recycled"),
        /** It was moved out of a recycle bin, itself or with a folder above it. */
        RESTORED("restored"),
        /** Another file took its path. It is compared with what the path led to before. */
        REPLACED("replaced"),
        /** It has another name. */
        RENAMED("renamed"),
        /** It is in another folder. */
        MOVED("moved"),
        /** Its path is another one because a folder above it was renamed or moved; this is no change of the file. */
        PATH("path"),
        /** Its content reads otherwise; of a folder the list of what is in it. */
        CONTENT("content"),
        /** It has more names than before, or fewer. */
        LINKS("links"),
        /** Its owner, its group or its permissions differ. */
        RIGHTS("rights"),
        /** The time of its last change or that of its creation differs. */
        TIMES("times"),
        /** The time at which it was last read differs. */
        ACCESSED("accessed"),
        /** Something else that the file system records of it differs. */
        METADATA("metadata");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason as tables and files name it, such as {@code renamed}. */
        @Override
        public String toString() {
            return text;
        }
    }
}
