package io.github.vhdlayers.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file's times; null where the file system keeps none. FAT keeps local times without saying of where; they are told as if they
 * were of the machine's time zone.
 *
 * @param modified when the content was last written
 * @param accessed when it was last read
 * @param changed when the metadata was last written
 * @param created when the file was made
 */
public record FileTimes(
        @Nullable Instant modified, @Nullable Instant accessed, @Nullable Instant changed, @Nullable Instant created) {
    /** None at all. */
    public static final FileTimes NONE = new FileTimes(null, null, null, null);
}
