package io.github.vhdlayers.chain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the parent's file was last changed when the child says it was.
 *
 * <p>Never more than a hint. Every copy that does not keep times changes the one of the file, and most evidence was copied.
 *
 * @since 0.1.0
 */
public enum TimeVerdict {
    /** Within two seconds, which is the coarsest clock of a file system. */
    MATCHES,
    /** Off by whole hours, at most 26: another time zone or summer time at one of the two. */
    WHOLE_HOURS_APART,
    /** Another time: the file was copied, or changed after the child was made. */
    DIFFERS,
    /** The child records no time. */
    NOT_RECORDED,
    /** The candidate's time is not known. */
    NOT_TESTABLE;

    private static final long TOLERANCE_SECONDS = 2;
    private static final long LARGEST_ZONE_DIFFERENCE_HOURS = 26;

    static TimeVerdict of(@Nullable Instant recorded, @Nullable Instant found) {
        if (recorded == null) {
            return NOT_RECORDED;
        }
        if (found == null) {
            return NOT_TESTABLE;
        }
        long apart = Math.abs(Duration.between(recorded, found).toSeconds());
        if (apart <= TOLERANCE_SECONDS) {
            return MATCHES;
        }
        long hours = (apart + TOLERANCE_SECONDS) / 3600;
        boolean wholeHours = Math.abs(apart - hours * 3600) <= TOLERANCE_SECONDS;
        return wholeHours && hours <= LARGEST_ZONE_DIFFERENCE_HOURS ? WHOLE_HOURS_APART : DIFFERS;
    }
}
