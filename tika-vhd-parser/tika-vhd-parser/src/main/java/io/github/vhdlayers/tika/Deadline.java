package io.github.vhdlayers.tika;

import java.util.concurrent.TimeUnit;

/**
 * How long the files of a disk may take, so that the disk's own document is given before the process is ended for its time.
 *
 * @param start when it began, by {@link System#nanoTime}
 * @param seconds how long; 0 for as long as it takes
 */
record Deadline(long start, long seconds) {
    static Deadline in(long seconds) {
        return new Deadline(System.nanoTime(), seconds);
    }

    boolean isOver() {
        return seconds > 0 && System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Why something was left out. */
    String text() {
        return "the files took more than " + seconds + " s";
    }
}
