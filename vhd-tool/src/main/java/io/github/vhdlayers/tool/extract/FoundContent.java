package io.github.vhdlayers.tool.extract;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.RecordedTime;
import org.jspecify.annotations.Nullable;

/**
 * A content that a path leads to.
 *
 * @param file the file
 * @param stream the content, or null if the file has none
 * @param rank how well the path is what was asked for; 0 is best
 */
public record FoundContent(DiskFile file, @Nullable FileStream stream, int rank) {
    boolean isSameAs(FoundContent other) {
        return file.fileSystem().number() == other.file.fileSystem().number()
                && file.name().address() == other.file.name().address()
                && streamName().equals(other.streamName());
    }

    private String streamName() {
        return stream == null ? "" : stream.name();
    }

    /** How {@code vhd extract} is given this one of several with one path, and what distinguishes it. */
    public String description() {
        RecordedTime modified = file.times().modified();
        Long size = stream == null ? file.size() : Long.valueOf(stream.size());
        return "'" + file.fileSystem().label() + ":" + file.printedPath(stream) + "' --address "
                + file.name().address() + ": " + (size == null ? "an unknown number of" : size.toString())
                + " bytes, modified "
                + (modified == null ? "unknown" : modified);
    }
}
