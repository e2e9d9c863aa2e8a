package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.tsk.AddOptions;
import io.github.vhdlayers.tsk.AddedImage;
import io.github.vhdlayers.tsk.CaseProgress;
import io.github.vhdlayers.tsk.ChainAnnotator;
import io.github.vhdlayers.tsk.VhdImageProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.autopsy.casemodule.NoCurrentCaseException;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorCallback;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorCallback.DataSourceProcessorResult;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorProgressMonitor;
import org.sleuthkit.autopsy.coreutils.Logger;
import org.sleuthkit.datamodel.Content;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.TskCoreException;

/** Adds one chain in a thread of its own, and reports to Autopsy what became of it, whatever happens. */
final class AddTask implements Runnable {
    private static final Logger LOG = Logger.getLogger(AddTask.class.getName());
    private static final int PERCENT = 100;

    private final Path file;
    private final AddOptions options;
    private final boolean annotate;
    private final DataSourceProcessorProgressMonitor monitor;
    private final DataSourceProcessorCallback callback;
    private final List<String> problems = new ArrayList<>();
    private final List<Image> added = new ArrayList<>();
    private volatile boolean cancelled;
    private String shownTask = "";
    private int shownPercent = -1;

    AddTask(
            Path file,
            AddOptions options,
            boolean annotate,
            DataSourceProcessorProgressMonitor monitor,
            DataSourceProcessorCallback callback) {
        this.file = file;
        this.options = options;
        this.annotate = annotate;
        this.monitor = monitor;
        this.callback = callback;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // Autopsy's wizard would wait for ever for the end of a thread that died.
    public void run() {
        DataSourceProcessorResult result;
        try {
            monitor.setIndeterminate(true);
            monitor.setProgressText(Messages.RUN_PREPARING.text());
            add(Case.getCurrentCaseThrows());
            result = problems.isEmpty()
                    ? DataSourceProcessorResult.NO_ERRORS
                    : DataSourceProcessorResult.NONCRITICAL_ERRORS;
        } catch (CancellationException e) {
            problems.add(Messages.RUN_CANCELLED.with(String.valueOf(e.getMessage())));
            result = added.isEmpty()
                    ? DataSourceProcessorResult.CRITICAL_ERRORS
                    : DataSourceProcessorResult.NONCRITICAL_ERRORS;
        } catch (Exception | LinkageError e) {
            LOG.log(Level.SEVERE, "The chain of " + file + " could not be added", e);
            problems.add(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            result = added.isEmpty()
                    ? DataSourceProcessorResult.CRITICAL_ERRORS
                    : DataSourceProcessorResult.NONCRITICAL_ERRORS;
        }
        callback.done(result, problems, contents());
    }

    /** What was added, with the names that it has now: the wizard shows them. */
    private List<Content> contents() {
        List<Content> named = new ArrayList<>();
        for (Image image : added) {
            try {
                named.add(image.getSleuthkitCase().getImageById(image.getId()));
            } catch (TskCoreException e) {
                LOG.log(Level.WARNING, "The name of " + image.getName() + " cannot be read", e);
                named.add(image);
            }
        }
        return named;
    }

    @SuppressWarnings("CatchingUnchecked") // An annotation that failed does not take back what was added.
    private void add(Case autopsyCase) throws IOException, TskCoreException, NoCurrentCaseException {
        Path folder = CaseFolder.of(autopsyCase);
        VhdImageProvider provider = new VhdImageProvider(autopsyCase.getSleuthkitCase(), folder);
        AddedImage image = provider.add(file, options, new Progress());
        problems.addAll(image.problems());
        if (image.fallbackReason() != null) {
            problems.add(Messages.RUN_FALLBACK.with(image.fallbackReason()));
        }
        if (annotate) {
            try (VirtualDisk disk = VhdImageProvider.open(image.image(), options.parentFolders())) {
                String incompleteness = new ChainAnnotator(autopsyCase.getSleuthkitCase(), folder, null)
                        .annotate(image.image(), disk, new Progress())
                        .incompleteness();
                if (incompleteness != null) {
                    problems.add(incompleteness);
                }
            } catch (CancellationException e) {
                throw e;
            } catch (Exception e) {
                LOG.log(Level.WARNING, "The files of " + file + " could not be annotated", e);
                problems.add(Messages.RUN_UNANNOTATED.with(Objects.requireNonNullElse(e.getMessage(), e.toString())));
            }
        }
    }

    /** What the library reports, for Autopsy's monitor. */
    private final class Progress implements CaseProgress {
        @Override
        public boolean onProgress(String task, long done, long total) {
            return show(task, done, total);
        }

        @Override
        public void added(Image image) {
            added.add(image);
        }
    }

    private synchronized boolean show(String text, long done, long total) {
        if (!text.equals(shownTask)) {
            shownTask = text;
            shownPercent = -1;
            monitor.setProgressText(text);
            monitor.setIndeterminate(total < 0);
        }
        int percent = total <= 0 ? -1 : (int) (PERCENT * (double) done / total);
        if (percent != shownPercent) {
            shownPercent = percent;
            monitor.setProgress(Math.max(0, percent));
        }
        return !cancelled;
    }
}
