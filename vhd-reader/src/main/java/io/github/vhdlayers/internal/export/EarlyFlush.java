package io.github.vhdlayers.internal.export;

import java.io.Flushable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Brings what is written to the disk while more is being written. Left alone, systems begin with that when a tenth of the memory
 * waits to be written; until then the disk would stand still, and the program that needs the bytes on it waits for all of them at the end.
 *
 * <p>For one thread.
 */
final class EarlyFlush implements AutoCloseable {
    /** How much may wait before it is begun with. */
    static final long STEP = 64L << 20;

    private final Flushable file;
    private final String name;
    private final BackgroundTask thread = new BackgroundTask("flush of the copy");
    private CompletableFuture<Void> flushed = CompletableFuture.completedFuture(null);
    private long waiting;

    EarlyFlush(Flushable file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * Called with how much more was written.
     *
     * @throws IOException if what was written earlier could not be brought to the disk. The system says so once, and a later
     *     attempt may well seem to succeed
     */
    void wrote(long bytes) throws IOException {
        waiting += bytes;
        if (waiting >= STEP && flushed.isDone()) {
            finish();
            waiting = 0;
            flushed = thread.run(this::force);
        }
    }

    /** Waits for what is under way; throws as {@link #wrote} does. */
    void finish() throws IOException {
        BackgroundTask.await(flushed);
    }

    private void force() throws IOException {
        try {
            file.flush();
        } catch (IOException e) {
            throw new IOException(name + ": cannot be brought to the disk: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
