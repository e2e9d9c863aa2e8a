package io.github.vhdlayers.tsk.child;

import java.util.concurrent.TimeUnit;

/**
 * How long a disk may still be waited for. What an answer takes above a second is taken off, and what is found gives some of it back, so that
 * a large disk takes its time and a hostile one does not. Opening volumes has its own share, of which a quick answer takes something too: a
 * disk may list thousands of volumes. Thread-safe.
 */
final class Patience {
    private static final long QUICK = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long FOR_A_RECORD = TimeUnit.MILLISECONDS.toNanos(1);

    private final ChildLimits limits;
    private long left;
    private long leftForOpening;

    Patience(ChildLimits limits) {
        this.limits = limits;
        this.left = limits.lostNanos();
        this.leftForOpening = limits.lostNanos();
    }

    /** How long the next answer may take. */
    synchronized long allowance() {
        return Math.max(Math.min(LEAST, limits.answerNanos()), Math.min(left, limits.answerNanos()));
    }

    /** Notes how long an answer took, whether it came or not. */
    synchronized void waited(long nanos) {
        if (nanos > QUICK) {
            left -= nanos - QUICK;
        }
    }

    /** Whether another volume may be opened. */
    synchronized boolean mayOpen() {
        return leftForOpening > 0;
    }

    /** Notes how long it took to open a volume, or to find that it is none; what is above a second was noted while it was waited for. */
    synchronized void opened(long nanos) {
        leftForOpening -= Math.min(nanos, QUICK);
    }

    /** Notes that files were found. */
    synchronized void found(long records) {
        left = Math.min(limits.lostNanos(), left + records * FOR_A_RECORD);
        leftForOpening = Math.min(limits.lostNanos(), leftForOpening + records * FOR_A_RECORD);
    }
}
