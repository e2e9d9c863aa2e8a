package io.github.vhdlayers.tool.nbd;

import java.time.Duration;

/** Until when a client has to do what it has begun. Set by the thread that serves it, looked at by another. */
final class Deadline {
    private static final long NONE = Long.MIN_VALUE;

    private volatile long at = NONE;

    void set(Duration from) {
        long nanoTime = System.nanoTime() + from.toNanos();
        at = nanoTime == NONE ? NONE + 1 : nanoTime;
    }

    void clear() {
        at = NONE;
    }

    /** Whether it is over; the clock has no fixed beginning, so only differences count. */
    boolean isOver(long nanoTime) {
        long until = at;
        return until != NONE && nanoTime - until > 0;
    }
}
