package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of the files of two disks found, apart from those that differ.
 *
 * @param fileSystemsOfA the file systems of A
 * @param fileSystemsOfB the file systems of B
 * @param counts how many contents differ in which way; null for a way in which none is known to differ and unknown ones may
 * @param problems what could not be read; the first thousand
 * @param limit which limit left something out, or null
 * @param complete whether every file that differs was reported, and all that is said of it is known
 * @since 0.1.0
 */
public record FileComparisonReport(
        List<FileSystemInfo> fileSystemsOfA,
        List<FileSystemInfo> fileSystemsOfB,
        Map<FileDifferenceKind, @Nullable Long> counts,
        List<String> problems,
        @Nullable String limit,
        boolean complete) {
    /** Keeps unmodifiable copies. */
    public FileComparisonReport {
        Map<FileDifferenceKind, @Nullable Long> all = new EnumMap<>(FileDifferenceKind.class);
        for (FileDifferenceKind kind : FileDifferenceKind.values()) {
            Long count = counts.get(kind);
            all.put(kind, count != null ? count : complete ? Long.valueOf(0) : null);
        }
        counts = Collections.unmodifiableMap(all);
        fileSystemsOfA = List.copyOf(fileSystemsOfA);
        fileSystemsOfB = List.copyOf(fileSystemsOfB);
        problems = List.copyOf(problems);
    }
}
