package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.Blackboard;
import org.sleuthkit.datamodel.Blackboard.BlackboardException;
import org.sleuthkit.datamodel.FsContent;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * Writes into a case which layer of a chain each file comes from.
 *
 * <p>A data artifact for each layer; a result without score for each file of which a child owns anything; a file for each layer with
 * the sectors that it owns. What is there already is not added again, so that an annotation that was ended can be run again; of two
 * at once the second waits for the first. For one thread.
 */
public final class ChainAnnotator {
    /** How many pieces a layer's file has at most; beyond it the map is a table in the case's folder. */
    public static final int MOST_RUNS = 10_000;

    private static final int BATCH = 1000;
    private static final int LOOKS_BETWEEN_REPORTS = 50;

    private final SleuthkitCase sleuthkitCase;
    private final Path folder;
    private final int mostRuns;
    private final @Nullable Long ingestJobId;

    /**
     * An annotator for one case.
     *
     * @param sleuthkitCase an open case
     * @param folder where tables go that are too long for the case
     * @param ingestJobId the ingest job that this is part of; null for none
     */
    public ChainAnnotator(SleuthkitCase sleuthkitCase, Path folder, @Nullable Long ingestJobId) {
        this(sleuthkitCase, folder, ingestJobId, MOST_RUNS);
    }

    ChainAnnotator(SleuthkitCase sleuthkitCase, Path folder, @Nullable Long ingestJobId, int mostRuns) {
        this.sleuthkitCase = sleuthkitCase;
        this.folder = folder;
        this.ingestJobId = ingestJobId;
        this.mostRuns = mostRuns;
    }

