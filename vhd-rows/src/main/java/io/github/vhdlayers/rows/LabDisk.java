package io.github.vhdlayers.rows;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk of a lab: one file, or several files that have one key. Immutable, but for its rows.
 *
 * @param key the layer's key; of a file that cannot be opened one that is made of its place, length and time of change
 * @param paths where it is, at least one path; of a folder that could not be listed its message
 * @param chain it and its parents; null if it cannot be opened
 * @param fileBytes how long the file is; null if that is not known
 * @param sectors how many sectors of 512 bytes the disk has; 0 if it cannot be opened
 * @param layer its row in {@link RowTable#LAYERS}
 * @param chainRow its row in {@link RowTable#CHAINS}
 * @param errorCode the stable code of why it cannot be opened; null if it can, or the machine failed
 * @param error why it cannot be opened; null if it can
 */
public record LabDisk(
        String key,
        List<String> paths,
        @Nullable LayerChain chain,
        @Nullable Long fileBytes,
        long sectors,
        Row layer,
        Row chainRow,
        @Nullable String errorCode,
        @Nullable String error) {
    /** Keeps an unmodifiable copy of the list. */
    public LabDisk {
        paths = List.copyOf(paths);
    }

    /** The key of the last layer that was found, or that of a disk that cannot be opened. */
    public String last() {
        return chain == null ? key : chain.last();
    }

    /** Where the file is of which bytes are read, if there are several. */
    Path path() {
        return chain == null ? Path.of(paths.get(0)) : chain.paths().get(0);
    }
}
