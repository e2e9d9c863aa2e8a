package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.internal.text.PathText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file under one of its names, and where on the disk it is.
 *
 * @param fileSystem where it is
 * @param name the name
 * @param isRead whether its metadata was read; if not, only its name is known: size, links, times, contents and places are not
 * @param allocated whether both the name and the metadata are in use; false for a deleted file. If the metadata was not read, whether the
 *     name is in use
 * @param kind what it is by its metadata, or by its name if that is gone
 * @param size how many bytes its main content has; null if that is not known
 * @param links how many names it has, by its own count
 * @param times its times
 * @param streams its contents: the main one first, with an empty name, then alternate ones. A directory's is its list of names.
 *     None if the metadata is gone
 * @param metadata where its metadata is, in the order of the disk: the MFT records and attributes that are no content, the inode
 *     and its lists of blocks, the directory entries of FAT. Empty where the service cannot tell for that file system
 * @param problem why something of it is not known, or null
 * @since 0.1.0
 */
public record DiskFile(
        FileSystemInfo fileSystem,
        FileName name,
        boolean isRead,
        boolean allocated,
        Kind kind,
        @Nullable Long size,
        int links,
        FileTimes times,
        List<FileStream> streams,
        List<DiskExtent> metadata,
        @Nullable String problem) {
    /** Keeps unmodifiable copies of the lists. */
    public DiskFile {
        streams = List.copyOf(streams);
        metadata = List.copyOf(metadata);
    }

    /**
     * A file of which only the name is known.
     *
     * @param problem why, or null for a deleted name without metadata
     */
    public static DiskFile ofName(FileSystemInfo fileSystem, FileName name, @Nullable String problem) {
        return new DiskFile(
                fileSystem,
                name,
                false,
                name.allocated(),
                name.kind(),
                null,
                0,
                FileTimes.NONE,
                List.of(),
                List.of(),
                problem);
    }

    /** The path in the file system. */
    public String path() {
        return name.path();
    }

    /**
     * The path of one of the contents as it is printed: the path in {@link PathText}'s escapes, and the name of an alternate stream
     * behind a colon. Where the file system has streams, a colon within a name is escaped.
     *
     * @param stream one of the streams, or null for the file
     */
    public String printedPath(@Nullable FileStream stream) {
        boolean hasStreams = fileSystem.family().hasStreams();
        PathText.Looks looks = name.printsAlike() ? PathText.Looks.LIKE_ANOTHER : PathText.Looks.ALONE;
        String path = PathText.escape(name.path(), looks, hasStreams);
        return stream == null || stream.name().isEmpty()
                ? path
                : path + ":" + PathText.escape(stream.name(), looks, hasStreams);
    }

    /** The stream of that name, which is empty for the main one; null if there is none. */
    public @Nullable FileStream stream(String streamName) {
        for (FileStream stream : streams) {
            if (stream.name().equals(streamName)) {
                return stream;
            }
        }
        return null;
    }

    /**
     * What a directory entry is.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** A regular file. */
        FILE("file"),
        /** A directory. */
        DIRECTORY("directory"),
        /** A symbolic link. */
        LINK("link"),
        /** A device, a pipe, a socket and the like: nothing that has a content. */
        SPECIAL("special"),
        /** A file that the file system keeps for itself, such as NTFS's {@code $MFT}. */
        SYSTEM("system"),
        /** No file of the disk, but what the reader makes of an area, such as a boot sector or an allocation table. */
        VIRTUAL("virtual"),
        /** The entry does not say, and its metadata is gone. */
        UNKNOWN("unknown");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

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
    public record Details(
            @Nullable String owner,
            @Nullable String group,
            @Nullable Integer mode,
            @Nullable String rights,
            @Nullable String linkTarget,
            @Nullable String objectId,
            @Nullable FileTimes nameTimes) {
        /** Nothing at all. */
        public static final Details NONE = new Details(null, null, null, null, null, null, null);
    }
}
