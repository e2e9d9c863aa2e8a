package io.github.vhdlayers.tika.pipes;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.tika.pipes.FetchEmitTuple;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that one thread offers and another takes, each as soon as it is offered: Tika's own iterator takes one more before it gives the
 * last one, and would keep back the very walk that the offering thread waits for.
 */
final class Offers implements Iterator<FetchEmitTuple> {
    private static final int MOST_WAITING = 1000;
    private static final long POLL_MILLIS = 50;

    private final BlockingQueue<FetchEmitTuple> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private @Nullable FutureTask<Integer> offering;
    private @Nullable FetchEmitTuple next;

    /** Begins to offer in a thread of its own, which ends with the process. */
    void begin(Callable<Integer> tasks) {
        FutureTask<Integer> future = new FutureTask<>(tasks);
        offering = future;
        Thread thread = new Thread(future, "vhd-tasks");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until there is room. */
    void add(FetchEmitTuple task) throws InterruptedException {
        queue.put(task);
    }

    /**
     * Waits until a task is offered or there are no more.
     *
     * @throws IllegalStateException if the offering thread failed, or this one was interrupted
     */
    @Override
    public boolean hasNext() {
        FutureTask<Integer> future = offering;
        try {
            while (next == null && future != null) {
                // Asked before the queue is, so that what was offered last is not overlooked.
                boolean isLast = future.isDone();
                next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null && isLast) {
                    future.get();
                    return false;
                }
            }
            return next != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    @Override
    public FetchEmitTuple next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        FetchEmitTuple task = next;
        next = null;
        return task;
    }
}
