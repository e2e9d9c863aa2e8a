package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a layer's files, other than the files.
 *
 * @param layer the layer's number
 * @param files how many names of files were reported; null if none was, and there may be some
 * @param fileSystems the file systems of the newer view: what they are, who reads them, and in which state they are shown
 * @param counts how many contents have which status; null for a status that none has and that unknown ones may have
 * @param held what the layer keeps other than documents, the largest first
 * @param problems what could not be read, and which volumes are no file systems; the first thousand
 * @param limit which limit left something out, or null
 * @param complete whether every file was reported, and all that is said of it is known and beyond doubt
 * @since 0.1.0
 */
public record LayerFilesReport(
        int layer,
        @Nullable Long files,
        List<FileSystemInfo> fileSystems,
        Map<FileOwnership.Status, @Nullable Long> counts,
        List<NonFileSectors> held,
        List<String> problems,
        @Nullable String limit,
        boolean complete) {
    /** Keeps unmodifiable copies. */
    public LayerFilesReport {
        Map<FileOwnership.Status, @Nullable Long> all = new EnumMap<>(FileOwnership.Status.class);
        for (FileOwnership.Status status : FileOwnership.Status.values()) {
            Long count = counts.get(status);
            all.put(status, count != null ? count : complete ? Long.valueOf(0) : null);
        }
        counts = Collections.unmodifiableMap(all);
        fileSystems = List.copyOf(fileSystems);
        held = List.copyOf(held);
        problems = List.copyOf(problems);
    }

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
}
