package io.github.vhdlayers.analysis;

import io.github.vhdlayers.files.VolumeProblem;
import io.github.vhdlayers.partition.Partition;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was found of a layer's files, besides the files.
 *
 * @param layer the layer's number
 * @param files how many names of files were told
 * @param counts how many contents have which status
 * @param held what the layer keeps besides documents, the largest first
 * @param problems what could not be read, and which volumes are no file systems; the first thousand
 * @param complete whether every file was told
 */
public record LayerFilesReport(
        int layer,
        long files,
        Map<FileStatus, Long> counts,
        List<HeldData> held,
        List<String> problems,
        boolean complete) {
    /** Keeps unmodifiable copies. */
    public LayerFilesReport {
        Map<FileStatus, Long> all = new EnumMap<>(FileStatus.class);
        for (FileStatus status : FileStatus.values()) {
            all.put(status, counts.getOrDefault(status, 0L));
        }
        counts = Collections.unmodifiableMap(all);
        held = List.copyOf(held);
        problems = List.copyOf(problems);
    }

    /** A volume's problem in one line. */
    static String text(VolumeProblem problem) {
        Partition partition = problem.partition();
        String label = partition == null || partition.number() == 0 ? "disk" : "p" + partition.number();
        return label + ": " + problem.message();
    }
}
