package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileTimes;
import org.jspecify.annotations.Nullable;

/**
 * One content of a file, who owns its sectors, and what a layer did to it.
 *
 * @param file the file; as it was below the layer if {@code former}
 * @param stream the content: the main one, or an alternate stream; null if the file has none
 * @param status what the layer did
 * @param former whether {@code file} is as it was below: it was deleted, or what became of it is unknown
 * @param content the sectors that the content's bytes are in. Of a deleted file those that no other file has now; {@code byLayer} says
 *     who owned them below
 * @param slack the sectors behind the content's end that are kept for it, counted the same way
 * @param metadata the sectors that its metadata is in. Several files share them: inodes, entries of folders
 * @param owned how many sectors of content and slack the layer owns that no row before this one counts, so that the sum over all rows
 *     is at most what the layer owns; null if that is not known. A content within metadata has none
 * @param changed how many of those differ from what was there before; null if that is not known
 * @param problem why the status is unknown, or something of the file is; otherwise null
 * @param doubt why the status may be wrong although everything was read, or null
 * @param madeIn the layer that made it, where several layers are asked about or it came and went; null if that is not known or not so
 * @param goneIn the layer that deleted it, likewise
 * @param change why it is not what it was, and what that was; null if nothing of it is known to differ, or there is nothing to compare with
 * @since 0.1.0
 */
public record FileOwnership(
        DiskFile file,
        @Nullable FileStream stream,
        FileStatus status,
        boolean former,
        SectorTally content,
        SectorTally slack,
        SectorTally metadata,
        @Nullable Long owned,
        @Nullable Long changed,
        @Nullable String problem,
        @Nullable String doubt,
        @Nullable Integer madeIn,
        @Nullable Integer goneIn,
        @Nullable FileChange change) {
    /** The path in the file system, and the name of the stream behind a colon if it is an alternate one. */
    public String path() {
        return stream == null || stream.name().isEmpty() ? file.path() : file.path() + ":" + stream.name();
    }

    /** The same as it is printed: {@link DiskFile#printedPath}. */
    public String printedPath() {
        return file.printedPath(stream);
    }

    /** Whether it is a deleted name of this view, so that what it leads to may be another file's by now. */
    public boolean isDeletedName() {
        return !former
                && (status == FileStatus.DELETED_NAME
                        || status == FileStatus.CAME_AND_WENT
                        || !file.name().allocated());
    }

    /** The path that the same file had below, with the name of the stream as {@link #path} has it; null if it is the same or not known. */
    public @Nullable String formerPath() {
        if (change == null || change.formerName() == null) {
            return null;
        }
        String path = change.formerName().path();
        return stream == null || stream.name().isEmpty() ? path : path + ":" + stream.name();
    }

    /** The path that the same file had below, as {@link #printedPath} prints it; null if it is the same or not known. */
    public @Nullable String printedFormerPath() {
        return change == null || change.formerName() == null
                ? null
                : DiskFile.ofName(file.fileSystem(), change.formerName(), null).printedPath(stream);
    }

    /** How many bytes the content had below that this one is compared with; null if there is none or it is not known. */
    public @Nullable Long formerSize() {
        if (change == null || !change.former().isRead()) {
            return null;
        }
        if (stream == null) {
            return change.former().size();
        }
        FileStream old = change.former().stream(stream.name());
        return old == null ? null : Long.valueOf(old.size());
    }

    FileOwnership withDoubt(String reason) {
        return copy(status, reason, madeIn, goneIn);
    }

    /** A new one that had another name when it was made. */
    FileOwnership withChange(FileChange since) {
        return new FileOwnership(
                file, stream, status, former, content, slack, metadata, owned, changed, problem, doubt, madeIn, goneIn,
                since);
    }

    /** The same with the layers that made and deleted it. */
    FileOwnership with(@Nullable Integer made, @Nullable Integer gone) {
        return copy(status, doubt, made, gone);
    }

    /** One that was made by a layer and deleted by another, as it was before that. */
    FileOwnership asPassing(int made, int gone) {
        return copy(FileStatus.CAME_AND_WENT, doubt, made, gone);
    }

    private FileOwnership copy(
            FileStatus newStatus, @Nullable String newDoubt, @Nullable Integer made, @Nullable Integer gone) {
        return new FileOwnership(
                file, stream, newStatus, former, content, slack, metadata, owned, changed, problem, newDoubt, made,
                gone, change);
    }

    /** How many bytes the content has; null if that is not known. */
    public @Nullable Long size() {
        if (!isKnown()) {
            return null;
        }
        return stream == null ? file.size() : Long.valueOf(stream.size());
    }

    /** The file's times; none if they are not known. */
    public FileTimes times() {
        return isKnown() ? file.times() : FileTimes.NONE;
    }

    /** Whether both the name and the metadata are in use; null if that is not known. False if the layer
     * deleted it. */
    public @Nullable Boolean allocated() {
        if (former && status == FileStatus.UNKNOWN) {
            return null;
        }
        return file.allocated() && status != FileStatus.DELETED && status != FileStatus.CAME_AND_WENT;
    }

    /** Whether anything but the name is known. */
    private boolean isKnown() {
        return file.isRead() && (!former || status != FileStatus.UNKNOWN);
    }
}
