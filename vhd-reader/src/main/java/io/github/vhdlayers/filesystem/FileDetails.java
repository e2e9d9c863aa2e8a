package io.github.vhdlayers.filesystem;

import org.jspecify.annotations.Nullable;

/**
 * What a file system records about a file in addition to names, times and contents; null where it records nothing, or the reader does not read it.
 * Immutable and thread-safe.
 *
 * @param owner who owns it: of NTFS the security identifier, such as {@code S-1-5-18}, of ext the number of the user
 * @param group the number of the group that ext records; null elsewhere
 * @param mode the permissions that ext records, the low twelve bits of its mode; null elsewhere
 * @param rights a text that stands for all rights to it: files of one volume with the same text have the same rights
 * @param linkTarget where a link leads, as it is stored: data, and no path of this machine
 * @param objectId the number by which Windows finds the file wherever it is moved, as a GUID
 * @param nameTimes the times that were stored with this name when the file was created, renamed or moved last; null where a file system
 *     keeps none with names
 * @since 0.1.0
 */
public record FileDetails(
        @Nullable String owner,
        @Nullable String group,
        @Nullable Integer mode,
        @Nullable String rights,
        @Nullable String linkTarget,
        @Nullable String objectId,
        @Nullable FileTimes nameTimes) {
    /** Nothing at all. */
    public static final FileDetails NONE = new FileDetails(null, null, null, null, null, null, null);
}
