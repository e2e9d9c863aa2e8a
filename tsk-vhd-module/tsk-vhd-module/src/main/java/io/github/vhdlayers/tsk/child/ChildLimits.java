package io.github.vhdlayers.tsk.child;

import java.util.concurrent.TimeUnit;

/**
 * What the library may take.
 *
 * @param answerNanos how long an answer may take, without the time that the disk takes to be read
 * @param lostNanos how long slow answers and those that never came may take together, for one disk; more once much was answered
 * @param residentBytes how much memory the process may have in use, the library's own included
 * @param guarded whether what is known to end or block the library is refused without asking it
 */
record ChildLimits(long answerNanos, long lostNanos, long residentBytes, boolean guarded) {
    /** The system property for the seconds that an answer may take. */
    static final String SECONDS = "libtsk.seconds";

    /** The system property for the MiB that the process may have in use. */
    static final String MEBIBYTES = "libtsk.mebibytes";

    private static final int DEFAULT_SECONDS = 20;
    private static final int DEFAULT_MEBIBYTES = 224;
    private static final int LEAST_MEBIBYTES = 96;

    /** Those of the system properties, or the usual ones. */
    static ChildLimits ofSystem() {
        long seconds = Math.max(1, Integer.getInteger(SECONDS, DEFAULT_SECONDS));
        long mebibytes = Math.max(LEAST_MEBIBYTES, Integer.getInteger(MEBIBYTES, DEFAULT_MEBIBYTES));
        return new ChildLimits(
                TimeUnit.SECONDS.toNanos(seconds), TimeUnit.SECONDS.toNanos(seconds * 7 / 4), mebibytes << 20, true);
    }

    /** The same, but the library is asked for everything. */
    ChildLimits unguarded() {
        return new ChildLimits(answerNanos, lostNanos, residentBytes, false);
    }
}
