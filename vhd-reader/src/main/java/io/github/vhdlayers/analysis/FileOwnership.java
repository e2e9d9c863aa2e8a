package io.github.vhdlayers.analysis;

import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.files.FileStream;
import org.jspecify.annotations.Nullable;

/**
 * One content of a file, whose it is, and what a layer did to it.
 *
 * @param file the file; as it was before if it was deleted
 * @param stream the content: the main one, or an alternate stream; null if the file has none
 * @param status what the layer did
 * @param content whose the content's sectors are. If the file was deleted, whose they were; then {@code owned} and {@code changed}
 *     say what became of them
 * @param metadata the same of the metadata
 * @param all the same of both; less than their sum where content lies within metadata
 * @param problem why the status is unknown, or something of the file is; otherwise null
 */
public record FileOwnership(
        DiskFile file,
        @Nullable FileStream stream,
        FileStatus status,
        SectorTally content,
        SectorTally metadata,
        SectorTally all,
        @Nullable String problem) {
    /** The path in the file system, and the name of the stream behind a colon if it is an alternate one. */
    public String path() {
        return stream == null || stream.name().isEmpty() ? file.path() : file.path() + ":" + stream.name();
    }

    /** The same as it is printed: {@link DiskFile#printedPath}. */
    public String printedPath() {
        return file.printedPath(stream);
    }

    /** How many bytes the content has. */
    public long size() {
        return stream == null ? file.size() : stream.size();
    }
}