    /**
     * Annotates an image that {@link VhdImageProvider} added.
     *
     * @param image the data source
     * @param disk the chain, as {@link VhdImageProvider#open} gives it
     * @param progress receives how far it is, and may cancel it
     * @throws IllegalArgumentException if the image is not ours, or the disk is not its
     * @throws CancellationException if the progress ended it; what was written stays
     * @throws IOException if the chain cannot be read
     * @throws TskCoreException if the case cannot be read or changed
     */
    public AnnotationReport annotate(Image image, MergedSource disk, CaseProgress progress)
            throws IOException, TskCoreException {
        Provenance provenance = VhdImageProvider.provenance(image);
        if (provenance == null
                || provenance.layers().size() != disk.chain().layers().size()
                || image.getSize() != disk.size()) {
            throw new IllegalArgumentException(image.getName() + " is not an image of " + disk.name());
        }
        CaseLock lock = CaseLock.take(folder, image.getId(), progress);
        try {
            Blackboard board = sleuthkitCase.getBlackboard();
            AnnotationTypes types = AnnotationTypes.of(board);
            LayerMapFiles files = new LayerMapFiles(sleuthkitCase, folder, mostRuns);
            List<String> places = files.add(image, disk, progress);
            int layersAdded = addLayers(image, provenance, places, types);
            List<LayerChanges> changes = changes(disk, progress);
            CaseStatuses statuses = CaseStatuses.of(disk, changes, FileSystemReaders.find(), progress);
            return new Files(image, disk, types, changes, statuses, progress).annotate(layersAdded, files.added());
        } catch (BlackboardException e) {
            throw new TskCoreException("the case's blackboard refused an annotation: " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    /** What each layer changed; not the base, which has nothing below it, unless what is below it is missing. */
    private static List<LayerChanges> changes(MergedSource disk, CaseProgress progress) throws IOException {
        int layers = disk.chain().layers().size() - (disk.chain().missingParent() == null ? 1 : 0);
        List<LayerChanges> changes = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            String task = Texts.TASK_COMPARING.with(layer);
            changes.add(LayerChanges.of(
                    disk,
                    layer,
                    ScanOptions.defaults()
                            .withProgress((done, total, bytes) -> progress.onProgress(task, done, total))));
            if (!progress.onProgress(task, 1, 1)) {
                throw new CancellationException("cancelled while layer " + layer + " was compared");
            }
        }
        return changes;
    }

    private int addLayers(Image image, Provenance provenance, List<String> places, AnnotationTypes types)
            throws TskCoreException, BlackboardException {
        Blackboard board = sleuthkitCase.getBlackboard();
        if (!board.getDataArtifacts(types.layer.getTypeID(), image.getId()).isEmpty()) {
            return 0;
        }
        return BoardTransaction.post(
                sleuthkitCase,
                ingestJobId,
                provenance.layers(),
                (layer, transaction) -> board.newDataArtifact(
                        types.layer,
                        image.getId(),
                        image.getId(),
                        types.of(layer, places.get(layer.index())),
                        null,
                        transaction));
    }

    /** The annotation of an image's files. */
    private final class Files {
        private final Image image;
        private final MergedSource disk;
        private final AnnotationTypes types;
        private final List<LayerChanges> changes;
        private final CaseStatuses statuses;
        private final CaseProgress progress;
        private final CaseVolumes volumes;
        private long seen;
        private long looked;
        private long annotated;
        private long unclear;

        Files(
                Image image,
                MergedSource disk,
                AnnotationTypes types,
                List<LayerChanges> changes,
                CaseStatuses statuses,
                CaseProgress progress)
                throws TskCoreException {
            this.image = image;
            this.disk = disk;
            this.types = types;
            this.changes = changes;
            this.statuses = statuses;
            this.progress = progress;
            this.volumes = new CaseVolumes(sleuthkitCase, image, disk);
        }

        private record Result(AbstractFile file, CaseOwnership ownership) {}

        AnnotationReport annotate(int layersAdded, int layerFilesAdded)
                throws IOException, TskCoreException, BlackboardException {
            Set<Long> done = new HashSet<>();
            for (AnalysisResult result : sleuthkitCase
                    .getBlackboard()
                    .getAnalysisResultsByType(types.ownership.getTypeID(), image.getId())) {
                done.add(result.getObjectID());
            }
            // Type 0 are the files of file systems; slack and layout files have no place of their own.
            String files = "data_source_obj_id = " + image.getId() + " AND type = 0";
            long total = sleuthkitCase.countFilesWhere(files);
            long last = -1;
            List<Result> results = new ArrayList<>();
            while (true) {
                List<FileRow> batch = FileRow.of(sleuthkitCase, files, last, BATCH);
                if (batch.isEmpty()) {
                    write(results);
                    return new AnnotationReport(
                            layersAdded,
                            layerFilesAdded,
                            seen,
                            annotated,
                            unclear,
                            statuses.isComplete(),
                            statuses.problems());
                }
                last = batch.get(batch.size() - 1).id();
                for (AbstractFile file : worthALook(batch, done)) {
                    look(file, results);
                    if (++looked % LOOKS_BETWEEN_REPORTS == 0) {
                        goOn(total);
                    }
                }
                seen += batch.size();
                goOn(total);
                if (results.size() >= BATCH) {
                    write(results);
                    results.clear();
                }
            }
        }

        private void goOn(long total) {
            if (!progress.onProgress(Texts.TASK_ANNOTATING.text(), seen, total)) {
                throw new CancellationException("cancelled after " + annotated + " files were annotated");
            }
        }

        /** The files of which it is not known that all is the base's, and that have no result yet. */
        private List<AbstractFile> worthALook(List<FileRow> batch, Set<Long> done) throws TskCoreException {
            String ids = batch.stream()
                    .filter(row -> !done.contains(row.id()) && !volumes.isBases(row, statuses))
                    .map(row -> Long.toString(row.id()))
                    .collect(Collectors.joining(", "));
            return ids.isEmpty()
                    ? List.of()
                    : sleuthkitCase.findAllFilesWhere("obj_id IN (" + ids + ") ORDER BY obj_id");
        }

        private void look(AbstractFile file, List<Result> results) throws IOException, TskCoreException {
            // A folder's entries for itself and the one above are those folders.
            boolean again = file.isDir()
                    && (file.getName().equals(".") || file.getName().equals(".."));
            if (again || !(file instanceof FsContent content)) {
                return;
            }
            CaseOwnership ownership;
            try {
                ownership = CaseOwnership.of(disk, volumes.places(content, statuses), file.getSize(), changes);
            } catch (IstatText.UnclearException e) {
                unclear++;
                ownership = CaseOwnership.unlocated(changes.size());
            }
            ownership.settle(volumes.status(content, statuses));
            if (ownership.isWorthSaying()) {
                results.add(new Result(file, ownership));
            }
        }

        private void write(List<Result> results) throws TskCoreException, BlackboardException {
            if (results.isEmpty()) {
                return;
            }
            Blackboard board = sleuthkitCase.getBlackboard();
            annotated += BoardTransaction.post(sleuthkitCase, ingestJobId, results, (result, transaction) -> {
                result.file().addAttributes(types.detailsOf(result.ownership()), transaction);
                return board.newAnalysisResult(
                                types.ownership,
                                result.file().getId(),
                                image.getId(),
                                AnnotationTypes.SCORE,
                                result.ownership().conclusion(),
                                "",
                                result.ownership().justification(),
                                types.of(result.ownership(), changes.size()),
                                transaction)
                        .getAnalysisResult();
            });
        }
    }
}
