package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times of NTFS: hundreds of nanoseconds since 1601. 0 is not recorded. */
final class NtfsTimes {
    private static final long SECONDS_1601_TO_1970 = 11_644_473_600L;
    private static final long PER_SECOND = 10_000_000;
    private static final int STANDARD_BYTES = 32;

    private NtfsTimes() {}

    /** The times that users see, of the attribute of standard information. */
    static FileTimes standard(NtfsFile file, Problems problems) {
        NtfsAttribute found = file.find(Attribute.STANDARD_INFORMATION, "");
        if (found == null || !found.isResident() || found.size() < STANDARD_BYTES) {
            return FileTimes.NONE;
        }
        byte[] bytes = found.head().record().bytes();
        int at = found.head().valueAt();
        long created = Le.i64(bytes, at);
        long modified = Le.i64(bytes, at + 8);
        long changed = Le.i64(bytes, at + 16);
        long accessed = Le.i64(bytes, at + 24);
        if ((created | modified | changed | accessed) < 0) {
            problems.add("a time of it is past the year 30828, which no system writes");
        }
        // Those that are the same are one object: a walk makes some for each file.
        RecordedTime first = time(created);
        RecordedTime written = modified == created ? first : time(modified);
        return new FileTimes(
                written,
                accessed == created ? first : time(accessed),
                changed == modified ? written : time(changed),
                first);
    }

    /** A time; null if it is not recorded, or one that no system writes: the highest of 64 bits is set. */
    static @Nullable RecordedTime time(long value) {
        return value <= 0
                ? null
                : new RecordedTime.Utc(
                        Instant.ofEpochSecond(value / PER_SECOND - SECONDS_1601_TO_1970, value % PER_SECOND * 100));
    }
}
