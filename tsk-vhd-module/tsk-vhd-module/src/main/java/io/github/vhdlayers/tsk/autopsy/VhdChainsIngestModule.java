package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.CaseChains;
import io.github.vhdlayers.tsk.ChainsListener;
import io.github.vhdlayers.tsk.ChainsOptions;
import io.github.vhdlayers.tsk.ChainsReport;
import io.github.vhdlayers.tsk.DiskRole;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.autopsy.casemodule.NoCurrentCaseException;
import org.sleuthkit.autopsy.coreutils.Logger;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModule;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModuleProgress;
import org.sleuthkit.autopsy.ingest.IngestJobContext;
import org.sleuthkit.autopsy.ingest.IngestJobSettings;
import org.sleuthkit.autopsy.ingest.IngestManager;
import org.sleuthkit.autopsy.ingest.IngestMessage;
import org.sleuthkit.autopsy.ingest.IngestMessage.MessageType;
import org.sleuthkit.autopsy.ingest.IngestServices;
import org.sleuthkit.autopsy.ingest.ModuleContentEvent;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.Content;
import org.sleuthkit.datamodel.DataSource;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * Finds the disks in one data source and adds their chains, each as a data source of its own, which then goes through the same ingest
 * modules, as Autopsy's own extractor of machines does with the files that it exports.
 */
final class VhdChainsIngestModule implements DataSourceIngestModule {
    private static final Logger LOG = Logger.getLogger(VhdChainsIngestModule.class.getName());
    private static final int PERCENT = 100;

    private final ChainsOptions options;
    private @Nullable IngestJobContext context;

    VhdChainsIngestModule(ChainsOptions options) {
        this.options = options;
    }

    @Override
    public void startUp(IngestJobContext jobContext) {
        context = jobContext;
    }

    @Override
    public ProcessResult process(Content dataSource, DataSourceIngestModuleProgress progress) {
        IngestJobContext job = context;
        if (job == null || !(dataSource instanceof DataSource host)) {
            return ProcessResult.OK;
        }
        try {
            Case autopsyCase = Case.getCurrentCaseThrows();
            progress.switchToDeterminate(PERCENT);
            ChainsReport report = new CaseChains(
                            autopsyCase.getSleuthkitCase(), CaseFolder.of(autopsyCase), job.getJobId())
                    .addFrom(host, options, new Listener(autopsyCase, job, progress));
            tell(host, report);
            return report.failures().isEmpty() ? ProcessResult.OK : ProcessResult.ERROR;
        } catch (CancellationException e) {
            return ProcessResult.OK;
        } catch (IOException | TskCoreException | NoCurrentCaseException e) {
            LOG.log(Level.SEVERE, "The chains in " + dataSource.getName() + " could not be added", e);
            post(MessageType.ERROR, Messages.CHAINS_FAILED.with(dataSource.getName(), String.valueOf(e.getMessage())));
            return ProcessResult.ERROR;
        }
    }

    private static void tell(DataSource host, ChainsReport report) {
        for (String failure : report.failures()) {
            LOG.log(Level.WARNING, failure);
            post(MessageType.ERROR, Messages.CHAINS_FAILED.with(host.getName(), failure));
        }
        for (String problem : report.problems()) {
            LOG.log(Level.WARNING, problem);
            post(MessageType.WARNING, Messages.CHAINS_FAILED.with(host.getName(), problem));
        }
        for (Image wrong : report.unattached()) {
            post(MessageType.WARNING, Messages.INGEST_UNATTACHED.with(wrong.getName()));
        }
        long unclear = report.count(DiskRole.ORPHAN) + report.count(DiskRole.DAMAGED) + report.count(DiskRole.LEFT_OUT);
        if (unclear > 0) {
            post(
                    MessageType.WARNING,
                    Messages.CHAINS_UNCLEAR.with(
                            host.getName(),
                            report.count(DiskRole.ORPHAN),
                            report.count(DiskRole.DAMAGED),
                            report.count(DiskRole.LEFT_OUT)));
        }
        if (report.unreadableFiles() > 0) {
            post(MessageType.WARNING, Messages.CHAINS_UNREAD.with(host.getName(), report.unreadableFiles()));
        }
        if (!report.disks().isEmpty()) {
            post(
                    MessageType.INFO,
                    Messages.CHAINS_DONE.with(
                            host.getName(),
                            report.disks().size(),
                            report.added().size()));
        }
    }

    private static void post(MessageType type, String text) {
        IngestServices.getInstance().postMessage(IngestMessage.createMessage(type, Messages.CHAINS_NAME.text(), text));
    }

    /** Shows the progress, and hands over to Autopsy what was added. */
    private static final class Listener implements ChainsListener {
        private final Case autopsyCase;
        private final IngestJobContext job;
        private final DataSourceIngestModuleProgress progress;
        private final Map<String, UUID> adding = new HashMap<>();

        Listener(Case autopsyCase, IngestJobContext job, DataSourceIngestModuleProgress progress) {
            this.autopsyCase = autopsyCase;
            this.job = job;
            this.progress = progress;
        }

        @Override
        public boolean onProgress(String task, long done, long total) {
            progress.progress(total <= 0 ? 0 : (int) (PERCENT * (double) done / total));
            return !job.dataSourceIngestIsCancelled();
        }

        @Override
        public void added(AbstractFile file) {
            IngestServices.getInstance()
                    .fireModuleContentEvent(new ModuleContentEvent(Messages.CHAINS_NAME.text(), file));
        }

        @Override
        public void adding(String path) {
            UUID event = UUID.randomUUID();
            adding.put(path, event);
            autopsyCase.notifyAddingDataSource(event);
        }

        @Override
        public void ended(String path, @Nullable Image image) {
            UUID event = adding.remove(path);
            if (event == null) {
                return;
            }
            if (image == null) {
                autopsyCase.notifyFailedAddingDataSource(event);
                return;
            }
            autopsyCase.notifyDataSourceAdded(image, event);
            if (job.dataSourceIngestIsCancelled()) {
                return;
            }
            IngestJobSettings settings = new IngestJobSettings(job.getExecutionContext());
            settings.getWarnings().forEach(warning -> LOG.log(Level.WARNING, "{0}: {1}", new Object[] {path, warning}));
            IngestManager.getInstance().queueIngestJob(List.of(image), settings);
        }
    }
}
