package io.github.vhdlayers.internal.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread beside a copy, which does one thing after another.
 *
 * <p>For one thread, which gives it things to do. The thread that it starts ends soon after {@link #close}.
 */
final class BackgroundTask implements AutoCloseable {
    private final ExecutorService executor;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** A thing to do. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException;
    }

    BackgroundTask(String name) {
        executor = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Does it after all that it was given before; {@link #await} reports how that ended. */
    CompletableFuture<Void> run(Task task) {
        last = CompletableFuture.runAsync(() -> runUnchecked(task), executor);
        return last;
    }

    private static void runUnchecked(Task task) {
        try {
            task.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a thing that was given to a thread, and throws what it threw. */
    static void await(CompletableFuture<Void> done) throws IOException {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
    }

    /** Waits until nothing is under way, so that nothing uses the copy's buffers any more. Failures are not reported. */
    @Override
    public void close() {
        executor.shutdown();
        last.exceptionally(failure -> null).join();
    }
}
