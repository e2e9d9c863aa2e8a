package io.github.vhdlayers.tsk;

import io.github.vhdlayers.diag.SafeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.Blackboard;
import org.sleuthkit.datamodel.Blackboard.BlackboardException;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/** What is said of every disk file of a data source: one sentence each, and the first that is known. */
final class DiskResults {
    private final Map<Long, FoundDiskResult> results = new LinkedHashMap<>();

    boolean has(FoundDisk disk) {
        return results.containsKey(disk.file().getId());
    }

    List<FoundDiskResult> all() {
        return List.copyOf(results.values());
    }

    private void put(FoundDisk disk, DiskRole role, String conclusion, String details) {
        results.putIfAbsent(
                disk.file().getId(), new FoundDiskResult(disk.file().getId(), disk.path(), role, conclusion, details));
    }

    void added(FoundDisk top, String dataSource, Provenance provenance) {
        List<String> layers = provenance.layers().stream()
                .map(layer -> "layer " + layer.index() + " " + SafeText.escape(layer.path()))
                .toList();
        FoundDiskResult result = new FoundDiskResult(
                top.file().getId(),
                top.path(),
                DiskRole.ADDED,
                "With its parents this disk is the data source \"" + dataSource + "\".",
                String.join("; ", layers));
        // A checkpoint may have been met as a parent before.
        results.put(result.fileId(), result);
    }

    void parent(FoundDisk disk, String dataSource) {
        put(disk, DiskRole.PARENT, "This disk is a parent in the data source \"" + dataSource + "\".", "");
    }

    void leftOut(FoundDisk disk, String reason) {
        put(disk, DiskRole.LEFT_OUT, "This disk is in no data source.", reason);
    }

    void orphan(FoundDisk disk, String reason) {
        put(
                disk,
                DiskRole.ORPHAN,
                "A parent of this disk is missing, or it is unclear which file is its parent.",
                reason);
    }

    void damaged(FoundDisk disk, String reason) {
        put(disk, DiskRole.DAMAGED, "This file has the marks of a disk, and cannot be read as one.", reason);
    }

    void twin(FoundDisk disk, String other) {
        put(disk, DiskRole.TWIN, "This disk has the id and the bytes of another, and was not added again.", other);
    }

    void deleted(FoundDisk disk) {
        String says = disk.problem() == null ? "" : disk.problem();
        put(
                disk,
                DiskRole.DELETED,
                "A deleted disk file: other files may have taken its place, so that it is used for no chain.",
                says);
    }

    /** Writes what the case does not say yet. */
    void record(SleuthkitCase sleuthkitCase, long dataSourceId, @Nullable Long ingestJobId) throws TskCoreException {
        if (results.isEmpty()) {
            return;
        }
        try {
            Blackboard board = sleuthkitCase.getBlackboard();
            AnnotationTypes types = AnnotationTypes.of(board);
            Set<String> said = new HashSet<>();
            for (AnalysisResult each : board.getAnalysisResultsByType(types.disk.getTypeID(), dataSourceId)) {
                said.add(each.getObjectID() + " " + each.getConclusion() + " " + each.getJustification());
            }
            List<FoundDiskResult> fresh = new ArrayList<>();
            for (FoundDiskResult each : results.values()) {
                if (!said.contains(each.fileId() + " " + each.conclusion() + " " + each.details())) {
                    fresh.add(each);
                }
            }
            if (!fresh.isEmpty()) {
                BoardTransaction.post(sleuthkitCase, ingestJobId, fresh, (each, transaction) -> board.newAnalysisResult(
                                types.disk,
                                each.fileId(),
                                dataSourceId,
                                AnnotationTypes.SCORE,
                                each.conclusion(),
                                "",
                                each.details(),
                                List.of(),
                                transaction)
                        .getAnalysisResult());
            }
        } catch (BlackboardException e) {
            throw new TskCoreException("the case's blackboard refused a result: " + e.getMessage(), e);
        }
    }
}
