package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file system counts up or dates by itself when it is written to, in the disk below a layer and in what the layer added. If the disk
 * below is ahead of the layer, it was written to after the layer was made.
 */
final class WriteOrder {
    /** Two clocks and a time zone that is not recorded may be that far apart without a reason for doubt. */
    static final Duration TOLERANCE = Duration.ofHours(30);

    private @Nullable String sign;
    private @Nullable Instant latestBelow;
    private @Nullable Instant earliestAdded;
    private WriteNumbers highestBelow = WriteNumbers.NONE;
    private WriteNumbers highestAdded = WriteNumbers.NONE;

    /** Notes a file of the disk below. */
    void below(DiskFile file, WriteNumbers numbers) {
        below(instant(file.times().changed()));
        highestBelow = highestBelow.highest(numbers);
    }

    private void below(@Nullable Instant time) {
        if (time != null && (latestBelow == null || latestBelow.isBefore(time))) {
            latestBelow = time;
        }
    }

    /**
     * Notes a file of which the layer stores metadata.
     *
     * @param old the file as it is below, or null if it is not there
     * @param numbers what its metadata has
     * @param oldNumbers what it has below
     */
    void added(DiskFile file, @Nullable DiskFile old, WriteNumbers numbers, WriteNumbers oldNumbers) {
        RecordedTime changed = file.times().changed();
        if (old == null || !Objects.equals(old.times().changed(), changed)) {
            added(instant(changed));
        }
        highestAdded = highestAdded.highest(numbers.withoutThoseOf(oldNumbers));
    }

    private void added(@Nullable Instant time) {
        if (time != null && (earliestAdded == null || earliestAdded.isAfter(time))) {
            earliestAdded = time;
        }
    }

    /** Notes what the file systems say of themselves, below and as the layer left them. */
    void whole(VolumeNumbers before, VolumeNumbers now) {
        below(before.written());
        if (now.written() != null && !now.written().equals(before.written())) {
            added(now.written());
        }
        compare("its journal's next transaction", before.journal(), now.journal());
        compare("the number of bytes written to it, in KiB", before.lifetimeKib(), now.lifetimeKib());
        compare("its log's current number", before.log(), now.log());
    }

    private void compare(String what, @Nullable Long before, @Nullable Long now) {
        if (before != null && now != null && before > now) {
            sign = "the parent's file system is ahead of the child's: " + what + " is " + before + " in the parent and "
                    + now + " in the child";
        }
    }

    /** Why the disk below was written to after the layer was made, or null if nothing says so. */
    @Nullable
    String sign(int layer) {
        String after = ": the parent was written to after the child was created";
        if (highestBelow.isAheadOf(highestAdded)) {
            return "the parent's files have " + highestBelow.leadOver(highestAdded) + " that layer " + layer + " adds"
                    + after;
        }
        if (sign != null) {
            return sign + after;
        }
        if (latestBelow != null && earliestAdded != null && latestBelow.isAfter(earliestAdded.plus(TOLERANCE))) {
            return "the parent's file system recorded a change at " + latestBelow
                    + ", later than the first change that layer " + layer + " adds, at " + earliestAdded + after;
        }
        return null;
    }

    /** A time as a moment; a local one as if it were of UTC. */
    static @Nullable Instant instant(@Nullable RecordedTime time) {
        if (time == null) {
            return null;
        }
        if (time instanceof RecordedTime.Local local) {
            return local.dateTime().toInstant(ZoneOffset.UTC);
        }
        if (time instanceof RecordedTime.Day day) {
            return day.date().atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return ((RecordedTime.Utc) time).instant();
    }
}
