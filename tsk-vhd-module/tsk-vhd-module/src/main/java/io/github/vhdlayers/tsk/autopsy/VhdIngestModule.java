package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.tsk.AnnotationReport;
import io.github.vhdlayers.tsk.CaseProgress;
import io.github.vhdlayers.tsk.ChainAnnotator;
import io.github.vhdlayers.tsk.UnattachedChild;
import io.github.vhdlayers.tsk.VhdImageProvider;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.autopsy.casemodule.NoCurrentCaseException;
import org.sleuthkit.autopsy.coreutils.Logger;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModule;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModuleProgress;
import org.sleuthkit.autopsy.ingest.IngestJobContext;
import org.sleuthkit.autopsy.ingest.IngestMessage;
import org.sleuthkit.autopsy.ingest.IngestMessage.MessageType;
import org.sleuthkit.autopsy.ingest.IngestServices;
import org.sleuthkit.autopsy.ingest.ModuleContentEvent;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.Content;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.TskCoreException;

/** Annotates one data source if it is a chain of ours, and warns of a differencing disk that was added without its parents. */
final class VhdIngestModule implements DataSourceIngestModule {
    private static final Logger LOG = Logger.getLogger(VhdIngestModule.class.getName());
    private static final int PERCENT = 100;

    private @Nullable IngestJobContext context;

    @Override
    public void startUp(IngestJobContext jobContext) {
        context = jobContext;
    }

    @Override
    public ProcessResult process(Content dataSource, DataSourceIngestModuleProgress progress) {
        try {
            if (dataSource instanceof Image image) {
                if (VhdImageProvider.provenance(image) != null) {
                    annotate(image, progress);
                } else {
                    warn(image);
                }
            }
            return ProcessResult.OK;
        } catch (CancellationException e) {
            return ProcessResult.OK;
        } catch (IOException | TskCoreException | NoCurrentCaseException e) {
            LOG.log(Level.SEVERE, "The files of " + dataSource.getName() + " could not be annotated", e);
            post(MessageType.ERROR, Messages.INGEST_FAILED.with(dataSource.getName(), String.valueOf(e.getMessage())));
            return ProcessResult.ERROR;
        }
    }

    private void annotate(Image image, DataSourceIngestModuleProgress progress)
            throws IOException, TskCoreException, NoCurrentCaseException {
        Case autopsyCase = Case.getCurrentCaseThrows();
        IngestJobContext job = context;
        progress.switchToDeterminate(PERCENT);
        try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
            ChainAnnotator annotator = new ChainAnnotator(
                    autopsyCase.getSleuthkitCase(), CaseFolder.of(autopsyCase), job == null ? null : job.getJobId());
            AnnotationReport report = annotator.annotate(image, disk, new CaseProgress() {
                @Override
                public boolean onProgress(String task, long done, long total) {
                    progress.progress(total <= 0 ? 0 : (int) (PERCENT * (double) done / total));
                    return job == null || !job.dataSourceIngestIsCancelled();
                }

                @Override
                public void added(AbstractFile file) {
                    // So that the tree shows it without being opened again.
                    IngestServices.getInstance()
                            .fireModuleContentEvent(new ModuleContentEvent(Messages.MODULE_NAME.text(), file));
                }
            });
            post(
                    MessageType.INFO,
                    Messages.INGEST_DONE.with(
                            image.getName(), report.filesAnnotated(), report.filesSeen(), report.filesUnclear()));
            String incompleteness = report.incompleteness();
            if (incompleteness != null) {
                post(MessageType.WARNING, Messages.INGEST_FAILED.with(image.getName(), incompleteness));
            }
        }
    }

    /** Of a disk that Autopsy's own processor added: it attaches no parents, and shows what is not the disk's. */
    private void warn(Image image) throws IOException, TskCoreException, NoCurrentCaseException {
        UnattachedChild child = UnattachedChild.of(image);
        if (child != null) {
            IngestJobContext job = context;
            child.record(Case.getCurrentCaseThrows().getSleuthkitCase(), job == null ? null : job.getJobId());
            LOG.log(Level.WARNING, "{0}: {1} {2}", new Object[] {
                image.getName(), child.conclusion(), child.explanation()
            });
            post(MessageType.WARNING, Messages.INGEST_UNATTACHED.with(image.getName()));
        }
    }

    private static void post(MessageType type, String text) {
        IngestServices.getInstance().postMessage(IngestMessage.createMessage(type, Messages.MODULE_NAME.text(), text));
    }
}
