package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One content of a file that differs between two disks.
 *
 * @param kind how
 * @param a the file on A, or null if it is not there or could not be looked at
 * @param b the file on B, or null if it is not there or could not be looked at; one of the two is there
 * @param stream the name of the content, which is empty for the main one
 * @param problem why it is unknown, or something of the file is; otherwise null
 * @since 0.1.0
 */
public record FileDifference(
        FileDifferenceKind kind, @Nullable DiskFile a, @Nullable DiskFile b, String stream, @Nullable String problem) {
    /** The file on the disk that has it, B if both have. */
    public DiskFile file() {
        return b != null ? b : Objects.requireNonNull(a);
    }

    /** The path as it is printed: {@link DiskFile#printedPath}. */
    public String printedPath() {
        return file().printedPath(file().stream(stream));
    }

    /** How many bytes the content has on A; null if it is not there or not known. */
    public @Nullable Long sizeOnA() {
        return size(a);
    }

    /** How many bytes the content has on B; null if it is not there or not known. */
    public @Nullable Long sizeOnB() {
        return size(b);
    }

    private @Nullable Long size(@Nullable DiskFile file) {
        if (file == null || !file.isRead()) {
            return null;
        }
        FileStream content = file.stream(stream);
        if (content != null) {
            return content.size();
        }
        return stream.isEmpty() ? file.size() : null;
    }
}
