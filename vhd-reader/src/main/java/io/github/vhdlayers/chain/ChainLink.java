package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectedParent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A child and the parent that was found for it, and how well they fit.
 *
 * @param childLayer the child's number in the chain; its parent's is one more
 * @param reference what the child records
 * @param id whether the parent's id is the recorded one
 * @param time whether the parent's file time is the recorded one
 * @param size how the two sizes compare
 * @param isOtherCopyDifferent whether another file has the parent's id and other bytes, and nothing but the caller says which of them is the
 *     parent
 * @param rejected what else was considered, and why it was not taken
 * @since 0.1.0
 */
public record ChainLink(
        int childLayer,
        ParentReference reference,
        IdVerdict id,
        TimeVerdict time,
        SizeVerdict size,
        boolean isOtherCopyDifferent,
        List<RejectedParent> rejected) {
    /** Keeps an unmodifiable copy of the list. */
    public ChainLink {
        rejected = List.copyOf(rejected);
    }

    /** The parent's number in the chain. */
    public int parentLayer() {
        return childLayer + 1;
    }

    /**
     * Whether the parent's id is the one that the child records.
     *
     * @since 0.1.0
     */
    public enum IdVerdict {
        /** It is: this is the parent, or a copy of it. */
        MATCHES,
        /** It is not, or there is none to compare: the caller forced this parent, and nothing proves that it is the right one. */
        MISMATCH_FORCED,
        /**
         * It is not, and the caller forced this parent, which is a state of the same disk: it was changed since the child was created, or
         * is another snapshot. What it shows may be newer than the child.
         */
        CHANGED_SINCE_FORCED,
        /** The parent is a raw file that the caller named: it has no id, and nothing proves that it is the right one. */
        RAW
    }

    /**
     * How the parent's size compares with the child's.
     *
     * @since 0.1.0
     */
    public enum SizeVerdict {
        /** They are equal, as they were when the child was made. */
        EQUAL,
        /** The parent is shorter: what is past its end and is not in the child is unwritten. */
        PARENT_SHORTER,
        /** The parent is longer: what is past the child's end is not part of the disk. */
        PARENT_LONGER;

        static SizeVerdict of(long childSectors, long parentSectors) {
            return childSectors == parentSectors
                    ? EQUAL
                    : parentSectors < childSectors ? PARENT_SHORTER : PARENT_LONGER;
        }
    }

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
}
