package io.github.vhdlayers.analysis;

/**
 * Sectors of a layer that are no document of anybody, and are kept by the layer all the same.
 *
 * @param kind what they are
 * @param sectors how many the layer owns
 * @param changed how many of those differ from what was there before
 * @param files how many files they are of; 0 if of none
 */
public record HeldData(Kind kind, long sectors, long changed, long files) {
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
