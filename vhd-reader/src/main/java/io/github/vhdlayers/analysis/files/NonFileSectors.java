package io.github.vhdlayers.analysis.files;

import org.jspecify.annotations.Nullable;

/**
 * Sectors that a layer keeps and that are no document of a user.
 *
 * @param kind what they are
 * @param sectors how many the layer owns; null if that is not known
 * @param changed how many of those differ from what was there before; null if that is not known
 * @param files how many files they are of, 0 if of none; null if that is not known
 * @since 0.1.0
 */
public record NonFileSectors(Kind kind, @Nullable Long sectors, @Nullable Long changed, @Nullable Long files) {
    /** What such sectors are. */
    public enum Kind {
        /** Free by the file system's own tables: deleted, or never used. */
        UNALLOCATED("freed and kept"),
        /** Windows' page files, and swap files. */
        PAGE_FILE("page file"),
        /** The memory of a sleeping system. */
        HIBERNATION("hibernation file"),
        /** Files in folders for temporary files, and downloads of updates. */
        TEMPORARY("temporary files"),
        /** Files that their users threw away. */
        RECYCLED("recycle bin"),
        /** Older states of the volume that Windows keeps in it. */
        SHADOW_COPIES("shadow copies"),
        /** In no file system that could be read: tables, gaps, other volumes. */
        OUTSIDE("outside of file systems");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
