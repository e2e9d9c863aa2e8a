package io.github.vhdlayers.tsk;

import java.util.concurrent.CancellationException;
import org.sleuthkit.datamodel.DefaultAddDataSourceCallbacks;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskDataException;

/** The datamodel's walk through an image's files, with somebody who watches it and may end it. */
final class FileAdding implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 250;

    private final SleuthkitJNI.CaseDbHandle.AddImageProcess process;
    private final CaseProgress progress;
    private final Thread watcher = new Thread(this::watch, "VHD Layers: adding files");
    private volatile boolean ended;

    FileAdding(SleuthkitJNI.CaseDbHandle.AddImageProcess process, CaseProgress progress) {
        this.process = process;
        this.progress = progress;
        watcher.setDaemon(true);
    }

    /**
     * Walks through all files.
     *
     * @throws CancellationException if the progress ended it
     */
    void run(String deviceId, Image image) throws TskCoreException, TskDataException {
        if (!progress.onProgress(Texts.TASK_ADDING.text(), 0, -1)) {
            throw new CancellationException("cancelled before files were added");
        }
        watcher.start();
        try {
            process.run(deviceId, image, 0, new DefaultAddDataSourceCallbacks());
        } catch (TskCoreException | TskDataException e) {
            if (!ended) {
                throw e;
            }
        }
        if (ended) {
            throw new CancellationException("cancelled while files were added");
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(INTERVAL_MILLIS);
                if (!progress.onProgress(Texts.TASK_FOLDER.with(process.currentDirectory()), 0, -1)) {
                    ended = true;
                    process.stop();
                    return;
                }
            }
        } catch (InterruptedException e) {
            // The walk is over.
            Thread.currentThread().interrupt();
        } catch (TskCoreException e) {
            // It goes on to its end, and is then taken for ended all the same.
            ended = true;
        }
    }

    /** Waits for the watcher, so that nothing is reported afterwards. */
    @Override
    public void close() {
        watcher.interrupt();
        boolean interrupted = false;
        while (watcher.isAlive()) {
            try {
                watcher.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
