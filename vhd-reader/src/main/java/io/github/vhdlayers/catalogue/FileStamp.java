package io.github.vhdlayers.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a file is known to be as it was, without opening it.
 *
 * @param size its length in bytes
 * @param modified when its content was last changed
 * @param changed when its content, its name or its attributes were last changed, which no program can set; null where the system
 *     does not say
 */
record FileStamp(long size, Instant modified, @Nullable Instant changed) {
    /** That of a file with attributes that are known already; a link is not followed. */
    static FileStamp of(Path file, BasicFileAttributes attributes) throws IOException {
        return new FileStamp(attributes.size(), attributes.lastModifiedTime().toInstant(), changed(file));
    }

    /** That of a file, or null if there is none; a link is not followed. */
    static @Nullable FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? of(file, attributes) : null;
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** Whether it is from before a moment, whichever time is asked. */
    boolean isBefore(Instant moment) {
        return modified.isBefore(moment) && (changed == null || changed.isBefore(moment));
    }

    private static @Nullable Instant changed(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS) instanceof FileTime time
                    ? time.toInstant()
                    : null;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }
}
