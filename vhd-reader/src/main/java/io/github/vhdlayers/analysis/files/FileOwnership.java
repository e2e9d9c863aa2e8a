package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileTimes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
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
        Status status,
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
                && (status == Status.DELETED_NAME
                        || status == Status.CAME_AND_WENT
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
        return copy(Status.CAME_AND_WENT, doubt, made, gone);
    }

    private FileOwnership copy(
            Status newStatus, @Nullable String newDoubt, @Nullable Integer made, @Nullable Integer gone) {
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
        if (former && status == Status.UNKNOWN) {
            return null;
        }
        return file.allocated() && status != Status.DELETED && status != Status.CAME_AND_WENT;
    }

    /** Whether anything but the name is known. */
    private boolean isKnown() {
        return file.isRead() && (!former || status != Status.UNKNOWN);
    }

    /**
     * What a layer did to a file.
     *
     * @since 0.1.0
     */
    public enum Status {
        /** Its path is not below, and everything that could hold it there was read. */
        NEW("new"),
        /** There below, and its content reads otherwise than what the path held there. */
        CONTENT_CHANGED("content-changed"),
        /** There below with the same content; its own metadata bytes or its name differ. Of a folder also the list of what is in it. */
        METADATA_CHANGED("metadata-changed"),
        /** There below and gone: everything that could hold it now was read. Reported with its former places. */
        DELETED("deleted"),
        /**
         * A name that was deleted before this view, and that the file system still holds. It is no file of the view: what it led to may be
         * gone, or another file's by now.
         */
        DELETED_NAME("deleted-name"),
        /**
         * Made after the state below and gone before this one, so that it is in neither: it was there in between, or its metadata, which is free
         * again, was another's or free below. Reported as it was last seen.
         */
        CAME_AND_WENT("came-and-went"),
        /** There below with the same content, of which at least one sector is stored in the layer. */
        REWRITTEN("rewritten"),
        /** None of the above: the layer stores nothing of its content. */
        UNTOUCHED("untouched"),
        /** What it is, or what it was below, cannot be read or is not known. */
        UNKNOWN("unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** Whether something of the file is not what it was; an unknown file may be. */
        public boolean isChange() {
            return this != REWRITTEN && this != UNTOUCHED && this != DELETED_NAME;
        }

        /** The status as tables and files name it, such as {@code content-changed}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Who owns some sectors, each counted once.
     *
     * @param sectors how many there are; null if it is not known where all of them are
     * @param owned how many of them the layer in question owns; null if that is not known of all
     * @param changed how many of those differ from what was there before; null if that is not known of all
     * @param byLayer how many each layer owns, by its number, of those with a known owner
     * @param unwritten how many are unwritten
     * @param unknown of how many the owner is not known
     * @since 0.1.0
     */
    public record SectorTally(
            @Nullable Long sectors,
            @Nullable Long owned,
            @Nullable Long changed,
            SortedMap<Integer, Long> byLayer,
            long unwritten,
            long unknown) {
        /** Of no sectors. */
        static final SectorTally NONE = new SectorTally(0L, 0L, 0L, new TreeMap<>(), 0, 0);

        /** Of sectors of which nothing is known. */
        static final SectorTally NOT_KNOWN = new SectorTally(null, null, null, new TreeMap<>(), 0, 0);

        /** Keeps an unmodifiable copy of the map. */
        public SectorTally {
            byLayer = byLayer.isEmpty()
                    ? Collections.emptySortedMap()
                    : Collections.unmodifiableSortedMap(new TreeMap<>(byLayer));
        }

        /** Whether something is known of at least some of the sectors. */
        public boolean isKnownInPart() {
            return sectors != null || !byLayer.isEmpty() || unwritten != 0 || unknown != 0;
        }

        /** The same of sectors that are only some of those that there are. */
        SectorTally ofSome() {
            return new SectorTally(null, null, null, byLayer, unwritten, unknown);
        }
    }
}
