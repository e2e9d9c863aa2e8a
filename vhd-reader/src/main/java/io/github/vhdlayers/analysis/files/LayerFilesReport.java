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
        Map<FileStatus, @Nullable Long> counts,
        List<NonFileSectors> held,
        List<String> problems,
        @Nullable String limit,
        boolean complete) {
    /** Keeps unmodifiable copies. */
    public LayerFilesReport {
        Map<FileStatus, @Nullable Long> all = new EnumMap<>(FileStatus.class);
        for (FileStatus status : FileStatus.values()) {
            Long count = counts.get(status);
            all.put(status, count != null ? count : complete ? Long.valueOf(0) : null);
        }
        counts = Collections.unmodifiableMap(all);
        fileSystems = List.copyOf(fileSystems);
        held = List.copyOf(held);
        problems = List.copyOf(problems);
    }
}
