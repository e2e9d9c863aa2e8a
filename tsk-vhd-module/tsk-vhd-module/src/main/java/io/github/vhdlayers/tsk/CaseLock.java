package io.github.vhdlayers.tsk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Lets one annotator at a time write about a data source, and one search at a time add the chains that it found: the page that added it and an ingest job may both begin at once, in one program or
 * in two that have the case of several users open. It is a lock on an empty file in the case's folder, which stays.
 */
final class CaseLock implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 200;

    private final FileChannel channel;

    private CaseLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until no other annotator has the data source.
     *
     * @throws CancellationException if the progress ends it
     */
    static CaseLock take(Path folder, long imageId, CaseProgress progress) throws IOException {
        return take(file(folder, imageId), progress);
    }

    /** The same for adding chains of files in data sources. */
    static CaseLock takeForChains(Path folder, CaseProgress progress) throws IOException {
        return take(folder.resolve("adding chains.lock"), progress);
    }

    private static CaseLock take(Path file, CaseProgress progress) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            while (tryLock(channel) == null) {
                if (!progress.onProgress(Texts.TASK_WAITING.text(), 0, -1)) {
                    throw new CancellationException("cancelled while another run was writing about the same disks");
                }
                Thread.sleep(INTERVAL_MILLIS);
            }
            taken = true;
            return new CaseLock(channel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while another run was writing about the same disks");
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** The file that is locked. */
    static Path file(Path folder, long imageId) {
        return folder.resolve("annotation of image " + imageId + ".lock");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This program has it.
            return null;
        }
    }

    /** Releases it. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
