package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystems.support.Times;

/** Times of NTFS: hundreds of nanoseconds since 1601. 0 is not recorded. */
final class NtfsTimes {
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
        RecordedTime first = Times.windows(created);
        RecordedTime written = modified == created ? first : Times.windows(modified);
        return new FileTimes(
                written,
                accessed == created ? first : Times.windows(accessed),
                changed == modified ? written : Times.windows(changed),
                first);
    }
}
