package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.WalkResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a call finds, sent in batches: one ahead of what the other process works on, and never much more. The thread that asks the library adds
 * to it; what is at hand may be sent by another one.
 */
final class Batches {
    private static final int BATCH_BYTES = 1 << 15;
    private static final int MOST_RECORD_BYTES = Frame.MOST_BYTES / 2;
    private static final int AHEAD = 2;
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

    private final ChildWorker worker;
    private final FrameOutput out;
    private final int call;
    private final WireOut pending = new WireOut();
    private final List<String> problems = new ArrayList<>();
    private long skipped;
    private int credits = AHEAD;
    private boolean stopped;
    private long sent = System.nanoTime();

    /** @param skipped how many of the first records are known, and not sent */
    Batches(ChildWorker worker, FrameOutput out, int call, long skipped) {
        this.worker = worker;
        this.out = out;
        this.call = call;
        this.skipped = skipped;
    }

    void more() {
        credits++;
    }

    void stop() {
        stopped = true;
    }

    /** Adds a record; false if no more are wanted. */
    boolean add(Consumer<WireOut> record) throws IOException {
        worker.carryOutAtHand();
        if (stopped || skipped > 0) {
            skipped--;
            return !stopped;
        }
        int size;
        synchronized (pending) {
            record.accept(pending);
            size = pending.size();
        }
        if (size >= BATCH_BYTES || System.nanoTime() - sent >= LONGEST_WAIT) {
            while (credits <= 0 && !stopped) {
                worker.carryOutNext();
            }
            credits--;
            sendNow();
        }
        return !stopped;
    }

    /** Adds a file; one with more extents than can be sent as a file of which only the name is known. */
    boolean add(DiskFile file) throws IOException {
        return add(record -> {
            int before = record.size();
            Records.write(record, file);
            if (record.size() - before > MOST_RECORD_BYTES) {
                record.truncate(before);
                String problem = "its extents are too many to be listed";
                problems.add(file.path() + ": " + problem);
                Records.write(record, DiskFile.ofName(file.fileSystem(), file.name(), problem));
            }
        });
    }

    /** Sends what is at hand. */
    void sendNow() throws IOException {
        synchronized (pending) {
            if (pending.size() > 0) {
                out.send(Frame.Type.BATCH, call, pending);
                pending.truncate(0);
            }
            sent = System.nanoTime();
        }
    }

    /** A result with the problems of what could not be sent. */
    WalkResult noted(WalkResult result) {
        if (problems.isEmpty()) {
            return result;
        }
        List<String> all = new ArrayList<>(result.problems());
        all.addAll(problems);
        return new WalkResult(
                result.files(),
                all.subList(0, Math.min(all.size(), WalkResult.MOST_PROBLEMS)),
                result.problemCount() + problems.size(),
                result.limit(),
                result.unread(),
                result.unreadCount());
    }
}
