package io.github.vhdlayers.filesystem;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A file's times as the file system records them; null where it records none. Immutable and thread-safe.
 *
 * @param modified when the content was last written
 * @param accessed when it was last read; of FAT a date alone
 * @param changed when the metadata was last written
 * @param created when the file was created
 * @since 0.1.0
 */
public record FileTimes(
        @Nullable RecordedTime modified,
        @Nullable RecordedTime accessed,
        @Nullable RecordedTime changed,
        @Nullable RecordedTime created) {
    /** None at all. */
    public static final FileTimes NONE = new FileTimes(null, null, null, null);

    /**
     * The times under the assumption that the clock of the machine was set to a time zone, as {@link RecordedTime#inZone} says.
     *
     * @param zone the time zone of the machine that wrote the file system
     */
    public FileTimes inZone(ZoneId zone) {
        return new FileTimes(
                inZone(modified, zone), inZone(accessed, zone), inZone(changed, zone), inZone(created, zone));
    }

    private static @Nullable RecordedTime inZone(@Nullable RecordedTime time, ZoneId zone) {
        return time == null ? null : time.inZone(zone);
    }
}
